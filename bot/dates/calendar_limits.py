"""Limits that are no date words: "by the end of the month", "within 30 days".  English.

They are read where something is announced and nowhere else: of what is told, "by the end of the
month" may be the end of any month.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.dates.date_words import Bound, DateWord, Kind, Side
from bot.dates.tense import side_at
from bot.dates.words import ENGLISH, calendar_words

_LIMIT = re.compile(
    r"\b(?:by\s+the\s+end\s+of\s+the\s+(?P<span>week|month|year)|within\s+(?:the\s+next\s+)?"
    r"(?P<count>\d{1,2}|[a-z]+)\s+(?P<unit>days|weeks|months))\b"
    # Counted from something else than now, or of another one than this.
    r"(?!\s+(?:of|from|after|following|before|[A-Z\d])|-)"
)
_DAYS_OF = {"days": 1, "weeks": 7, "months": 30}


def limits_in(text: str, published: date) -> Iterator[tuple[DateWord, date]]:
    """Such limits of a sentence that looks ahead, each with its last day."""
    for match in _LIMIT.finditer(text):
        day = _last_day(match, published)
        is_told = side_at(text, match.start(), match.end(), ENGLISH) is Side.PAST
        if day is not None and day > published and not is_told:
            yield DateWord(match.group(), *match.span(), Kind.SPAN, bound=Bound.BY), day


def _last_day(match: re.Match[str], published: date) -> date | None:
    if match["span"]:
        return _end_of(match["span"], published)
    count = match["count"]
    number = int(count) if count.isdigit() else calendar_words(ENGLISH).numbers.get(count)
    return None if number is None else published + timedelta(days=number * _DAYS_OF[match["unit"]])


def _end_of(span: str, published: date) -> date:
    if span == "week":
        return published + timedelta(days=6 - published.weekday())
    month = 12 if span == "year" else published.month
    return date(published.year, month, calendar.monthrange(published.year, month)[1])
