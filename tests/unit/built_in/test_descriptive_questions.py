from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

APP = article(
    "Paceline, a company with its headquarters in Oslo, showed its new features on Thursday. Its app"
    " is used by runners in 40 countries.\n\nA plan for families costs 20 euros. Those who run at"
    " night get a dark screen, and cheats are taken off the leaderboards by a program that learns.",
    title="Paceline introduces family plan and dark mode",
    outlet="Tech Post",
)
BANK = article(
    "A bank in Oslo introduced a card for families on Friday. It costs 10 euros a year.",
    title="Bank introduces family card",
)
READ = evidence(APP, BANK)
DESCRIBED = (
    "Which company, headquartered in Oslo, introduced a plan for families and a dark mode and takes"
    " cheats off its leaderboards?"
)


def test_who_is_described_across_an_article_is_told_by_its_closest_sentence():
    (claim,) = draft_answer(DESCRIBED, READ)

    assert claim.text.startswith("Paceline, a company with its headquarters in Oslo")


def test_the_outlet_counts_as_no_word_of_the_description():
    asked = DESCRIBED.replace("Which company,", "Which company, according to the Tech Post,")

    assert draft_answer(asked, READ) == draft_answer(DESCRIBED, READ)


NOT_TOLD = {
    "a name that the article has not": DESCRIBED.replace("Oslo", "Bergen"),
    "a deed that it has not": "Which bank financed the plan for families and the dark mode of the"
    " company headquartered in Oslo?",
    "yes or no": "Did the company headquartered in Oslo with a plan for families and a dark mode"
    " close its leaderboards?",
    "few words": "Which company closed its leaderboards?",
}


@pytest.mark.parametrize("question", NOT_TOLD.values(), ids=NOT_TOLD)
def test_what_is_not_told_is_not_taken_for_described(question):
    assert draft_answer(question, READ) == ()


def test_of_two_articles_that_fit_alike_neither_is_meant():
    twin = article(
        APP.text.replace("Paceline", "Stridewell"),
        title="Stridewell introduces family plan and dark mode",
    )

    assert draft_answer(DESCRIBED, evidence(APP, twin)) == ()


def test_copies_of_one_article_are_one():
    copy = article(APP.text, title=APP.title, duplicate_of=APP.article_id)

    assert draft_answer(DESCRIBED, evidence(APP, copy))
