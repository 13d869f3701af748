"""The days that a date word means, counted from the day on which its text was published."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dates.date_words import DateWord, Kind, Lead, Part, Side

#: A date without a year whose nearest one lies this near is that one, whatever the tense says.
_NEAR = timedelta(days=60)
#: The days of a month, and the months of a year, that "early", "mid" and "late" are taken for.
_DAYS_OF = {Part.EARLY: (1, 10), Part.MID: (11, 20), Part.LATE: (21, 31)}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def covers(self, other: Period) -> bool:
        """Whether `other` lies inside."""
        return self.first <= other.first and other.last <= self.last


def period_of(word: DateWord, published: date | None) -> Period | None:
    """The days that a date word means; None where they cannot be told.

    Only a complete date needs no day of publication.  A bare weekday lies on that day itself, or
    next before or after it as its sentence tells, and before it when nothing tells; "last" and
    "next" are taken by the calendar week (Monday first).  A date without a year takes the one that
    brings it nearest, unless that is far and on the wrong side.
    """
    if word.kind is Kind.DAY:
        return _day(word, published)
    if word.kind is Kind.MONTH:
        return _month(word, published)
    if word.kind is Kind.YEAR:
        return _year(word.year or date.min.year)
    if word.kind is Kind.WEEKDAY:
        return _weekday(word, published)
    if published is None:
        return None
    if word.kind is Kind.OFFSET:
        return _single(published + timedelta(days=word.offset))
    return _span(word, published)


def _single(day: date) -> Period:
    return Period(day, day)


# ---------------------------------------------------------------- weekdays


def _weekday(word: DateWord, published: date | None) -> Period | None:
    if word.day is not None:
        beside = _day(word, published)
        if beside is not None and beside.first.weekday() == word.weekday:
            return beside
    if published is None or word.lead is Lead.OTHER:
        return None
    return _single(_weekday_near(word, published))


def _weekday_near(word: DateWord, published: date) -> date:
    wanted = word.weekday or 0
    ahead = (wanted - published.weekday()) % 7
    monday = published - timedelta(days=published.weekday())
    if word.span == "week" and word.lead is not None:
        return monday + timedelta(days=wanted + 7 * _STEPS[word.lead])
    if word.lead is Lead.LAST:
        return published + timedelta(days=ahead - 7)
    if word.lead is Lead.NEXT:
        return monday + timedelta(days=wanted + 7)
    if word.lead is Lead.COMING:
        return published + timedelta(days=ahead or 7)
    if word.until_weekday is not None and word.side is not Side.FUTURE and ahead:
        end = (word.until_weekday - published.weekday()) % 7
        length = (word.until_weekday - wanted) % 7
        return published + timedelta(days=(end - 7 if end else 0) - length)
    if word.from_weekday is not None and word.side is Side.FUTURE:
        begin = (word.from_weekday - published.weekday()) % 7
        return published + timedelta(days=begin + (wanted - word.from_weekday) % 7)
    return published + timedelta(days=_step(ahead, word.side or _side_of(word)))


_STEPS = {Lead.LAST: -1, Lead.THIS: 0, Lead.NEXT: 1, Lead.COMING: 1, Lead.OTHER: 0}


def _side_of(word: DateWord) -> Side:
    """Where nothing tells, a weekday has been; "this Friday" is to come."""
    return Side.FUTURE if word.lead is Lead.THIS else Side.PAST


def _step(ahead: int, side: Side) -> int:
    if ahead == 0 or side is Side.FUTURE:
        return ahead
    is_nearer_ahead = side is Side.EITHER and ahead <= 3
    return ahead if is_nearer_ahead else ahead - 7


# ---------------------------------------------------------------- days and months


def _day(word: DateWord, published: date | None) -> Period | None:
    month, day = word.month or 1, word.day or 1
    if word.year is not None:
        found = _date_or_none(word.year, month, day)
    elif published is not None:
        found = _of_some_year(month, day, word, published)
    else:
        found = None
    return _single(found) if found else None


def _of_some_year(month: int, day: int, word: DateWord, published: date) -> date | None:
    """The day in the year that is meant: nearest, on the right side, of the weekday beside it."""
    years = range(published.year - 8, published.year + 9)
    dates = [found for year in years if (found := _date_or_none(year, month, day))]
    near = [found for found in dates if abs(found.year - published.year) <= 1] or dates
    if word.weekday is not None:
        fitting = [found for found in dates if found.weekday() == word.weekday]
        near = fitting or near
    nearest = min(near, key=lambda found: abs(found - published), default=None)
    if nearest is None or abs(nearest - published) <= _NEAR:
        return nearest
    return _on_side(near, word.side, published) or nearest


def _on_side(dates: list[date], side: Side | None, published: date) -> date | None:
    if side is Side.FUTURE:
        return min((found for found in dates if found >= published), default=None)
    if side is Side.PAST:
        return max((found for found in dates if found <= published), default=None)
    return None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    if not date.min.year <= year <= date.max.year:
        return None
    days = calendar.monthrange(year, month)[1]
    return date(year, month, day) if day <= days else None


def _month(word: DateWord, published: date | None) -> Period | None:
    month, year = word.month or 1, word.year
    if year is None:
        middle = _of_some_year(month, 15, word, published) if published else None
        year = middle.year if middle else None
    if year is None:
        return None
    length = calendar.monthrange(year, month)[1]
    first, last = _DAYS_OF.get(word.part, (1, 31)) if word.part else (1, 31)
    return Period(date(year, month, first), date(year, month, min(last, length)))


# ---------------------------------------------------------------- spans


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _span(word: DateWord, published: date) -> Period:
    whole = _whole_span(word, published)
    if word.part is Part.LATER and whole.covers(_single(published)):
        return Period(published, whole.last)
    return whole


def _whole_span(word: DateWord, published: date) -> Period:
    if word.span == "days":
        return Period(published, published + timedelta(days=word.offset))
    if word.span == "year":
        return _year(published.year + word.offset)
    if word.span == "month":
        months = published.year * 12 + published.month - 1 + word.offset
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return Period(date(year, month + 1, 1), date(year, month + 1, last))
    monday = published + timedelta(days=7 * word.offset - published.weekday())
    if word.span == "weekend":
        return Period(monday + timedelta(days=5), monday + timedelta(days=6))
    return Period(monday, monday + timedelta(days=6))
