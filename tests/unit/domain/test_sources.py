"""What a source brings of late, beside what it usually brings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.sources import DayCount, counted
from tests.golden.posts import MORNING, WELL

DAY = timedelta(days=1)
TODAY = MORNING.date()


def days_of(*items, last=TODAY):
    """Counts of days on end, the last one last."""
    return tuple(
        DayCount(last - n * DAY, c)
        for n, c in zip(range(len(items) - 1, -1, -1), items, strict=True)
    )


def rate(*items):
    return replace(WELL, new_by_day=days_of(*items)).present_rate(MORNING)


def test_new_items_are_counted_by_their_day():
    one = counted((), TODAY, 3)
    assert counted(one, TODAY, 4) == (DayCount(TODAY, 7),)
    assert counted(one, TODAY + DAY, 1) == (DayCount(TODAY, 3), DayCount(TODAY + DAY, 1))
    assert counted(one, TODAY + DAY, 0) == one


def test_of_what_is_too_old_the_last_day_alone_is_kept():
    many = days_of(*range(1, 31))

    kept = counted(many, TODAY, 0)

    assert len(kept) == 9
    assert kept == many[-9:]
    assert counted((DayCount(date(2023, 1, 1), 5),), TODAY, 2)[0] == DayCount(date(2023, 1, 1), 5)


def test_the_present_rate_is_that_of_the_last_whole_days():
    assert rate(90, 7, 7, 7, 7, 7, 7, 7, 100) == 7.0
    assert rate(90, *[0] * 8) == 0.0


def test_it_is_not_known_until_whole_days_were_counted():
    assert rate() is None
    assert rate(30) is None
    assert rate(30, 7, 7, 7, 7, 7, 7, 7) is None
