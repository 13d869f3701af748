from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.grounding.calendar_words import read_dates
from bot.grounding.dates import agrees, resolve_dates

#: A Thursday.
PUBLISHED = datetime(2024, 3, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Blinken will head to Israel on Friday.", date(2024, 3, 22)),
        ("Blinken heads to Israel on Friday to press for a truce.", date(2024, 3, 22)),
        ("Its spy chief would also head back to Qatar on Friday.", date(2024, 3, 22)),
        ("On Friday, the council will vote.", date(2024, 3, 22)),
        ("The vote, scheduled for Monday, was put off.", date(2024, 3, 25)),
        ("They agreed to meet on Tuesday.", date(2024, 3, 26)),
        ("Blinken told reporters in Cairo on Thursday.", date(2024, 3, 21)),
        ("They met on Monday.", date(2024, 3, 18)),
        ("He flew to Cairo on Tuesday.", date(2024, 3, 19)),
        ("Protests followed a meeting on Monday.", date(2024, 3, 18)),
        ("Talks resume next Monday.", date(2024, 3, 25)),
        ("It was signed last Friday.", date(2024, 3, 15)),
        ("Last Thursday it rained.", date(2024, 3, 14)),
        ("It fell today.", date(2024, 3, 21)),
        ("It fell yesterday.", date(2024, 3, 20)),
        ("It falls tomorrow.", date(2024, 3, 22)),
        ("They have to answer by 30 June.", date(2024, 6, 30)),
        ("It failed on 22 March.", date(2024, 3, 22)),
        ("It failed on March 22nd, 2023.", date(2023, 3, 22)),
        ("Since the attack on October 7 they have talked.", date(2023, 10, 7)),
        ("It was three days ago.", date(2024, 3, 18)),
        ("It was on 2024-02-29.", date(2024, 2, 29)),
    ],
)
def test_date_words_mean_a_day_counted_from_publication(text, day) -> None:
    assert [found.day for found in resolve_dates(text, PUBLISHED)] == [day]


@pytest.mark.parametrize(
    "text", ["Fighting this week centred on the hospital.", "Last week it rained."]
)
def test_a_week_is_not_a_day(text) -> None:
    assert resolve_dates(text, PUBLISHED) == ()


@pytest.mark.parametrize("text", ["on Friday", "tomorrow", "last week", "by 30 June", "this week"])
def test_without_a_publication_date_nothing_relative_is_resolved(text) -> None:
    assert resolve_dates(text, None) == ()


def test_a_complete_date_needs_no_publication_date() -> None:
    assert resolve_dates("on 22 March 2024", None)[0].day == date(2024, 3, 22)


@pytest.mark.parametrize("text", ["on 30 February 2024", "They may march.", "in 2024", "in June"])
def test_what_is_no_day_is_not_resolved(text) -> None:
    assert resolve_dates(text, PUBLISHED) == ()


def test_years_turn_with_the_nearest_date() -> None:
    assert resolve_dates("on 30 December", datetime(2024, 1, 2, tzinfo=UTC))[0].day.year == 2023
    assert resolve_dates("on 2 January", datetime(2023, 12, 30, tzinfo=UTC))[0].day.year == 2024


@pytest.mark.parametrize(
    ("claimed", "told", "published"),
    [
        ("on 22 March", "will vote on Friday", PUBLISHED),
        ("in March", "will vote on Friday", PUBLISHED),
        ("in 2024", "will vote on Friday", PUBLISHED),
        ("on Friday", "on 22 March 2024", PUBLISHED),
        ("on Friday", "on Friday", None),
        ("on Friday", "on 22 March 2024", None),
        ("on 22 March", "on March 22, 2024", None),
        ("tomorrow", "tomorrow", None),
    ],
)
def test_a_date_is_carried(claimed, told, published) -> None:
    assert agrees(read_dates(claimed)[0], published, read_dates(told)[0], published)


@pytest.mark.parametrize(
    ("claimed", "told", "published"),
    [
        ("on 23 March", "will vote on Friday", PUBLISHED),
        ("on 15 March", "will vote on Friday", PUBLISHED),
        ("on Monday", "on Friday", None),
        ("on 22 March 2024", "on 22 March", None),  # the year is nobody's
        ("on 22 March 2023", "on 22 March", PUBLISHED),
        ("on 22 March", "in March", PUBLISHED),
        ("tomorrow", "today", None),
        ("on 22 April", "on 22 March", None),
    ],
)
def test_a_date_is_not_carried(claimed, told, published) -> None:
    assert not agrees(read_dates(claimed)[0], published, read_dates(told)[0], published)
