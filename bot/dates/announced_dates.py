"""What a text announces: its dates that were still to come when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.dates.calendar_limits import limits_in
from bot.dates.date_words import Bound, DateWord, Kind, Part, Side
from bot.dates.event_status import goes_to, is_off, names_limit, negated_before, owns_event
from bot.dates.no_announcement import announces_nothing
from bot.dates.periods import Period, period_of
from bot.dates.reading import read_dates

#: Furthest a dated thing may lie ahead of its announcement; what is further is history misread.
FURTHEST = timedelta(days=3 * 366)
#: The day that "by the middle of April" is taken for.
_MIDDLE = 15
#: "3 and 4 April", "from 3 to 5 April", "April 10-12": the other end of a stretch of days.
_BEGINS = re.compile(r"(?<![\w.,:/-])(?P<day>[12]\d|3[01]|0?[1-9])\s*(?:-|–|\bto\b|\band\b)\s*$")
_ENDS = re.compile(
    r"\s*(?:-|–|\bto\b|\band\b)\s*(?P<day>[12]\d|3[01]|0?[1-9])(?![\w:/]|[.,]\d|\s*%)"
)
_NAMED_NEXT = re.compile(r"\s+[A-Z]?[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Announced:
    """The days for which something is announced, or the day by which it is to be done."""

    period: Period
    is_limit: bool = False


def announced_in(
    text: str, published: date | None, *languages: str | None
) -> Iterator[tuple[DateWord, Period]]:
    """The date words of `text` that lie ahead of its publication, with the days that they mean."""
    if published is None:
        return
    for word in read_dates(text, *languages):
        period = period_of(word, published)
        found = announced_by(text, word, period, published) if period is not None else None
        if found is not None:
            yield word, found.period
    for word, day in limits_in(text, published):
        yield word, Period(day, day)


def announced_by(text: str, word: DateWord, period: Period, published: date) -> Announced | None:
    """What a text of day `published` announces by one of its dates; None when nothing.

    A day must come after publication, or be told as to come on that day itself.  A week or a month
    that has begun counts only when its sentence looks ahead; a year is no date of anything.  What
    must be done "by the end of April" is announced for its last day, and as a limit.
    """
    if word.side is Side.EITHER or word.bound is Bound.SINCE or word.kind is Kind.YEAR:
        return None
    if _is_of_an_earlier_year(text, word):
        return None
    if period.first - published > FURTHEST or is_off(text, word) or announces_nothing(text, word):
        return None
    limit = _limit(text, word, period)
    if limit is not None:
        return Announced(Period(limit, limit), is_limit=True) if limit > published else None
    if period.is_day:
        is_later = period.first > published
        if not is_later and not (period.first == published and word.side is Side.FUTURE):
            return None
        return Announced(_stretch(text, word, period))
    # "This year" is no date of anything either; of a week that has begun the rest is to come.
    if word.span == "year" or period.last <= published or word.side is not Side.FUTURE:
        return None
    return Announced(replace(period, first=max(period.first, published)))


def _is_of_an_earlier_year(text: str, word: DateWord) -> bool:
    """Whether a day without a year is told as past: "the attacks of 7 October" told in September."""
    is_of_some_year = word.year is None and word.kind in {Kind.DAY, Kind.MONTH}
    is_aimed_at = word.bound in {Bound.BY, Bound.UNTIL} or goes_to(text, word)
    return is_of_some_year and word.side is Side.PAST and not is_aimed_at


def _limit(text: str, word: DateWord, period: Period) -> date | None:
    """The last day on which something may be done, where the date is such a limit."""
    if word.from_weekday is not None or owns_event(text, word):
        return None
    if not (_is_bound(text, word) or names_limit(text, word)):
        return None
    if period.is_day:
        return period.first - timedelta(days=word.bound is Bound.BEFORE)
    if word.part is Part.MID:
        return period.first.replace(day=_MIDDLE)
    # "By June" may mean its first day or its last.
    is_wide = word.kind is Kind.MONTH and word.part is None
    return None if is_wide or word.bound is Bound.BEFORE else period.last


def _is_bound(text: str, word: DateWord) -> bool:
    if word.bound is Bound.BY:
        return True
    if word.bound is Bound.UNTIL:
        return not goes_to(text, word) and not negated_before(text, word)
    return word.bound is Bound.BEFORE


def _stretch(text: str, word: DateWord, period: Period) -> Period:
    """All the days of "3 to 5 April", of which the word names but one."""
    if word.kind is not Kind.DAY:
        return period
    day = period.first
    begins = _BEGINS.search(text, max(0, word.start - 12), word.start)
    if begins is not None and int(begins["day"]) < day.day:
        return replace(period, first=day.replace(day=int(begins["day"])))
    ends = _ENDS.match(text, word.end)
    if ends is not None and _is_of_month(text, word, ends) and int(ends["day"]) > day.day:
        last = _day_or_none(day, int(ends["day"]))
        return period if last is None else replace(period, last=last)
    return period


def _is_of_month(text: str, word: DateWord, ends: re.Match[str]) -> bool:
    """Whether a figure behind "April 10 to" is a day of that month, and counts nothing."""
    is_month_first = not word.text[:1].isdigit()
    counts = _NAMED_NEXT.match(text, ends.end())
    return is_month_first and (counts is None or "-" in ends.group() or "–" in ends.group())


def _day_or_none(near: date, day: int) -> date | None:
    try:
        return near.replace(day=day)
    except ValueError:
        return None
