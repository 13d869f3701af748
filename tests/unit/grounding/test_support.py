"""How much of what is said the sources must hold, and that an abstention says nothing."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

ICE = "The harbour of Lorn was closed by ice on Monday, and eleven ships waited in the bay outside it."
BETWEEN = (
    "The mayor opened a library. Its shelves were built by a carpenter from the valley, who had "
    "learned his craft from an uncle."
)
SCHOOLS = "Teachers in the hill towns went on strike over their pensions."
TEXT = f"{ICE} {BETWEEN} {SCHOOLS}"


@pytest.mark.parametrize(
    "claim",
    [
        "Parliament debated a budget for submarines.",
        "Submarines surfaced, frigates circled, reactors leaked and admirals resigned in the fjord.",
    ],
)
def test_what_is_hardly_known_is_stopped(claim) -> None:
    assert verify(claim, [TEXT]) != ()


@pytest.mark.parametrize(
    "claim",
    [
        "Ice shut the harbour of Lorn on Monday, while eleven ships lay waiting.",
        "Teachers walked out on strike because of their pensions.",
        "Unable to answer from the given passages.",
        "There is not enough information to answer the question.",
    ],
)
def test_another_wording_passes(claim) -> None:
    assert verify(claim, [TEXT]) == ()


def test_an_abstention_does_not_cover_what_stands_beside_it() -> None:
    assert verify("Unable to answer. The mayor closed a prison in Vostra.", [TEXT]) != ()
    assert verify("Yes.", [TEXT]) != ()
    assert verify("", [TEXT]) != ()
