"""Assents: what was only asked in a chat, and excused from, was not agreed, decided or arranged.

"Should we meet at six? - I have to stay longer today": they discussed meeting, and agreed on nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds, sentences_of
from bot.grounding.tokens import tokenise
from bot.grounding.word_lists import listed
from bot.memory.stems import stem
from bot.sentence_reading.chats import Message, messages_of

_AGREED = re.compile(
    r"\b(?:agree(?:s|d)?|decide(?:s|d)?|arrange(?:s|d)?|plan(?:s|ned)?|intend(?:s|ed)?|settle(?:s|d)?)"
    r" to (?P<deed>[a-z]+)\b",
    re.IGNORECASE,
)
#: Words that say yes, among the first of an answer.
_YES = listed(
    """yes yeah yea yep yup ya aye ok okay okey k sure fine great good perfect deal alright agreed right
    exactly definitely absolutely course gladly pleasure promise done cool awesome nice lovely mm hmm mhm
    super brilliant excellent love let let's see will i'll we'll why"""
)
OPENING = 6
#: How somebody excuses themselves.
_EXCUSES = re.compile(
    r"\b(?:no|not|nope|nah|cannot|sorry|unfortunately|busy|have to|has to|need to|must|already|afraid|wish"
    r"|maybe|perhaps|depends|rather)\b|n[’']t\b",
    re.IGNORECASE,
)
#: Messages after the excuse among which another time may be agreed on.
LATER = 2


def check_assents(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a deed that is told as agreed on, and that was only asked about and excused."""
    for found in _AGREED.finditer(claim.text):
        deed = stem(found["deed"])
        told = [each for text in grounds.quotable for each in _tellings(messages_of(text), deed)]
        if told and all(told):
            yield Problem(ProblemKind.UNSUPPORTED, found.group())


def _tellings(messages: Sequence[Message], deed: str) -> Iterator[bool]:
    """For each message with a deed, whether it only asks about it and is answered by an excuse."""
    for at, message in enumerate(messages):
        of_it = [s for s in sentences_of(message.text) if deed in Ground(s).stems]
        if of_it:
            is_asked = all(sentence.rstrip(" .").endswith("?") for sentence in of_it)
            yield is_asked and _is_excused(messages[at + 1 : at + 2 + LATER])


def _is_excused(answers: Sequence[Message]) -> bool:
    """Whether the first answer is an excuse, and nobody says yes to anything right after it."""
    is_excuse = bool(answers) and _EXCUSES.search(answers[0].text) is not None
    return is_excuse and not any(map(_says_yes, answers))


def _says_yes(message: Message) -> bool:
    return any(token.key in _YES for token in tokenise(message.text)[:OPENING])
