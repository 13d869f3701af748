"""When a cited article is looked at again: elapsed time, whatever clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.second_looks.timetable import first_look, next_look

PARIS = ZoneInfo("Europe/Paris")
CITED = datetime(2024, 3, 22, 8, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

#: name, time of the look after the citation, time of the next after it
ROWS = [
    ("on time", HOUR, 6 * HOUR),
    ("a tick late", HOUR + MINUTE, 6 * HOUR),
    ("on time the second", 6 * HOUR, DAY),
    ("on time the third", DAY, 3 * DAY),
    ("the last", 3 * DAY, None),
    ("after an outage of a night", 10 * HOUR, DAY),
    ("after an outage of two days", 2 * DAY, 3 * DAY),
    ("after an outage of a week", 7 * DAY, None),
    ("just before the next: it is the same look", 6 * HOUR - MINUTE, DAY),
    ("half an hour before the next", 5.5 * HOUR, 6 * HOUR),
    ("with a clock that went back", -DAY, HOUR),
]


@pytest.mark.parametrize(("looked", "due"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_the_next_look(looked, due):
    assert next_look(CITED, CITED + looked) == (None if due is None else CITED + due)


@pytest.mark.parametrize(
    "cited",
    [
        datetime(2024, 3, 30, 18, 0, tzinfo=PARIS),  # the clocks go forward that night
        datetime(2024, 10, 26, 18, 0, tzinfo=PARIS),  # and back that night
        datetime(2024, 10, 27, 2, 30, tzinfo=PARIS, fold=1),  # the hour that comes twice
    ],
    ids=["spring", "autumn", "repeated hour"],
)
def test_a_day_is_24_hours_when_the_clocks_change(cited):
    since = cited.astimezone(UTC)
    looks, at = [], first_look(cited)
    while at is not None:
        looks.append(at - since)
        at = next_look(cited, at.astimezone(PARIS))

    assert looks == [HOUR, 6 * HOUR, DAY, 3 * DAY]


def test_a_host_that_asks_for_time_is_given_it_within_reason():
    def due(seconds):
        return next_look(CITED, CITED + HOUR, asked_seconds=seconds) - CITED

    assert due(60) == 6 * HOUR
    assert due(8 * 3600) == 9 * HOUR
    assert due(10.0**9) == HOUR + 3 * DAY
    assert next_look(CITED, CITED + 3 * DAY, asked_seconds=60) is None
