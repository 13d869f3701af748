"""Each figure goes with its own deed."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

MARCH = (
    "About 500 people marched to the town hall on Sunday; police arrested seven and released three."
)
CLAIM = (
    "The court awarded the shipyard 18 million euros, far less than the 95 million it had claimed."
)
FUND = "The bank has promised 30 million euros for the dam, of which 12 million has been paid."
SCHOOLS = "Of the schools, 22 have reopened and nine have moved."

FALSE = {
    "arrested": ("Police arrested 500 people at the town hall on Sunday.", MARCH),
    "awarded": ("The court awarded the shipyard 95 million euros.", CLAIM),
    "paid": ("The bank has paid 30 million euros for the dam.", FUND),
    "reopened": ("Nine schools have reopened.", SCHOOLS),
}


TRUE = {
    "arrested": ("Police arrested seven people at the town hall.", MARCH),
    "marched": ("Some 500 people marched on Sunday.", MARCH),
    "claimed": ("The shipyard had claimed 95 million euros.", CLAIM),
    "promised": ("The bank promised 30 million euros for the dam.", FUND),
    "paid": ("The bank has paid 12 million euros for the dam.", FUND),
    "moved": ("Nine schools have moved.", SCHOOLS),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
