"""Chats and minutes: who writes what, where each message begins with its sender's name and a colon.

Told apart from `transcripts`, which are of press conferences and asked by line: here a name may be a
first name alone, and messages may follow each other on one line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

#: Messages that a text has at least, and those of each of at least two senders: "Note:" comes once.
FEWEST_MESSAGES, FEWEST_OF_A_SENDER = 4, 2
#: Characters before the first message: an article has its own text first.
LONGEST_OPENING = 200

#: At the beginning of a line or after a sentence: up to four words with capitals, and a colon.
_HEAD = re.compile(
    r"(?:^|(?<=[.?!)] )|(?<=[.?!]\n))[^\S\n]?"
    r"(?P<who>[A-Z][\w.’'-]{0,30}(?: [A-Z][\w.’'-]{0,30}){0,3}) ?: (?=\S)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Message:
    """What one person writes at once."""

    sender: str
    text: str


@lru_cache(maxsize=64)
def messages_of(text: str) -> Sequence[Message]:
    r"""The messages of a chat, in order; none of another text.

    >>> chat = "Ida: Are you coming? Bo: Yes! Ida: When? Bo: At noon. Ida: Good."
    >>> [(m.sender, m.text) for m in messages_of(chat)][:2]
    [('Ida', 'Are you coming?'), ('Bo', 'Yes!')]
    """
    heads = list(_HEAD.finditer(text)) if ":" in text else []
    often = Counter(head["who"] for head in heads)
    talking = sum(times >= FEWEST_OF_A_SENDER for times in often.values())
    if len(heads) < FEWEST_MESSAGES or talking < 2 or heads[0].start() > LONGEST_OPENING:
        return ()
    ends = (*(head.start() for head in heads[1:]), len(text))
    return tuple(
        Message(head["who"], text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    )
