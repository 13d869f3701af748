from __future__ import annotations

import pytest

from bot.figures.reading import read_figures
from bot.grounding.figure_agreement import agrees


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("1.5 million", "1,500,000"),
        ("14", "fourteen"),
        ("3 percent", "3%"),
        ("about 1.5 million", "1,493,211"),
        ("more than 1.5 million", "1,538,000"),
        ("nearly 100", "96"),
        ("at least 100", "100"),
        ("100", "more than 100"),
        ("dozens", "48"),
        ("dozens", "dozens"),
        ("6", "six weeks"),
        ("14–0", "14-0"),
        ("sixth", "6th"),
    ],
)
def test_a_figure_is_carried(claimed, told) -> None:
    assert agrees(read_figures(claimed)[0], read_figures(told)[0])


@pytest.mark.parametrize(
    ("claimed", "told"),
    [
        ("1.5 million", "2.5 million"),
        ("1.5 million", "1,493,211"),  # rounded, and does not say so
        ("1.5 million", "1.5 billion"),
        ("about 100", "60"),
        ("3%", "3"),
        ("$3", "€3"),
        ("5 km", "5 miles"),
        ("more than 100", "100"),
        ("more than 100", "fewer than 100"),
        ("fewer than 100", "at least 100"),
        ("sixth", "six"),
        ("dozens", "5"),
        ("14–0", "0–14"),
        ("14–0", "14–1"),
    ],
)
def test_a_figure_is_not_carried(claimed, told) -> None:
    assert not agrees(read_figures(claimed)[0], read_figures(told)[0])
