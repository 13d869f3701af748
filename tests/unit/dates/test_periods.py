from __future__ import annotations

from datetime import date

import pytest

from bot.dates.date_words import Bound
from bot.dates.periods import Period, period_of
from bot.dates.reading import read_dates

THURSDAY = date(2024, 3, 21)


def periods_of(text, published, language="en"):
    found = (period_of(word, published) for word in read_dates(text, language))
    return [period for period in found if period is not None]


def days_of(text, published):
    return [period.first for period in periods_of(text, published) if period.is_day]


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
    assert days_of(text, THURSDAY) == [day]


@pytest.mark.parametrize(
    "text", ["Fighting this week centred on the hospital.", "Last week it rained."]
)
def test_a_week_is_not_a_day(text) -> None:
    assert days_of(text, THURSDAY) == []


@pytest.mark.parametrize("text", ["on Friday", "tomorrow", "last week", "by 30 June", "this week"])
def test_without_a_publication_date_nothing_relative_is_resolved(text) -> None:
    assert periods_of(text, None) == []


def test_a_complete_date_needs_no_publication_date() -> None:
    assert days_of("on 22 March 2024", None) == [date(2024, 3, 22)]


@pytest.mark.parametrize("text", ["on 30 February 2024", "They may march.", "in 2024", "in June"])
def test_what_is_no_day_is_not_resolved(text) -> None:
    assert days_of(text, THURSDAY) == []


def test_years_turn_with_the_nearest_date() -> None:
    assert days_of("on 30 December", date(2024, 1, 2)) == [date(2023, 12, 30)]
    assert days_of("on 2 January", date(2023, 12, 30)) == [date(2024, 1, 2)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Talks resume next week.", date(2024, 3, 25), date(2024, 3, 31)),
        ("They meet this weekend.", date(2024, 3, 23), date(2024, 3, 24)),
        ("It was last month.", date(2024, 2, 1), date(2024, 2, 29)),
        ("A vote is due later this week.", date(2024, 3, 21), date(2024, 3, 24)),
        ("Aid will arrive in the coming days.", date(2024, 3, 21), date(2024, 3, 28)),
        ("It will be held in late June.", date(2024, 6, 21), date(2024, 6, 30)),
        ("It will be held in February 2025.", date(2025, 2, 1), date(2025, 2, 28)),
        ("It was in late February 2024.", date(2024, 2, 21), date(2024, 2, 29)),
    ],
)
def test_precision_is_kept(text, first, last) -> None:
    assert periods_of(text, THURSDAY) == [Period(first, last)]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("They have talked since October 7.", Bound.SINCE),
        ("They must answer by 30 June.", Bound.BY),
        ("It is closed until Friday.", Bound.UNTIL),
        ("They met ahead of Friday's vote.", Bound.BEFORE),
        ("It will be after 30 June.", Bound.AFTER),
        ("It holds from 30 June.", Bound.FROM),
        ("It holds on 30 June.", None),
    ],
)
def test_a_limit_is_told_from_a_day(text, bound) -> None:
    assert [word.bound for word in read_dates(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        # The year turns between the weekday and the publication.
        ("It fell on Friday.", date(2024, 1, 2), date(2023, 12, 29)),
        ("It falls due on Tuesday.", date(2024, 12, 27), date(2024, 12, 31)),
        ("They will meet on Thursday.", date(2024, 12, 30), date(2025, 1, 2)),
        # Leap days.
        ("They will meet on Thursday.", date(2024, 2, 28), date(2024, 2, 29)),
        ("They met on Thursday.", date(2024, 3, 1), date(2024, 2, 29)),
        ("They met on Tuesday.", date(2023, 3, 1), date(2023, 2, 28)),
        ("It fell on 29 February.", date(2025, 3, 10), date(2024, 2, 29)),
        ("It was yesterday.", date(2024, 3, 1), date(2024, 2, 29)),
        # A weekday beside a date without a year tells the year.
        ("It began on Saturday, 7 October.", date(2025, 6, 3), date(2023, 10, 7)),
    ],
)
def test_days_at_the_edges_of_months_and_years(text, published, day) -> None:
    assert set(days_of(text, published)) == {day}


def test_a_weekday_beside_its_date_is_that_day_in_whatever_year() -> None:
    text = "On Sunday, 10 July 2022, voters chose a new house."

    assert days_of(text, THURSDAY) == [date(2022, 7, 10)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "He left the following Friday.",
        "It was on a Tuesday.",
        "Every Monday they meet.",
        "He came two days earlier.",
    ],
)
def test_what_counts_from_another_date_stays_unresolved(text) -> None:
    assert periods_of(text, THURSDAY) == []


def test_of_a_language_without_lists_only_figures_are_read() -> None:
    text = "Na sexta-feira, 22 de março, ou 2024-03-22"

    assert [word.text for word in read_dates(text, "pt")] == ["2024-03-22"]


def test_a_date_that_two_languages_read_is_read_once() -> None:
    assert [w.text for w in read_dates("Am 3. April 2024, not Friday", "en", "de")] == [
        "3. April 2024",
        "Friday",
    ]


def test_arabic_digits_and_both_traditions_of_months_are_read() -> None:
    text = "في ١٥ كانون الثاني ٢٠٢٤ و15 يناير 2024"

    assert [p.first for p in periods_of(text, None, "ar")] == [date(2024, 1, 15)] * 2
