"""Figures that number a source or a step of the telling are not looked for in the sources."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

SOURCE = (
    "The council met on 24 March and 25 March. Fourteen members voted for the draft resolution."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Passage 3 says that fourteen members voted for the draft.",
        "According to passages 7 and 9, fourteen members voted for the draft.",
        "The third passage says that fourteen members voted for the draft.",
        "Step 5: the council members voted for the draft resolution.",
        "1. The council met on 24 March.\n2. Fourteen members voted for the draft resolution.",
        "The council met on 24 March, and on the 25th.",
        "Note that Passage 7 says that fourteen members voted for the draft.",
        "Steps 5 and 6: the council members voted for the draft resolution.",
        "Working 24/7, the council members voted for the draft resolution.",
    ],
)
def test_a_label_counts_nothing(claim):
    assert verify(claim, [SOURCE]) == ()


@pytest.mark.parametrize(
    "claim",
    [
        "Twelve members voted for the draft resolution.",
        "The council's Resolution 5 was voted for by fourteen members.",
        "The council met on 24 March, and on the 27th.",
        "Fourteen members voted for the 25th Amendment.",
        "Through the passage 12 members came and voted for the draft.",
        "According to a source 12 members voted for the draft.",
        "A third source said that fourteen members voted for the draft.",
        "The third member voted for the draft resolution.",
    ],
)
def test_other_figures_are_looked_for(claim):
    assert verify(claim, [SOURCE])
