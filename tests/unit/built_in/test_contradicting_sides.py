from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence


def answer(question, text, title="Ostmark and Velland"):
    return " ".join(c.text for c in draft_answer(question, evidence(article(text, title=title))))


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("Did the Eastern League fire the rockets?", "State radio said that the Eastern League had fired the rockets. The Eastern League denied it.", "denied it"),
        ("Who shelled Kesten?", "Marn denied that Velland had shelled Kesten. Ostmark accused Velland of the attack.", "accused"),
        ("How many soldiers did Velland move to the border?", "The Post reported that Velland had moved 3,000 soldiers to the border. The ministry said that 800 soldiers had been moved.", "800"),
        ("Did Velland attack the bank?", "Ostmark said that Velland had attacked the bank. Velland rejected the allegation.", "rejected"),
        ("How many people were killed in Kesten?", "The Red Cross said that 22 people were killed in Kesten. The government put the dead at 31.", "31"),
        ("How many people marched in Kesten?", "About 300 people marched in Kesten, the police said. Organisers spoke of 900.", "900"),
        ("How many protesters came to Kesten?", "About 300 people marched in Kesten, the police said. The union put the number at nine hundred.", "nine hundred"),
        ("Is Ivo Kesh in Velland?", "A diplomat said that Ivo Kesh is thought to live in Velland. Velland has said that he is not on its soil.", "not on its soil"),
    ],
)  # fmt: skip
def test_the_other_side_s_word_comes_along(question, text, other):
    assert other in answer(question, text)


@pytest.mark.parametrize(
    ("question", "text", "unrelated"),
    [
        ("Who shelled Kesten?", "Marn said that Velland had shelled Kesten. The weather was mild.", "weather"),
        ("Did Velland join the pact?", "Velland joined the pact on Monday. Ostmark said that it had not been asked.", "asked"),
        ("How many soldiers did Velland move to the border?", "The Post reported that Velland had moved 3,000 soldiers to the border. The ministry said that 12 trains were late.", "trains"),
        ("When did Velland join the pact?", "Velland said that it had joined the pact on Monday. Ostmark denied it.", "denied it"),
        ("How many people were killed in Kesten?", "The Red Cross said that 22 people were killed in Kesten. At least 60 were wounded.", "60"),
        ("Who leads the team of Velland?", "Ada Marn leads the team of Velland. The army rejected the report.", "rejected"),
    ],
)  # fmt: skip
def test_a_neighbour_that_contradicts_nothing_does_not(question, text, unrelated):
    assert unrelated not in answer(question, text)
