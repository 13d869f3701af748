from __future__ import annotations

import pytest

from bot.figures.reading import Bound, in_digits, read_figures
from bot.figures.units import names_currency


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.5 million people", [1_500_000]),
        ("1,493,211 people", [1_493_211]),
        ("fourteen votes, twenty-one countries", [14, 21]),
        ("two hundred and fifty thousand tonnes", [250_000]),
        ("half a million", [500_000]),
        ("two dozen", [24]),
        ("$2bn and €3.5m", [2e9, 3.5e6]),
        ("two-thirds of them", [2 / 3]),
        ("his sixth trip, the 21st", [6, 21]),
        ("a six-week truce", [6]),
        ("14–0", [14, 0]),
        ("two first-degree charges", [2]),
        ("one of the second group, G7, F16, ABC123, the R4 road", []),
        ("Rs 5 crore, two lakh", [5e7, 2e5]),
        ("R4bn, R2,000 and ZAR3m", [4e9, 2000, 3e6]),
        ("a hundred and twenty ferries, a hundred tents, a few hundred", [120, 100]),
    ],
)
def test_figures_are_read(text, values) -> None:
    assert [f.value for f in read_figures(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3%", "%"), ("three per cent", "%"), ("3 percent", "%"), ("$5", "USD"),
        ("US$5", "USD"), ("5 million dollars", "USD"), ("5 US dollars", "USD"), ("€5", "EUR"),
        ("5 km", "km"), ("5 kilometres", "km"), ("5 miles", "mi"), ("six-week", "wk"),
        ("5 hostages", None), ("A$5", "AUD"), ("5 Australian dollars", "AUD"), ("C$5bn", "CAD"),
        ("5 U.S. dollars", "USD"), ("R5bn", "ZAR"), ("5 billion rand", "ZAR"), ("Rs 5", "INR"),
        ("CHF 5m", "CHF"), ("500 won", "KRW"), ("5 won", None),
    ],
)  # fmt: skip
def test_units_are_read(text, unit) -> None:
    assert read_figures(text)[0].unit == unit


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("about 100", Bound.ABOUT), ("nearly 100", Bound.ABOUT), ("more than 100", Bound.ABOVE),
        ("fewer than 100", Bound.BELOW), ("at least 100", Bound.LEAST), ("up to 100", Bound.MOST),
        ("no more than 100", Bound.MOST), ("100", Bound.EXACT),
    ],
)  # fmt: skip
def test_hedges_are_read(text, bound) -> None:
    assert read_figures(text)[0].bound is bound


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("USD", "in dollars"), ("USD", "US$5"), ("ZAR", "R4bn"), ("ZAR", "the rand fell"),
        ("INR", "Rs. 500"), ("EUR", "€5"), ("CHF", "CHF 5"),
    ],
)  # fmt: skip
def test_a_currency_is_named(unit, text) -> None:
    assert names_currency(unit, text)


@pytest.mark.parametrize(
    ("unit", "text"), [("ZAR", "the R rated 5"), ("USD", "5 euros"), ("INR", "hrs 5"), ("EUR", "")]
)
def test_a_currency_is_not_named(unit, text) -> None:
    assert not names_currency(unit, text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Thirty-four sailors and 2.5 million tonnes", "34 sailors and 2500000 tonnes"),
        ("twice the third of it, dozens, $40", "twice the third of it, dozens, $40"),
    ],
)
def test_counts_are_written_in_digits(text, written) -> None:
    assert in_digits(text) == written
