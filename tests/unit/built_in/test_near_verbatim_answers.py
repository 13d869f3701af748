from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from bot.built_in.questions import Kind, read_question
from tests.builders import article, evidence

TREATY = article(
    "Kestria voted on Monday. During the campaign, Brand said that Kestria's participating in a"
    " meeting of states parties to the Treaty on the Prohibition of Mines as an observer was an"
    " option. Lind, who visited Alma in 2019, resigned.",
    title="Kestria weighs its treaties",
)
READ = evidence(TREATY)


def test_a_sentence_that_says_nearly_all_of_a_question_answers_it():
    (claim,) = draft_answer("Which treaty meeting might Kestria attend as an observer?", READ)

    assert "Prohibition of Mines" in claim.text


NOT_SAID = {
    "a word that nothing near it says": "Which treaty meeting might Kestria leave as a creditor?",
    "a name that the sentence has not": "Which treaty meeting might Lestia attend as an observer?",
    "who, which grammar must prove": "Who prohibited Brand's meeting as an observer of Kestria?",
    "yes or no": "Did Kestria prohibit a meeting of observers to the treaty?",
}


@pytest.mark.parametrize("question", NOT_SAID.values(), ids=NOT_SAID)
def test_what_it_does_not_say_is_not_answered(question):
    assert draft_answer(question, READ) == ()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What are the names of Brand's envoys?", Kind.WHO),
        ("What is the best month to visit Alma?", Kind.WHEN),
        ("What is the date of the vote?", Kind.WHEN),
        ("What is the month-long strike about?", Kind.OTHER),
    ],
)
def test_names_and_days_are_asked_for_with_what_too(question, kind):
    assert read_question(question).kind is kind


@pytest.mark.parametrize("asked", ["who's Lind", "Who’s Lind?"])
def test_a_contracted_question_is_read_as_the_full_one(asked):
    assert read_question(asked).keys == read_question("Who is Lind?").keys
