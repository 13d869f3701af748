from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

LISTED = "The council put three Velland companies and two banks on the list."


def answer(question, text):
    return [c.text for c in draft_answer(question, evidence(article(text, title="Velland list")))]


@pytest.mark.parametrize(
    ("question", "following"),
    [
        ("Which companies did the council put on the list?", "The companies are Oran Lines, Telk and Marn Steel."),
        ("Which banks did the council put on the list?", "The two banks are Kesten Trust and Velbank."),
    ],
)  # fmt: skip
def test_the_names_that_follow_come_along(question, following):
    assert answer(question, f"{LISTED} {following}")[:2] == [LISTED, following]


@pytest.mark.parametrize(
    "following",
    [
        "The banks are Kesten Trust and Velbank.",
        "The companies are small.",
        "Oran Lines denied it.",
    ],
)
def test_another_list_does_not(following):
    found = answer("Which companies did the council put on the list?", f"{LISTED} {following}")

    assert following not in found


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who holds the Kesten dam?", "A truce between Ostmark and Velland took hold in the Kesten valley."),
        ("Who signed the accord?", "Ivo Marn signed the register in Kesten."),
    ],
)  # fmt: skip
def test_what_is_done_to_something_else_is_no_answer(question, text):
    assert answer(question, text) == []
