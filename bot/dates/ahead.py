"""What a text announces: its dates that were still to come when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.dates.date_words import Bound, DateWord, Kind, Side
from bot.dates.periods import Period, period_of
from bot.dates.reading import read_dates

#: Furthest a dated thing may lie ahead of its announcement; what is further is history misread.
FURTHEST = timedelta(days=3 * 366)
#: What was announced and will not be.
_CALLED_OFF = re.compile(
    r"\b(?:called\s+off|cancel(?:led|ed|s)|scrapped|annulée?s?|abgesagt|cancelad[oa]s?)\b|ألغي|إلغاء",
    re.IGNORECASE,
)
#: Moved from this day to another.
_MOVED_FROM = re.compile(
    r"\b(?:postponed|moved|rescheduled|brought\s+forward|delayed|deferred|put\s+off|pushed\s+back)\b"
    r"[^.;]{0,80}?\bfrom\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
#: The day that something was to be on, told before that it was moved: "due on Monday, has been put off".
_MOVED_LATER = re.compile(
    r"\b(?:has|have|had|was|were|is|are)(?:\s+been)?\s+(?:postponed|moved|rescheduled|delayed|deferred"
    r"|put\s+off|put\s+back|pushed\s+back|brought\s+forward)\b",
    re.IGNORECASE,
)
_WAS_DUE = re.compile(
    r"\b(?:due|planned|scheduled|set|expected|was\s+to|were\s+to|originally)\b[^,;.]*$",
    re.IGNORECASE,
)


def announced_in(
    text: str, published: date | None, *languages: str | None
) -> Iterator[tuple[DateWord, Period]]:
    """The date words of `text` that lie ahead of its publication, with the days that they mean."""
    if published is None:
        return
    for word in read_dates(text, *languages):
        period = period_of(word, published)
        if period is not None and lies_ahead(text, word, period, published):
            yield word, period


def lies_ahead(text: str, word: DateWord, period: Period, published: date) -> bool:
    """Whether a text of day `published` announces something for these days.

    A day must come after publication, or be told as to come on that day itself.  A week or a month
    that has begun counts only when its sentence looks ahead; a year is no date of anything.
    """
    if word.side is Side.EITHER or word.bound is Bound.SINCE or word.kind is Kind.YEAR:
        return False
    if period.first - published > FURTHEST or _is_off(text, word):
        return False
    if period.is_day:
        is_later = period.first > published
        return is_later or (period.first == published and word.side is Side.FUTURE)
    return period.last > published and word.side is Side.FUTURE


def _is_off(text: str, word: DateWord) -> bool:
    before = text[: word.start]
    return (
        _CALLED_OFF.search(text) is not None
        or _MOVED_FROM.search(before[-130:]) is not None
        or (
            _WAS_DUE.search(before) is not None
            and _MOVED_LATER.search(text, word.start) is not None
        )
    )
