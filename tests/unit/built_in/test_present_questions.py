from __future__ import annotations

from datetime import timedelta

from bot.built_in.answer_writer import draft_answer
from tests.builders import VOTE_DAY, article, evidence

LATER = VOTE_DAY + timedelta(days=9)


def answer(question, *articles):
    return " ".join(claim.text for claim in draft_answer(question, evidence(*articles)))


def test_where_somebody_was_is_not_where_he_is():
    held = article("Governor Ivo Marn is being held in Kesten.", title="Marn held")
    freed = article(
        "Ivo Marn left on Monday. He was freed first.", title="Marn freed", published_at=LATER
    )

    assert "Kesten" in answer("Where is Ivo Marn now?", held)
    assert answer("Where is Ivo Marn now?", held, freed) == ""


def test_a_place_where_somebody_is_only_spoken_of_is_not_where_he_is():
    spoken = article(
        "Ivo Marn asked for time, his son told reporters in Kesten.", title="Marn asks"
    )

    assert answer("Where is Ivo Marn now?", spoken) == ""


def test_what_was_next_a_week_ago_is_not_what_is_next():
    before = article("Velland will hold talks with Ostmark on Thursday.", title="Velland")
    since = article(
        "Velland and Ostmark will sign it on Friday.", title="Velland", published_at=LATER
    )

    told = answer("What happens next between Velland and Ostmark?", before, since)
    assert "sign it" in told
    assert "Thursday" not in told


def test_what_somebody_only_said_that_he_would_do_is_no_next_step():
    offer = article("Velland made an offer that Ostmark said it would study.", title="Velland")

    assert answer("What happens next between Velland and Ostmark?", offer) == ""
