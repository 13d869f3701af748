"""Postponements: of two dates the one that was given up is not told as the one that holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.dates.date_words import DateWord
from bot.dates.rescheduling import MOVED
from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import retold
from bot.grounding.dates import agrees
from bot.grounding.grounds import Ground, Grounds

_MOVED = re.compile(rf"\b{MOVED}\b", re.IGNORECASE)
_NEW = re.compile(r"\b(?:to|until|till)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_OLD = re.compile(
    r"\b(?:from|(?:due|scheduled|planned|meant|set|supposed|was|were)\s+(?:to|for)|originally|instead\s+of)"
    r"\b[^,;.]{0,60}$",
    re.IGNORECASE,
)
#: What tells in a sentence of ours that a date was only planned.
_PLANNED = re.compile(
    r"\b(?:due|scheduled|planned|meant|supposed|original(?:ly)?|had been|was to|were to|earlier"
    r"|previous(?:ly)?|initially|no longer|not|instead|cancel)",
    re.IGNORECASE,
)
_WAS_PLANNED = re.compile(
    r"\b(?:(?:was|were|had been)\s+(?:originally\s+|initially\s+|first\s+)?"
    r"(?:due|scheduled|planned|meant|supposed|to\s+(?:open|begin|start|take))|originally|initially)\b",
    re.IGNORECASE,
)


def check_postponed(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for the date given up without a word of that, and for the new one as the old."""
    if not claim.dates or _MOVED.search(claim.text):
        return
    for source in retold(claim, grounds):
        if len(source.dates) > 1 and (moved := _MOVED.search(source.text)):
            yield from _faults(claim, source, moved)


def _faults(claim: Ground, source: Ground, moved: re.Match[str]) -> Iterator[Problem]:
    new = [word for word in source.dates if _is_new(word, source, moved)]
    old = [w for w in source.dates if w not in new and _OLD.search(source.text, 0, w.start)]
    if not new or not old:
        return
    for word in claim.dates:
        is_new, is_old = (_is_any(word, claim, dates, source) for dates in (new, old))
        is_over = is_old and not is_new and not _PLANNED.search(claim.text)
        if is_over or (is_new and not is_old and _WAS_PLANNED.search(claim.text, 0, word.start)):
            yield Problem(ProblemKind.DATE, word.text)


def _is_new(word: DateWord, source: Ground, moved: re.Match[str]) -> bool:
    return word.start > moved.end() and bool(_NEW.search(source.text, moved.end(), word.start))


def _is_any(word: DateWord, claim: Ground, dates: list[DateWord], source: Ground) -> bool:
    return any(agrees(word, claim.day, other, source.day) for other in dates)
