"""Dates: what day a date word means, and whether the sources carry it (promise 5).

Relative words count from the publication day and never from today; without one they stay
unresolved, and are then only compared as words.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.claims import Problem, ProblemKind, ResolvedDate
from bot.grounding.calendar_words import DateWord, Kind, Tense, read_dates
from bot.grounding.grounds import Ground, Grounds

#: Before a date that is the source's own and not the event's: "as of 21 March".
_OF_SOURCE = re.compile(r"\b(?:as\s+of|published(?:\s+on)?|reported\s+on|dated)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def covers(self, other: Period) -> bool:
        """Whether `other` lies inside."""
        return self.first <= other.first and other.last <= self.last


def resolve_dates(text: str, published_at: datetime | None) -> tuple[ResolvedDate, ...]:
    """The date words of `text` that mean one day, with that day: "this week" is no day.

    A bare weekday lies on the publication day itself, or next before or after it as the tense of
    its clause tells; "last" and "next" are taken by the calendar week (Monday first).  A date
    without a year takes the year that brings it nearest to publication.  Without `published_at`
    only complete dates are resolved.
    """
    found = ((word, period_of(word, published_at)) for word in read_dates(text))
    return _named_days(found)


def resolved_dates(claim: Ground, grounds: Grounds) -> tuple[ResolvedDate, ...]:
    """The same for a sentence of ours: its words mean what they mean in the cited sentences.

    "The Friday vote" shows no tense of its own, and of two cited articles each counts from its
    own publication.
    """
    told = [(w, g) for g in (*grounds.cited, *grounds.nearby, *grounds.about) for w in g.dates]
    return _named_days((word, _meant(word, claim, told)) for word in claim.dates)


def _meant(word: DateWord, claim: Ground, told: Sequence[tuple[DateWord, Ground]]) -> Period | None:
    mine = period_of(word, claim.published_at)
    if word.year is not None:
        return mine
    sources = (
        period_of(w, g.published_at)
        for w, g in told
        if agrees(word, claim.published_at, w, g.published_at)
    )
    sizes = {p.last - p.first: p for p in sources if p is not None} if mine else {}
    return sizes.get(mine.last - mine.first, mine) if mine else None


def _named_days(found: Iterable[tuple[DateWord, Period | None]]) -> tuple[ResolvedDate, ...]:
    return tuple(
        ResolvedDate(word.text, period.first)
        for word, period in found
        if period is not None and period.first == period.last
    )


def period_of(word: DateWord, published_at: datetime | None) -> Period | None:
    """The days that a date word means; None where they cannot be told."""
    if word.kind is Kind.DAY:
        return _day(word, published_at)
    if word.kind is Kind.MONTH:
        return _month(word, published_at)
    if word.kind is Kind.YEAR:
        return _year(word.year or date.min.year)
    if published_at is None:
        return None
    published = published_at.date()
    if word.kind is Kind.OFFSET:
        return _single(published + timedelta(days=word.offset))
    if word.kind is Kind.WEEKDAY:
        return _single(weekday_near(word, published))
    return _span(word, published)


def weekday_near(word: DateWord, published: date) -> date:
    """The day that a weekday means in a text of day `published`."""
    wanted = word.weekday or 0
    ahead = (wanted - published.weekday()) % 7
    if word.lead in {"last", "past", "previous"}:
        return published + timedelta(days=ahead - 7)
    if word.lead in {"next", "following"}:
        monday_after = published + timedelta(days=7 - published.weekday())
        return monday_after + timedelta(days=wanted)
    if word.lead == "coming":
        return published + timedelta(days=ahead or 7)
    if ahead == 0 or word.tense is Tense.FUTURE:
        return published + timedelta(days=ahead)
    return published + timedelta(days=ahead - 7)


def _single(day: date) -> Period:
    return Period(day, day)


def _day(word: DateWord, published_at: datetime | None) -> Period | None:
    month, day = word.month or 1, word.day or 1
    if word.year is not None:
        found = _date_or_none(word.year, month, day)
    elif published_at is not None:
        found = _nearest(month, day, published_at.date())
    else:
        found = None
    return _single(found) if found else None


def _nearest(month: int, day: int, published: date) -> date | None:
    years = (published.year + step for step in (-1, 0, 1))
    candidates = [found for year in years if (found := _date_or_none(year, month, day))]
    return min(candidates, key=lambda found: abs(found - published), default=None)


def _date_or_none(year: int, month: int, day: int) -> date | None:
    days = calendar.monthrange(year, month)[1]
    return date(year, month, day) if day <= days else None


def _month(word: DateWord, published_at: datetime | None) -> Period | None:
    month, year = word.month or 1, word.year
    if year is None:
        middle = _nearest(month, 15, published_at.date()) if published_at else None
        year = middle.year if middle else None
    if year is None:
        return None
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _span(word: DateWord, published: date) -> Period:
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


# ---------------------------------------------------------------- the check


def check_dates(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every date of the sentence that no date of its sources agrees with."""
    sources = (*grounds.cited, *grounds.nearby, *grounds.about)
    told = [(word, source) for source in sources for word in source.dates]
    for word in claim.dates:
        if not _is_carried(word, claim, told, grounds):
            yield Problem(ProblemKind.DATE, word.text)


def _is_carried(
    word: DateWord, claim: Ground, told: Sequence[tuple[DateWord, Ground]], grounds: Grounds
) -> bool:
    if any(agrees(word, claim.published_at, w, g.published_at) for w, g in told):
        return True
    if word.kind is Kind.YEAR and any(
        figure.value == word.year for g in (*grounds.cited, *grounds.about) for figure in g.figures
    ):
        return True
    return _names_publication(word, claim, grounds)


def _names_publication(word: DateWord, claim: Ground, grounds: Grounds) -> bool:
    if not _OF_SOURCE.search(claim.text, 0, word.start):
        return False
    period = period_of(word, claim.published_at)
    published = {g.published_at.date() for g in grounds.cited if g.published_at}
    return period is not None and any(period.covers(_single(day)) for day in published)


def agrees(
    claimed: DateWord,
    claimed_at: datetime | None,
    told: DateWord,
    told_at: datetime | None,
) -> bool:
    """Whether a date word of the source carries one of the sentence.

    A wider word is carried by a narrower one inside it: "in March" by "on 22 March".
    """
    wide, narrow = period_of(claimed, claimed_at), period_of(told, told_at)
    if wide is not None and narrow is not None:
        return wide.covers(narrow) or _same_words(claimed, told, wide, narrow)
    return _same_unresolved(claimed, told)


def _same_words(claimed: DateWord, told: DateWord, wide: Period, narrow: Period) -> bool:
    """A bare weekday whose tense was read otherwise than its source's: the source's day counts."""
    is_bare = claimed.kind is Kind.WEEKDAY and claimed.lead == told.lead
    is_one_day = narrow.first == narrow.last and narrow.first.weekday() == claimed.weekday
    return is_bare and is_one_day and abs((wide.first - narrow.first).days) <= 7


def _same_unresolved(claimed: DateWord, told: DateWord) -> bool:
    if claimed.kind is Kind.WEEKDAY:
        return claimed.weekday == told.weekday or _weekday_of(told) == claimed.weekday
    if claimed.kind in {Kind.OFFSET, Kind.SPAN}:
        return (claimed.kind, claimed.offset, claimed.span) == (told.kind, told.offset, told.span)
    if told.month is None and told.year is None:
        return False
    return all(
        mine is None or mine == theirs
        for mine, theirs in (
            (claimed.year, told.year),
            (claimed.month, told.month),
            (claimed.day, told.day),
        )
    )


def _weekday_of(told: DateWord) -> int | None:
    period = period_of(told, None) if told.kind is Kind.DAY else None
    return period.first.weekday() if period else None
