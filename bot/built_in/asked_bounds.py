"""Bounds that a question asks for by its small words: since when, until when, what time.  Pure.  English.

A sentence may have all the names and words of a question, and a day of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from bot.built_in.asked_measures import MOST_CHARACTERS
from bot.dates.announced_dates import announced_in
from bot.sentence_reading.calendar_words import DAY_NAMES, MONTH_NAMES
from bot.sentence_reading.list_files import read_lists

_MONTHS = "|".join(MONTH_NAMES)
#: What stands for a longer pattern in `bounds_en.toml`.
_PARTS = {
    "{MONTHS}": _MONTHS,
    "{NEAR}": r"(?:[\w’'-]+\ ){0,4}?",
    "{SPAN}": r"(?:hour|day|week|month|year|decade)s?\b",
    "{TIME}": (
        rf"(?:{_MONTHS}|{'|'.join(DAY_NAMES)}|(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?\ (?:{_MONTHS})"
        r"|midnight|noon|dawn|then|last|next|today|tomorrow|yesterday)\b"
    ),
}


def tells_bound(question: str, text: str, published: date | None = None) -> bool:
    """Whether a sentence tells the end or the beginning, the hour or the need that is asked for.

    What is to come is told, too, by a day that was still to come when it was `published`.

    >>> tells_bound("Until when is the ban in force?", "The ban was imposed on Monday.")
    False
    """
    asked = question[:MOST_CHARACTERS]
    return not any(
        asks.search(asked)
        and not tells.search(text)
        and not (tells is to_come() and any(announced_in(text, published, "en")))
        for asks, tells in bounds()
    )


@cache
def to_come() -> re.Pattern[str]:
    """What tells that something is to come."""
    lists = read_lists("bounds_en.toml", "bot.built_in")["bounds"]
    return next(tells for one, (_, tells) in zip(lists, bounds(), strict=True) if "to_come" in one)


@cache
def bounds() -> Sequence[tuple[re.Pattern[str], re.Pattern[str]]]:
    """What is asked, and how that is told."""
    lists = read_lists("bounds_en.toml", "bot.built_in")["bounds"]
    return tuple((_compiled(one["asks"]), _compiled(one["tells"])) for one in lists)


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)
