"""What stands beside an office, a month or a noun of a deed answers only for its own."""

from __future__ import annotations

import pytest

from bot.built_in.offices import names_holder
from tests.unit.built_in.test_same_doers import answer


@pytest.mark.parametrize(
    ("sentence", "office", "whose", "holds"),
    [
        ("The ambassador, Carl Beck, was recalled in August.", "ambassador", (), True),
        ("Norvald would return its ambassador to Grenfeld in May.", "ambassador", (), False),
        ("Norvald recalled its ambassador from Grenfeld.", "ambassador", (), False),
        ("Helga Prins urged the president to overrule the vote.", "president", (), False),
        ("Helga Prins was elected president on Sunday.", "president", (), True),
        ("Helga Prins, the president, overruled the vote.", "president", (), True),
        ("President Helga Prins overruled the vote.", "president", (), True),
        ("The president criticised Helga Prins.", "president", (), False),
    ],
)
def test_a_holder_stands_by_the_office_with_nothing_between(sentence, office, whose, holds):
    assert names_holder(sentence, (office,), frozenset(whose), frozenset()) is holds


POLL = "A poll by Vox put support for the extradition at 62 percent."
COURT = "Delmar's justice ministry had asked for a decision by Friday."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What was support in June?", POLL),
        ("When does the court decide?", COURT),
        ("Did Delmar appeal?", COURT),
    ],
)
def test_another_month_doer_or_deed_answers_nothing(question, text):
    assert answer(question, text) == []


def test_the_month_of_publication_is_told_by_its_article():
    assert answer("What was support for the extradition in March?", POLL)
