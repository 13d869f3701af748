from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.schedule import (
    EVERY_DAY,
    ScheduleRequest,
    due_slots,
    find_zone,
    next_slot,
    parse_schedule,
)
from bot.domain.identifiers import DESK, ScheduleId
from bot.domain.schedules import Schedule
from bot.errors import TimeFormatError, TimeZoneError

WORKING_DAYS = frozenset(range(5))
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)


def schedule(at: str, zone: str, days=EVERY_DAY, created_at=LONG_AGO) -> Schedule:
    return Schedule(ScheduleId("s"), DESK, time.fromisoformat(at), days, zone, created_at)


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("text", "at", "days", "zone"),
    [
        ("08:00 weekdays Europe/Paris", "08:00", WORKING_DAYS, "Europe/Paris"),
        ("8:30", "08:30", EVERY_DAY, None),
        ("8am", "08:00", EVERY_DAY, None),
        ("12 am daily", "00:00", EVERY_DAY, None),
        ("12pm", "12:00", EVERY_DAY, None),
        ("8h30 daily", "08:30", EVERY_DAY, None),
        ("9.15 mon,wed,fri", "09:15", frozenset({0, 2, 4}), None),
        ("mon, wed and fri at 7", "07:00", frozenset({0, 2, 4}), None),
        ("8 pm Mon–Thu new york", "20:00", frozenset(range(4)), "America/New_York"),
        ("fri-mon 8", "08:00", frozenset({4, 5, 6, 0}), None),
        # Words that say nothing elsewhere belong to a place's name.
        ("8:00 weekdays La Paz", "08:00", WORKING_DAYS, "America/La_Paz"),
        ("every day at 8 port of spain", "08:00", EVERY_DAY, "America/Port_of_Spain"),
        ("7:30 en semaine Port-au-Prince", "07:30", WORKING_DAYS, "America/Port-au-Prince"),
        ("noon weekends utc", "12:00", frozenset({5, 6}), "UTC"),
        ("every day at midnight", "00:00", EVERY_DAY, None),
        ("at 9 o'clock on Mondays", "09:00", frozenset({0}), None),
        ("EUROPE/PARIS 23:59 Sundays", "23:59", frozenset({6}), "Europe/Paris"),
        ("8.30am weekdays Etc/GMT-2", "08:30", WORKING_DAYS, "Etc/GMT-2"),
    ],
)
def test_a_schedule_is_read(text, at, days, zone):
    assert parse_schedule(text) == ScheduleRequest(time.fromisoformat(at), days, zone)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "25:00", "8:75", "13am", "0am", "-8:00", "08:00 and 18:00"]
)
def test_an_impossible_time_is_refused_with_an_example(text):
    with pytest.raises(TimeFormatError, match="08:00 weekdays Europe/Paris"):
        parse_schedule(text)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("08:00 Europe/Pariss", "Europe/Paris"),
        ("08:00 weekdays Pariss", "Europe/Paris"),
        ("08:00 Nwe York", "America/New_York"),
        ("08:00 Mars/Olympus", None),
        ("08:00 UTC+2", None),
    ],
)
def test_an_unknown_zone_is_refused_with_the_nearest(text, nearest):
    with pytest.raises(TimeZoneError) as refused:
        parse_schedule(text)

    assert refused.value.nearest == nearest


def test_what_is_wrong_is_seen_however_long_it_was():
    with pytest.raises(TimeFormatError, match=r"^.{,90} is not a time that I understand: write"):
        parse_schedule("0" * 3_000)


def test_a_city_that_two_zones_have_is_asked_back():
    with pytest.raises(TimeZoneError, match="America/"):
        find_zone("Louisville")


# ---------------------------------------------------------------- clock changes

#: (case, zone, wall time, local date, instant in UTC).  The changes are in the tz database.
CHANGES = [
    ("Berlin, ordinary", "Europe/Berlin", "08:00", "2026-11-23", "2026-11-23T07:00Z"),
    ("Berlin, gap", "Europe/Berlin", "02:30", "2027-03-28", "2027-03-28T01:00Z"),
    ("Berlin, gap's first moment", "Europe/Berlin", "02:00", "2027-03-28", "2027-03-28T01:00Z"),
    ("Berlin, gap's end", "Europe/Berlin", "03:00", "2027-03-28", "2027-03-28T01:00Z"),
    ("Berlin, fold", "Europe/Berlin", "02:30", "2026-10-25", "2026-10-25T00:30Z"),
    ("Berlin, 08:00 on the fold day", "Europe/Berlin", "08:00", "2026-10-25", "2026-10-25T07:00Z"),
    ("New York, gap", "America/New_York", "02:15", "2026-03-08", "2026-03-08T07:00Z"),
    ("New York, fold", "America/New_York", "01:30", "2026-11-01", "2026-11-01T05:30Z"),
    ("Cairo, midnight gap", "Africa/Cairo", "00:00", "2024-04-26", "2024-04-25T22:00Z"),
    ("Cairo, in the midnight gap", "Africa/Cairo", "00:30", "2024-04-26", "2024-04-25T22:00Z"),
    ("Santiago, midnight gap", "America/Santiago", "00:00", "2024-09-08", "2024-09-08T04:00Z"),
    ("Santiago, fold", "America/Santiago", "23:30", "2024-04-06", "2024-04-07T02:30Z"),
    ("Havana, midnight gap", "America/Havana", "00:00", "2024-03-10", "2024-03-10T05:00Z"),
    ("Havana, fold", "America/Havana", "00:30", "2024-11-03", "2024-11-03T04:30Z"),
    ("Lord Howe, half-hour gap", "Australia/Lord_Howe", "02:15", "2024-10-06", "2024-10-05T15:30Z"),
    ("Lord Howe, half-hour fold", "Australia/Lord_Howe", "01:45", "2024-04-07", "2024-04-06T14:45Z"),
    ("Apia, before the skipped day", "Pacific/Apia", "08:00", "2011-12-29", "2011-12-29T18:00Z"),
    ("Apia, after the skipped day", "Pacific/Apia", "08:00", "2011-12-31", "2011-12-30T18:00Z"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "at", "day", "instant"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_a_slot_is_due_once_at_the_right_instant(zone, at, day, instant):
    wanted = schedule(at, zone)
    due_at = datetime.fromisoformat(instant)
    local_date = date.fromisoformat(day)
    around = due_slots(wanted, due_at - timedelta(hours=40), due_at + timedelta(hours=40))

    assert [s.due_at for s in around if s.local_date == local_date] == [due_at]


def test_a_date_that_a_zone_never_had_has_no_slot():
    week = due_slots(
        schedule("08:00", "Pacific/Apia"),
        datetime(2011, 12, 28, tzinfo=UTC),
        datetime(2012, 1, 1, 12, tzinfo=UTC),
    )

    days = [slot.local_date.isoformat() for slot in week]
    assert days == ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]


ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Africa/Cairo",
    "America/Santiago",
    "America/Havana",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Gaza",
    "Atlantic/Azores",
    "America/Nuuk",
    "Africa/Casablanca",
    "UTC",
]


@given(
    zone=st.sampled_from(ZONES),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.datetimes(
        min_value=datetime(2008, 1, 1),  # noqa: DTZ001
        max_value=datetime(2027, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
)
@settings(max_examples=150, deadline=None)
def test_every_local_date_of_the_schedules_days_has_exactly_one_slot(zone, at, days, start):
    end = start + timedelta(days=40)
    slots = due_slots(schedule(at.isoformat(), zone, days), start, end)
    lived = {
        (start + timedelta(minutes=30 * n)).astimezone(ZoneInfo(zone)).date()
        for n in range(48 * 40)
    }
    inner = sorted(lived)[1:-2]

    counted = [slot.local_date for slot in slots]
    assert len(set(counted)) == len(counted)
    assert all(a.due_at < b.due_at for a, b in pairwise(slots))
    assert all(start < slot.due_at <= end for slot in slots)
    assert [day for day in inner if day.weekday() in days] == [
        day for day in counted if inner[0] <= day <= inner[-1]
    ]


@given(st.integers(0, 60 * 24 * 400), st.integers(1, 60 * 24 * 3))
@settings(max_examples=50, deadline=None)
def test_two_spans_that_meet_share_no_slot_and_lose_none(offset, length):
    wanted = schedule("02:30", "Europe/Berlin")
    a = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=offset)
    b, c = a + timedelta(minutes=length), a + timedelta(days=4)

    assert due_slots(wanted, a, b) + due_slots(wanted, b, c) == due_slots(wanted, a, c)


def test_no_slot_comes_from_before_the_schedule_was_made():
    made = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    wanted = schedule("08:00", "Europe/Berlin", created_at=made)

    slots = due_slots(wanted, LONG_AGO, made + timedelta(days=1))

    assert [slot.local_date.isoformat() for slot in slots] == ["2026-11-24"]


def test_the_next_slot_is_the_first_that_is_to_come():
    friday_noon = datetime(2026, 11, 27, 12, tzinfo=UTC)

    slot = next_slot(schedule("08:00", "Europe/Berlin", WORKING_DAYS), friday_noon)

    assert slot.due_at == datetime(2026, 11, 30, 7, tzinfo=UTC)
    assert slot.workflow_id == "digest:s:2026-11-30"
