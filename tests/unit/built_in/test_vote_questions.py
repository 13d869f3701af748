from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

TOLLS = article(
    "The Lake Assembly called on Monday for lower tolls at Kesten, in a motion that was carried with"
    " 61 votes in favour and 20 against. Nine delegates abstained. Ostmark and Velland were among"
    " those that voted against. Every member of the League voted for the motion except Brenn, which"
    " abstained.\n\nTarsia did not take part in the vote. A change by Velland that would have put"
    " the tolls off to spring was rejected by 27 votes to 55.",
    title="Assembly asks for lower tolls",
)


def answer(question):
    return " ".join(c.text for c in draft_answer(question, evidence(TOLLS)))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many voted against the motion?", "20 against"),
        ("How many delegates voted against lower tolls?", "20 against"),
        ("How many abstained?", "Nine delegates abstained"),
        ("How did Ostmark vote?", "Ostmark and Velland were among"),
        ("how did Brenn vote on the tolls", "except Brenn, which abstained"),
        ("Did Tarsia vote for the motion?", "Tarsia did not take part"),
        ("By how many votes was Velland's change rejected?", "27 votes to 55"),
        ("What was the result of the vote on Velland's change?", "27 votes to 55"),
    ],
)
def test_a_vote_is_told_by_its_tally_and_by_who_cast_it(question, told):
    assert told in answer(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many voted against the budget of Lestia?",
        "How did Lestia vote?",
        "Did Ilmeria vote against the motion?",
        "By how many votes was the budget of Lestia adopted?",
    ],
)
def test_another_vote_and_another_voter_are_not_told(question):
    assert answer(question) == ""


@pytest.mark.parametrize(
    "text",
    [
        "The price rose from 3 to 5 crowns on Monday. Parliament votes on Friday.",
        "Parliament has passed the 2031-2032 price list.",
        "Parliament has passed the price list in its session of 15-17 May.",
    ],
)
def test_two_figures_that_are_no_tally_are_none(text):
    assert draft_answer("How did the vote go?", evidence(article(text, title="Prices"))) == ()
