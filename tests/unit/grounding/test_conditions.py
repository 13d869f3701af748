"""What hangs on a condition is not told without it, nor what was dropped as done."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

TOLLS = "Ida Kern said her town would lift the tolls if the province repaired the bridge."
DEAL = "On Monday the ministers signed a pact on rail tariffs. A deal on river pilots was dropped from the agenda."

FALSE = {
    "will": ("The town will lift the tolls.", TOLLS),
    "dropped": ("The ministers signed a deal on river pilots.", DEAL),
}


TRUE = {
    "if": ("The town will lift the tolls if the province repairs the bridge.", TOLLS),
    "signed": ("The ministers signed a pact on rail tariffs.", DEAL),
    "dropped": ("A deal on river pilots was dropped.", DEAL),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
