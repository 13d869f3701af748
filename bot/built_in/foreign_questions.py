"""What a question in another language asks for, as far as one word tells.  Pure.

Its grammar is not read, only its words are looked for; yet no sentence without a figure tells how
many, and none without a day or a figure tells when.  Who did it, to whom, and who holds an office, no
words tell: such questions are answered only where they can be put into English (`glossed_questions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.built_in.asked_measures import MOST_CHARACTERS
from bot.built_in.candidates import Candidate
from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.readings import Reading

_ASKS_WHO = re.compile(
    r"\W*(?:(?:à|a|de|por|par|pour|avec|con|von|mit|für|an|gegen) )?(?:qui|wer|wen|wem|qui[eé]n(?:es)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sought:
    asked_by: re.Pattern[str]
    told_by: frozenset[str]


def telling(question: str, among: Iterable[Candidate]) -> Iterable[Candidate]:
    """The sentences that may tell what is asked for: a new figure or day, where it is one of these."""
    head = question[:MOST_CHARACTERS]
    if _ASKS_WHO.match(head):
        return ()
    sought = next((s for s in _lists() if s.asked_by.search(head)), None)
    if sought is None:
        return among
    return (c for c in among if _is_told(sought, head.casefold(), c.reading))


def _is_told(sought: _Sought, asked: str, reading: Reading) -> bool:
    return any(
        (word.is_figure or word.text.casefold() in sought.told_by)
        and word.text.casefold() not in asked
        for word in reading.words
    )


@cache
def _lists() -> tuple[_Sought, ...]:
    lists = read_lists("asking.toml", "bot.built_in")
    return tuple(
        _Sought(_pattern(asks), frozenset(lists["tells"][thing]))
        for thing, asks in lists["asks"].items()
    )


def _pattern(asks: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, asks))})\b", re.IGNORECASE)
