"""What stands beside a month or a noun of a deed answers only for its own."""

from __future__ import annotations

import pytest

from tests.unit.built_in.test_same_doers import answer

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
