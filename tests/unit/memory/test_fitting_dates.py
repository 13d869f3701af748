from __future__ import annotations

from datetime import timedelta

import pytest

from bot.memory.fitting_dates import FRESHNESS, HALF_LIFE, LATER, FittingDates
from tests.builders import VOTE_DAY

#: Friday, 22 March 2024, in the evening.
ASKED = VOTE_DAY.replace(hour=18)


def factor(question, **age):
    return FittingDates.of(question, ASKED).factor(ASKED - timedelta(**age))


def test_the_fresher_an_article_the_more_it_counts():
    factors = [factor("the vote", days=days) for days in (0, 1, 7, 30, 400, 4_000)]

    assert factors == sorted(factors, reverse=True)
    assert factors[0] == 1 + FRESHNESS
    assert factor("the vote", days=HALF_LIFE.days) == 1 + FRESHNESS / 2
    assert 1 < factors[-1] < 1.01


def test_what_came_later_counts_less_than_anything_old():
    assert factor("the vote", days=-3) == LATER < factor("the vote", days=9_000)


def test_a_bare_date_of_the_same_day_is_not_later():
    assert factor("the vote", hours=-5) == 1 + FRESHNESS


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What happened in the vote last week?", 7),
        ("What did he say on 1 February?", 50),
        ("Was geschah am 1. Februar?", 50),
        ("¿Qué pasó el 1 de febrero?", 50),
        ("What was said in October 2023?", 160),
    ],
)
def test_news_of_a_day_that_is_named_counts_as_if_it_were_new(question, days):
    assert factor(question, days=days) == 1 + FRESHNESS
    assert factor("What happened in the vote?", days=days) < 1 + FRESHNESS


def test_a_day_to_come_says_nothing_of_when_it_was_told():
    assert factor("Who flies to Cairo on 2 May?", days=30) == factor("Who flies to Cairo?", days=30)
