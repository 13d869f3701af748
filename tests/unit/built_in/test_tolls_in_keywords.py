"""A toll that is asked for in keywords is asked for in full, and answered newest first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.built_in.answer_writer import draft_answer
from bot.built_in.query_rewriting import toll_in_full
from tests.builders import VOTE_DAY, article, evidence


@pytest.mark.parametrize(
    ("typed", "in_full"),
    [
        ("landslide toll", "How many people died in the landslide?"),
        ("Orvik train crash death toll latest", "How many people died in Orvik train crash?"),
        ("mine death toll, please", "How many people died in the mine?"),
        ("mine dead", "How many people died in the mine?"),
        ("latest death toll Orvik", "How many people died in Orvik?"),
        ("what's the toll of the landslide?", "How many people died in the landslide?"),
        ("number of dead in Orvik", "How many people died in Orvik?"),
        ("landslide injured", "How many people were injured in the landslide?"),
        ("wounded in the landslide", "How many people were injured in the landslide?"),
        ("how many dead (Orvik, mine)?", "How many people died in Orvik (mine)?"),
        ("how many missing avalanche", "How many people are missing in the avalanche?"),
        ("how many missing in the avalanche", "How many people are missing in the avalanche?"),
        ("toll (Orvik)?", "How many people died in Orvik?"),
        ("how many killed (injured, landslide)?", "How many people died in the landslide?"),
        ("avalanche missing", "How many people are missing in the avalanche?"),
        ("missing (Orvik)?", "How many people are missing in Orvik?"),
        # Sentences, money on roads, persons, a sea, and nothing at all.
        ("who gave the toll", None),
        ("Is the minister dead", None),
        ("motorway toll", None),
        ("dead sea", None),
        ("wounded soldiers", None),
        ("the toll on families", None),
        ("toll", None),
    ],
)
def test_keywords_for_a_toll_are_a_question(typed, in_full):
    assert toll_in_full(typed) == in_full


OLD = "The death toll of the landslide in Orvik stands at 12, the police said."
NEW = "Mayor Jana Holt said on Friday that 29 people had died in the landslide in Orvik."


@pytest.mark.parametrize(
    "typed", ["landslide toll", "landslide dead", "orvik landslide death toll"]
)
def test_the_newest_toll_comes_first(typed):
    articles = [
        article(NEW, published_at=VOTE_DAY + timedelta(days=2)),
        article(OLD, published_at=VOTE_DAY),
    ]
    assert draft_answer(typed, evidence(*articles))[0].text == NEW
