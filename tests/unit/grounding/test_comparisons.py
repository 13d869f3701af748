"""More and less are as the figures have it, and each figure is its owner's."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

SALES = "Norway sold 41 tonnes of salmon to the fund; Denmark sold 17 tonnes."
LOANS = "The plan gives 12 million euros to Kenya and five million to Malawi."
FIRST = "Peru took in more of them than any other country, followed by Chile."
YEARS = "Raids fell to 18 in 2019 from 31 in 2018."

FALSE = {
    "turned": ("Denmark sold more salmon to the fund than Norway.", SALES),
    "less, turned": ("The plan gives less to Kenya than to Malawi.", LOANS),
    "than the first of all": ("Chile took in more of them than Peru.", FIRST),
    "years": ("There were more raids in 2019 than in 2018.", YEARS),
    "another's figure": ("Denmark sold 41 tonnes of salmon to the fund.", SALES),
}


TRUE = {
    "as it is": ("Norway sold more salmon to the fund than Denmark.", SALES),
    "to": ("The plan gives more to Kenya than to Malawi.", LOANS),
    "the first of all": ("Peru took in more of them than Chile.", FIRST),
    "fewer": ("There were fewer raids in 2019 than in 2018.", YEARS),
    "its own figure": ("Denmark sold 17 tonnes of salmon to the fund.", SALES),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
