"""A part is not told as the whole, nor as most of it."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

PORTS = "Three of the eight ports reopened on Monday, the harbour board of Vell said."
BENCH = "By four votes to three, the bench of Ostra struck down the tolls on lorries."
OIL = "Of the oil, a tenth went by rail to Kadria and half by ship to Estmark."
HALL = "All eight ports of Estmark reopened on Monday after the storm."
ONLY = "The permit covers only the north bank of the river Aar."

FALSE = {
    "all of some": ("All eight ports reopened on Monday.", PORTS),
    "every one of some": ("Every one of the ports reopened on Monday.", PORTS),
    "of one mind": ("The bench of Ostra unanimously struck down the tolls on lorries.", BENCH),
    "most of a tenth": ("Most of the oil went by rail to Kadria.", OIL),
    "all, of only": ("The permit covers all of the river Aar.", ONLY),
}


TRUE = {
    "some": ("Three of eight ports reopened on Monday.", PORTS),
    "all": ("All eight ports of Estmark reopened on Monday.", HALL),
    "by so many": ("The bench of Ostra struck down the tolls by four votes to three.", BENCH),
    "half": ("Half of the oil went by ship to Estmark.", OIL),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
