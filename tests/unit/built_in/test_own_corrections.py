from __future__ import annotations

from datetime import timedelta

from bot.built_in.answer_writer import draft_answer
from tests.builders import VOTE_DAY, article, evidence

FIRST = article("Velland will let 80 lorries a day pass the Kesten bridge.", title="Bridge reopens")
LATER = VOTE_DAY + timedelta(days=2)


def told(question, *articles):
    return [claim.text for claim in draft_answer(question, evidence(*articles))]


def test_an_error_of_the_outlet_s_own_is_told_with_what_is_right_and_not_without():
    wrong = "In our story of Monday on Velland, we said that 80 lorries a day will pass the Kesten bridge."
    right = "The correct number is 60."
    correction = article(f"{wrong} {right}", title="Correction", published_at=LATER)

    assert told("How many lorries a day will pass the Kesten bridge?", correction) == [wrong, right]
    assert told("How many lorries a day will pass the Kesten bridge?", FIRST, correction) == [
        wrong,
        right,
    ]
    alone = article(wrong, title="Correction", published_at=LATER)
    assert told("How many lorries a day will pass the Kesten bridge?", alone) == []


def test_a_day_that_is_set_right_takes_the_place_of_the_wrong_one():
    first = article("The assembly of Velland will vote on the tolls on 3 May.", title="Velland")
    right = "The vote of Velland's assembly on the tolls is set for 9 May, not for 3 May as we reported."
    correction = article(right, title="Corrected: Velland", published_at=LATER)

    assert told("When will Velland vote on the tolls?", first, correction) == [right]
