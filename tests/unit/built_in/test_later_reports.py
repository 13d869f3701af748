from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

MONDAY = datetime(2024, 3, 18, 9, tzinfo=UTC)


def at(text, hours=0, title="Ostmark and Velland"):
    when = MONDAY + timedelta(hours=hours)
    return article(text, title=title, published_at=when, learned_at=when)


def answer(question, *articles):
    return [claim.text for claim in draft_answer(question, evidence(*articles))]


FLOOD = "A flood in Kesten killed 12 people and injured 30, the mayor said."
SUMMIT = "The leaders will hold a summit in Halden on 3 April, the chair said."


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize(
    ("question", "first", "later", "title"),
    [
        ("How many people were killed in the flood in Kesten?", FLOOD, "The toll of the flood in Kesten has risen to 19, the mayor said.", "Flood"),
        ("How many people were killed in the flood in Kesten?", FLOOD, "The mayor lowered the death toll of the flood from 12 to 11.", "Kesten flood toll revised"),
        ("How many people died in the flood in Kesten?", FLOOD, "A thirteenth victim and a fifteenth person died of wounds after the flood.".replace("thirteenth victim and a fifteenth", "fifth"), "Kesten flood"),
        ("How many people were injured in the flood in Kesten?", FLOOD, "The number of injured was raised to 41.", "Kesten flood toll revised"),
        ("When is the summit in Halden?", SUMMIT, "The summit in Halden will be held on 5 April, two days later than planned.", "Summit in Halden"),
    ],
)  # fmt: skip
def test_the_later_telling_comes_first(question, first, later, title, is_turned):
    articles = [at(first), at(later, 30, title)]
    found = answer(question, *(reversed(articles) if is_turned else articles))

    assert found[0] == later


def test_a_demand_that_was_lowered_comes_first():
    first, later = "The lenders are asking for 40 cents.", "The lenders lowered their demand to 36."
    told = answer("How much are the lenders asking for?", at(first), at(later, 30))

    assert told == [later, first]


def test_the_dead_of_another_thing_are_no_later_toll():
    ferry, flood = "A ferry sank and 12 people were killed.", "In the flood 40 people were killed."
    told = answer("How many people died in the ferry sinking?", at(ferry), at(flood, 30))

    assert told == [ferry]


def test_a_place_that_is_no_longer_the_place_goes():
    later = "The summit will be held in Kesten and not in Halden, the chair said."

    assert answer("Where will the summit be held?", at(SUMMIT), at(later, 30)) == [later]


def test_a_stand_that_somebody_had_earlier_comes_after_the_one_of_now():
    early = at("Ivo Marn refused to concede.", 0, "Marn and the count")
    late = at(
        "Ivo Marn said that he would accept the result. He had earlier refused to concede.",
        40,
        "Marn and the count",
    )

    found = answer("Did Marn concede?", early, late)

    assert found[0] == "Ivo Marn said that he would accept the result."


@pytest.mark.parametrize(
    "later",
    [
        "A flood in Brenn killed 40 people, officials said.",
        "Nobody was killed when a bus crashed in Ostel.",
        "The flood in Kesten ruined 300 houses and 12 bridges.",
        "The mayor of Kesten said that 25 schools were closed.",
        "In 2019 a fire in Brenn had killed 15 people.",
        "A flood in Kesten killed 12 people, the army said.",
    ],
)
def test_other_counts_and_other_events_are_not_told(later):
    found = answer(
        "How many people were killed in the flood in Kesten?", at(FLOOD), at(later, 30, "News")
    )

    assert FLOOD in found
    assert later not in found


def test_a_correction_of_another_doer_s_figure_does_not_answer():
    deal = at("Velland will free 90 prisoners and Ostmark 120, the envoy said.")
    fix = at(
        "The Post wrongly reported that Velland would free 90 prisoners. The correct number is 96.",
        40,
    )

    assert answer("How many prisoners will Ostmark free?", fix) == []
    assert "120" in " ".join(answer("How many prisoners will Ostmark free?", deal, fix))
    assert "96" in " ".join(answer("How many prisoners will Velland free?", deal, fix))
