from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.domain.identifiers import SourceId
from bot.domain.sources import ReadingTimes
from bot.ingest.poll_times import (
    LONGEST,
    SHORTEST,
    Wishes,
    after_failure,
    after_gone,
    after_success,
    after_unchanged,
)

NOW = datetime(2024, 3, 22, 15, 30, tzinfo=UTC)
A = SourceId("source-a")
SPREAD = 1.1


def every(gap: timedelta, count: int = 20) -> list[datetime]:
    return [NOW - gap * number for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("gap", "least", "most"),
    [
        (timedelta(seconds=20), SHORTEST, SHORTEST),
        (timedelta(hours=1), timedelta(minutes=30), timedelta(minutes=30)),
        (timedelta(days=7), LONGEST, LONGEST),
    ],
)
def test_a_source_is_read_at_its_own_pace_within_bounds(gap, least, most):
    wait = after_success(A, NOW, every(gap)) - NOW
    assert least <= wait <= most * SPREAD


def test_items_dated_in_the_future_do_not_set_the_pace():
    ahead = [NOW + timedelta(days=number) for number in range(1, 20)]
    assert after_success(A, NOW, ahead) == after_success(A, NOW, [])


@pytest.mark.parametrize(
    "wish", [Wishes(retry_after=7200), Wishes(max_age=7200), Wishes(feed=ReadingTimes(7200))]
)
def test_what_the_publisher_asks_for_is_the_least(wish):
    two_hours = timedelta(hours=2)
    for due in (
        after_success(A, NOW, every(timedelta(minutes=1)), wish),
        after_failure(A, NOW, 1, wish),
        after_unchanged(A, NOW, timedelta(minutes=5), wish),
    ):
        assert two_hours <= due - NOW <= two_hours * SPREAD


def test_a_wish_for_a_year_is_cut_to_a_day():
    assert after_failure(A, NOW, 1, Wishes(retry_after=3e7)) - NOW <= timedelta(days=1) * SPREAD


def test_failures_wait_longer_and_longer_up_to_half_a_day():
    waits = [after_failure(A, NOW, failures) - NOW for failures in range(1, 30)]
    assert waits[0] < timedelta(minutes=6)
    assert timedelta(hours=12) <= waits[-1] <= timedelta(hours=12) * SPREAD
    assert all(later > earlier * 1.5 for earlier, later in pairwise(waits[:7]))


def test_nothing_changed_waits_longer_each_time():
    wait = timedelta(minutes=30)
    for _ in range(12):
        wait = after_unchanged(A, NOW, wait) - NOW
    assert LONGEST <= wait <= LONGEST * SPREAD


def test_sources_added_together_part_ways_and_times_can_be_told_again():
    due = {after_success(SourceId(f"source-{n}"), NOW, []) for n in range(100)}
    assert len(due) > 90
    assert after_success(A, NOW, []) == after_success(A, NOW, [])


@pytest.mark.parametrize(
    ("times", "first"),
    [
        # Friday afternoon in UTC, half past three.
        pytest.param(ReadingTimes(skip_hours=frozenset({16, 17})), "2024-03-22 18:00", id="hours"),
        pytest.param(ReadingTimes(skip_days=frozenset({4, 5, 6})), "2024-03-25 00:00", id="days"),
        pytest.param(
            ReadingTimes(skip_hours=frozenset(range(9)), skip_days=frozenset({4, 5, 6})),
            "2024-03-25 09:00",
            id="both",
        ),
        pytest.param(ReadingTimes(skip_days=frozenset(range(7))), "2024-03-25 17:00", id="no end"),
    ],
)
def test_hours_and_days_at_which_nothing_is_published_are_left_out(times, first):
    waited = timedelta(minutes=30)
    for due in (
        after_success(A, NOW, every(timedelta(hours=1)), Wishes(feed=times)),
        after_unchanged(A, NOW, waited, Wishes(feed=times)),
    ):
        assert f"{due:%Y-%m-%d %H:%M}" == first


def test_one_that_is_gone_for_good_is_looked_at_again_in_a_month():
    assert timedelta(days=30) <= after_gone(A, NOW) - NOW <= timedelta(days=33)
