from __future__ import annotations

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence

LEAD = "A former harbour master was arrested in Brenn on Sunday, the police said."
NAMED = "Osric Tallen, 57, was about to board a ferry."


def told(question, text):
    return [
        claim.text
        for claim in draft_answer(question, evidence(article(text, title="Arrest in Brenn")))
    ]


def test_a_lead_tells_of_whom_the_next_sentence_names():
    assert told("When was Tallen arrested?", f"{LEAD} {NAMED}") == [LEAD, NAMED]
    assert told("Where was Osric Tallen arrested?", f"{LEAD} {NAMED}") == [LEAD, NAMED]
    assert told("Was Tallen arrested?", f"{LEAD} {NAMED}") == [LEAD, NAMED]


def test_whoever_else_is_named_next_is_not_who_the_lead_is_about():
    for other in ("Osric Tallen welcomed it.", "The judge, Osric Tallen, 57, will hear the case."):
        assert told("When was Tallen arrested?", f"{LEAD} {other}") == []
