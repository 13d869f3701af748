"""What came after a thing did not therefore come of it."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

AFTER = "The minister resigned two days after the bridge at Lorn collapsed."
OVER = "The minister resigned over the collapse of the bridge at Lorn."

FALSE = {
    "because": ("The minister resigned because the bridge at Lorn collapsed.", AFTER),
    "due to": ("The minister resigned due to the collapsed bridge at Lorn.", AFTER),
}


TRUE = {
    "after": ("The minister resigned after the bridge at Lorn collapsed.", AFTER),
    "over": ("The minister resigned because of the collapse of the bridge at Lorn.", OVER),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
