"""What is too long to be checked is not taken as carried, and says so."""

from __future__ import annotations

import pytest

from bot.domain.claims import DraftClaim, DraftSpan, Problem
from bot.grounding.gate import (
    LONGEST_QUOTE,
    LONGEST_SPEAKER,
    LONGEST_TEXT,
    MOST_EVIDENCE,
    MOST_SPANS,
    check_draft,
    verify,
)
from bot.grounding.grounds import sentences_of
from bot.memory.passages import LONGEST_SENTENCE
from tests.builders import article, evidence

TEXT = "The harbour of Lorn reopened on Monday."
QUOTE = DraftSpan(1, TEXT)


@pytest.mark.parametrize(
    ("claim", "texts", "told"),
    [
        (TEXT + " " * LONGEST_TEXT, [TEXT], "not checked: the claim has 10,039 characters"),
        (TEXT, [TEXT, "x" * MOST_EVIDENCE], "not checked: the evidence has 300,039 characters"),
    ],
)
def test_a_text_too_long_is_not_supported(claim, texts, told) -> None:
    (problem,) = verify(claim, texts)
    assert problem.text.startswith(told)


def test_evidence_without_stops_is_read_in_pieces() -> None:
    """Words are compared by pairs: ten times as long would take a hundred times as long."""
    listed = "Anna Lind, Carl Berg, 12, " * 400

    assert max(map(len, sentences_of(listed))) <= LONGEST_SENTENCE
    assert " ".join(sentences_of(listed)) == listed.strip()
    assert verify("Anna Lind is listed with Carl Berg.", [listed]) == ()


@pytest.mark.parametrize(
    "draft",
    [
        DraftClaim("word " * 1_000, (QUOTE,)),
        DraftClaim(TEXT, (QUOTE,) * (MOST_SPANS + 1)),
        DraftClaim(TEXT, (QUOTE, DraftSpan(1, "x" * (LONGEST_QUOTE + 1)))),
        DraftClaim(TEXT, (QUOTE,), speaker="Ida " * LONGEST_SPEAKER),
    ],
)
def test_a_draft_too_long_is_turned_down(draft) -> None:
    outcome = check_draft(draft, evidence(article(TEXT)))
    assert isinstance(outcome, tuple)
    assert all(isinstance(problem, Problem) for problem in outcome)
