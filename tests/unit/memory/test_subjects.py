from __future__ import annotations

import pytest

from bot.memory.clustering import ALIKE
from bot.memory.similarity import MOST_OF_ONE_WORD, likeness, likeness_to
from tests.builders import article

OIL = article(
    "President Donald Trump said on Friday that oil companies would return to Venezuela.",
    title="Trump pitches oil dream",
)
CLIMATE = article(
    "The conference in Brazil is the first since President Donald Trump left the climate treaty.",
    title="Trump leaves treaty: a guide to the conference",
)
OIL_AGAIN = article(
    "Oil companies would return to Venezuela, President Trump told reporters on Friday.",
    title="Companies to return to Venezuela, Trump says",
)


def test_who_is_always_in_the_news_makes_no_two_articles_one_story():
    same, other = likeness([OIL, OIL_AGAIN, CLIMATE])[0, 1:]

    assert same > ALIKE > other


def test_one_name_that_two_texts_repeat_is_not_enough():
    one = article("Brandquist spoke. Brandquist left. Brandquist rested by the sea.", title=None)
    two = article("Brandquist won. Brandquist smiled. Brandquist sang at night.", title=None)

    assert likeness([one, two])[0, 1] <= MOST_OF_ONE_WORD < ALIKE


def test_likeness_to_others_is_the_first_row_of_all():
    others = [OIL_AGAIN, CLIMATE]

    assert likeness_to(OIL, others) == pytest.approx(likeness([OIL, *others])[0, 1:])


def test_nothing_is_like_an_empty_text():
    assert likeness_to(article("", title=None), [OIL]).tolist() == [0.0]
    assert likeness_to(OIL, []).tolist() == []
