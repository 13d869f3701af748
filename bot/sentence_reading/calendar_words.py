"""English months and weekdays, and the keys by which sentences are known to have them."""

from __future__ import annotations

from bot.dates.words import ENGLISH, calendar_words
from bot.memory.stems import stem

_WORDS = calendar_words(ENGLISH)
MONTH_NAMES, DAY_NAMES = tuple(_WORDS.months), tuple(_WORDS.weekdays)

MONTHS = frozenset(map(stem, MONTH_NAMES))
DAYS = frozenset(map(stem, DAY_NAMES))
#: Months written out, the first of each one's names: "Jan" may well be somebody's.
WHOLE_MONTHS = frozenset(
    map(stem, {number: name for name, number in reversed([*_WORDS.months.items()])}.values())
)

_MONTH, _DAY = "|".join(MONTH_NAMES), "|".join(DAY_NAMES)
#: Pattern of days and years, whose figures count nothing.
CALENDAR_DAY = (
    rf"\b(?:{_DAY})\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})\b|\b(?:{_MONTH})\.? \d{{1,2}}\b"
    r"|\b(?:19|20)\d\d\b"
)
