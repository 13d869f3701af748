"""Each date goes with its own deed."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

PACT = "The pact was initialled in Bern on Tuesday. The levy begins on Saturday."
BRIDGE = "The bridge was closed in 2011. Its owner was fined in 2014."

FALSE = {
    "weekday": ("The pact was initialled on Saturday.", PACT),
    "year": ("The bridge was closed in 2014.", BRIDGE),
}


TRUE = {
    "weekday": ("The pact was initialled on Tuesday.", PACT),
    "year": ("The bridge was closed in 2011.", BRIDGE),
    "the other": ("The levy begins on Saturday.", PACT),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
