"""A draft may name what its cited sentence calls "the company" or "the country"."""

from __future__ import annotations

import pytest

from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.grounding.gate import check_draft
from tests.builders import article, evidence

SENTENCES = (
    "Estmark's government closed the mine of the Vellish company Saltco on Monday.",
    "Two men had died in its shaft.",
    "Rescue work took three days.",
    "Inspectors suspect that the mayor, Jon Vail, received 30,000 crowns from the company.",
    "Traders warned that the closure could cost the country 900 jobs.",
    "The bank Alba and the bank Norda lent money for the shaft.",
    "Both wanted a survey first.",
    "The bank was not asked again.",
)
DRAFTS = {
    "the company": (
        "Inspectors suspect Jon Vail of having received 30,000 crowns from Saltco.",
        3,
        True,
    ),
    "the country": ("Traders warned that the closure could cost Estmark 900 jobs.", 4, True),
    "another country": ("Traders warned that the closure could cost Velland 900 jobs.", 4, False),
    "which of two banks": ("Alba was not asked again.", 7, False),
    "another name": (
        "Inspectors suspect Jon Vail of having received 30,000 crowns from Norda.",
        3,
        False,
    ),
}


@pytest.mark.parametrize(("claim", "cited", "passes"), DRAFTS.values(), ids=DRAFTS)
def test_what_is_referred_to_may_be_named(claim, cited, passes) -> None:
    draft = DraftClaim(claim, (DraftSpan(1, SENTENCES[cited]),))
    judged = check_draft(draft, evidence(article(" ".join(SENTENCES))))
    assert isinstance(judged, CitedClaim) is passes
