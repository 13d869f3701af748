"""The names of months and weekdays, and the keys by which sentences are known to have them."""

from __future__ import annotations

from bot.memory.stems import stem

MONTH_NAMES = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()

MONTHS = frozenset(map(stem, MONTH_NAMES))
DAYS = frozenset(map(stem, DAY_NAMES))

_MONTH, _DAY = "|".join(MONTH_NAMES), "|".join(DAY_NAMES)
#: Pattern of days and years, whose figures count nothing.
CALENDAR_DAY = (
    rf"\b(?:{_DAY})\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})\b|\b(?:{_MONTH})\.? \d{{1,2}}\b"
    r"|\b(?:19|20)\d\d\b"
)
