from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.moments import (
    Ago,
    CalendarDay,
    DaysAgo,
    Instant,
    LastWeekday,
    end_of,
    read_leading_moment,
    read_moment,
    start_of,
)
from bot.errors import TimeFormatError

PARIS = ZoneInfo("Europe/Paris")
#: Monday 25 March 2024, 00:30 in Paris: still Sunday in UTC.
NOW = datetime(2024, 3, 24, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("yesterday", DaysAgo(1)),
        ("This morning", DaysAgo(0)),
        ("24h", Ago(timedelta(days=1))),
        ("36 hours", Ago(timedelta(hours=36))),
        ("2d", Ago(timedelta(days=2))),
        ("last 2 weeks", Ago(timedelta(weeks=2))),
        ("last week", Ago(timedelta(weeks=1))),
        ("Monday", LastWeekday(0)),
        ("last fri", LastWeekday(4)),
        ("2024-03-22", CalendarDay(3, 22, 2024)),
        ("22 March", CalendarDay(3, 22, None)),
        ("22nd mar 2024", CalendarDay(3, 22, 2024)),
        ("March 22, 2024", CalendarDay(3, 22, 2024)),
        ("2024-03-22T10:00Z", Instant(datetime(2024, 3, 22, 10, tzinfo=UTC))),
        ("2024-03-22 10:00", Instant(datetime(2024, 3, 22, 10))),  # noqa: DTZ001
    ],
)
def test_a_moment_is_read(text, moment):
    assert read_moment(text) == moment


@pytest.mark.parametrize("text", ["", "the war", "since", "12", "m", "2024-3-22 sharp"])
def test_what_names_no_moment_is_refused(text):
    with pytest.raises(TimeFormatError):
        read_moment(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("22 March 2024, who vetoed?", "who vetoed?"),
        ("monday: what changed?", "what changed?"),
        ("24h 3 killed?", "3 killed?"),
        ("2024-03-22", ""),
    ],
)
def test_a_leading_moment_leaves_the_question(text, rest):
    assert read_leading_moment(text)[1] == rest


@pytest.mark.parametrize(
    ("moment", "start"),
    [
        (DaysAgo(0), "2024-03-24T23:00Z"),
        (DaysAgo(1), "2024-03-23T23:00Z"),
        (Ago(timedelta(hours=24)), "2024-03-23T23:30Z"),
        (LastWeekday(0), "2024-03-24T23:00Z"),
        (LastWeekday(4), "2024-03-21T23:00Z"),
        (CalendarDay(3, 25, None), "2024-03-24T23:00Z"),
        (CalendarDay(3, 26, None), "2023-03-25T23:00Z"),
        (CalendarDay(2, 29, None), "2024-02-28T23:00Z"),
        (Instant(datetime(2024, 3, 22, 10)), "2024-03-22T09:00Z"),  # noqa: DTZ001
    ],
)
def test_a_day_begins_at_the_channels_midnight(moment, start):
    assert start_of(moment, NOW, PARIS) == datetime.fromisoformat(start)


def test_a_day_ends_with_its_last_instant_even_when_it_has_23_hours():
    # 31 March 2024 has 23 hours in Paris.
    end = end_of(CalendarDay(3, 31, 2024), NOW, PARIS)

    assert end == datetime(2024, 3, 31, 22, tzinfo=UTC) - timedelta(microseconds=1)


@pytest.mark.parametrize("day", [CalendarDay(2, 30, 2024), CalendarDay(2, 30, None)])
def test_a_day_that_no_calendar_has_is_refused(day):
    with pytest.raises(TimeFormatError):
        start_of(day, NOW, PARIS)
