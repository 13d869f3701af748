from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.dates.datelines import dateline_of, place_of
from bot.dates.publication import _zones, publication_day


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "text", "day"),
    [
        ("2024-03-21T23:30", "TOKYO (Kyodo) -- Japan said today", date(2024, 3, 22)),
        ("2024-03-21T23:30", "Japan said today", date(2024, 3, 21)),
        ("2024-03-22T02:00", "WASHINGTON (AP) — The president said", date(2024, 3, 21)),
        ("2024-03-21T22:30", "القاهرة (رويترز) - قال", date(2024, 3, 22)),
        ("2024-03-21T23:30", "Paris (AFP) – Le ministre", date(2024, 3, 22)),
        # Clocks go forward in Paris on 31 March 2024, and back on 27 October.
        ("2024-03-30T22:30", "PARIS (AFP) — They said", date(2024, 3, 30)),
        ("2024-03-30T23:30", "PARIS (AFP) — They said", date(2024, 3, 31)),
        ("2024-03-31T22:30", "PARIS (AFP) — They said", date(2024, 4, 1)),
        ("2024-10-26T22:30", "PARIS (AFP) — They said", date(2024, 10, 27)),
        ("2024-10-27T22:30", "PARIS (AFP) — They said", date(2024, 10, 27)),
        # The year turns in Wellington first, in Washington last.
        ("2023-12-31T12:00", "WELLINGTON (AFP) — They said", date(2024, 1, 1)),
        ("2024-01-01T03:00", "WASHINGTON (AP) — They said", date(2023, 12, 31)),
        ("2024-02-28T23:30", "TOKYO (Kyodo) -- They said", date(2024, 2, 29)),
        # Sent again two days later with a note on what was corrected: its days count as before.
        (
            "2024-03-22T12:00",
            "(Corrects the number of votes in paragraph 2)\n\nOLM, March 20 (Agency) - They said on Wednesday",
            date(2024, 3, 20),
        ),
    ],
)
def test_today_is_the_day_where_the_text_was_written(published, text, day):
    assert publication_day(at(published), text) == day


def test_a_date_without_a_time_is_that_day_everywhere():
    assert publication_day(at("2024-03-21T00:00"), "WASHINGTON (AP) — They said") == date(
        2024, 3, 21
    )


def test_the_dateline_s_own_day_counts_when_it_is_near():
    moment = at("2024-03-22T09:00")

    near = publication_day(moment, "UNITED NATIONS, March 21 (Reuters) - They said")
    far = publication_day(moment, "UNITED NATIONS, March 2 (Reuters) - They said")

    assert (near, far) == (date(2024, 3, 21), date(2024, 3, 22))


def test_without_a_dateline_the_outlet_s_country_tells_the_zone():
    moment = at("2024-03-21T23:30")

    assert publication_day(moment, "They said", "https://paper.example.jp/1") == date(2024, 3, 22)
    assert publication_day(moment, "They said", "https://paper.example/1") == date(2024, 3, 21)


def test_without_a_publication_date_there_is_no_day():
    assert publication_day(None, "TOKYO (Kyodo) -- They said") is None


def test_every_zone_exists():
    zones = _zones()

    assert all(ZoneInfo(name) for name in {*zones.places.values(), *zones.countries.values()})


def test_a_dateline_is_no_trap_for_the_pattern():
    assert dateline_of("A" * 20_000) is None
    assert dateline_of("A, " * 5_000) is None


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("PARIS/BERLIN, March 21 (Reuters) - ", "paris"),
        ("NEW YORK (Concordia) — ", "new york"),
        ("القاهرة (رويترز) - ", "القاهرة"),
    ],
)
def test_a_dateline_names_its_place(dateline, place):
    assert place_of(dateline) == place
