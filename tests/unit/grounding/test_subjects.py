"""What a sentence tells of somebody is not told of somebody else."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

FAIR = "The mayor, Olga Brandt, whose party runs the port, welcomed the ruling on the docks. Jan Kruse called it a scandal."
LAKE = "Tanzania renounced its claim to the lake last year. Zambia, which borders it as well, sent observers to the ceremony."

FALSE = {
    "another person": ("Jan Kruse welcomed the ruling on the docks.", FAIR),
    "another country": ("Tanzania sent observers to the ceremony.", LAKE),
}


TRUE = {
    "its own": ("Olga Brandt welcomed the ruling on the docks.", FAIR),
    "its own country": ("Zambia sent observers to the ceremony.", LAKE),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
