"""The opposite of what a source says, said of the very thing that it says it of."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

RULES = (
    "The harbour council wants simple rules, the most visible signs and cheap berths for guests."
)
CANAL = "A deep canal was opened in May. It is illegal to anchor there, the harbour master said."
BOTH = "Guests found the harder tests fair; their children had been given easy tests."
TRUST = (
    "Members of the council said that they did not want to close the old pier, a popular landing."
)

TURNED = {
    "a quality": ("The council of the harbour asks for complicated rules and for signs.", RULES),
    "a degree": ("Among the wishes of the council are the least visible signs.", RULES),
    "of water": ("In May people could sail a shallow canal for the first time.", CANAL),
    "with a syllable": ("Guests like the place little, for it is an unpopular landing.", TRUST),
}
TOLD = {
    "the same in other words": ("The council of the harbour asks for easy rules and signs.", RULES),
    "another thing": ("A complicated wish of the council is about berths.", RULES),
    "another word for it is there": ("Some guests had to pass difficult tests.", BOTH),
    "denied here as well": (
        "Nobody will anchor in the canal; it is not legal to anchor there.",
        CANAL,
    ),
    "no turned word": ("The council sent information about the landing.", TRUST),
}


@pytest.mark.parametrize(("claim", "told"), TURNED.values(), ids=TURNED)
def test_the_opposite_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TOLD.values(), ids=TOLD)
def test_what_is_no_opposite_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
