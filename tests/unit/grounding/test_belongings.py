"""Whose people and things they are."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

CREW = "Four Danish divers were picked up off Bornholm on Friday. Swedish boats had searched all night."
NURSES = "Nine nurses from Portugal were flown home on Tuesday. The Spanish consul met them."

FALSE = {
    "adjective": ("Four Swedish divers were picked up off Bornholm.", CREW),
    "from": ("Nine Spanish nurses were flown home on Tuesday.", NURSES),
}


TRUE = {
    "the same": ("Four divers from Denmark were picked up off Bornholm.", CREW),
    "left out": ("Four divers were picked up.", CREW),
    "another thing": ("Swedish boats searched all night.", CREW),
    "from, as adjective": ("Nine Portuguese nurses were flown home.", NURSES),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
