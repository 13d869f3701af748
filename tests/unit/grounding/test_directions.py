"""From here to there, and not back."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

MOVE = "The fleet will be moved from Gdansk to the port of Swinoujscie in May."
PRICE = "The price of wheat rose to 240 euros a tonne, up from 215 euros in June."
RANK = "Latvia is Estonia's second-largest market, and Estonia is Latvia's fifth."

FALSE = {
    "names": ("The fleet will be moved from Swinoujscie to Gdansk in May.", MOVE),
    "figure": ("The price of wheat rose to 215 euros a tonne.", PRICE),
    "whose": ("Estonia is Latvia's second-largest market.", RANK),
}


TRUE = {
    "names": ("The fleet will be moved from Gdansk to Swinoujscie.", MOVE),
    "figure": ("The price of wheat rose to 240 euros a tonne.", PRICE),
    "both figures": ("The price of wheat rose from 215 to 240 euros a tonne.", PRICE),
    "whose": ("Latvia is Estonia's second-largest market.", RANK),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
