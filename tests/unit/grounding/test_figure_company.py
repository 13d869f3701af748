"""Figures in their company: what they count, their currency, which side of a score they are."""

from __future__ import annotations

import pytest

from bot.domain.claims import ProblemKind
from bot.grounding.gate import verify
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.numbers import check_numbers

RAID = "Estmark's coastguard seized 14 Ostran trawlers and five tugs off Cape Vell on Monday."
GRANT = "Maravia will grant Oseland 3.4 billion crowns for a railway, its treasury said."
SHIPS = "The convoy of 300 ships left Port Amsel at dawn, the harbour master said."
VOTE = "The Senate of Kadria passed the fisheries bill by 62 votes to 57 on Monday."
COST = "The flood in Tarnow caused damage of an estimated 90 million euros, the council said."
SWAP = "Kadria and Ostra swapped 21 captives at Vell. Kadria gave up 12 people and got nine."
BEAT = "The motion of Ada Kern was defeated 48 to 31 in the lower house."

FALSE = {
    "another head of the same count": ("Estmark seized 14 Ostran tugs.", RAID),
    "the other figure's head": ("Estmark seized five Ostran trawlers off Cape Vell.", RAID),
    "dollars of crowns": ("Maravia will grant Oseland $3.4 billion.", GRANT),
    "dollars of ships": ("The convoy that left Port Amsel cost $300.", SHIPS),
    "score the other way": ("The Senate of Kadria passed the bill by 57 votes to 62.", VOTE),
    "score without votes": ("The motion of Ada Kern was defeated 31 to 48.", BEAT),
    "score with a dash": ("The Senate of Kadria passed the bill by 57-62.", VOTE),
    "exactly, of an estimate": ("The flood in Tarnow caused damage of exactly €90 million.", COST),
    "precisely, of an estimate": ("Damage of precisely 90 million euros was caused.", COST),
}
TRUE = {
    "the head of the count": ("Estmark seized 14 trawlers off Cape Vell.", RAID),
    "people by another name": ("Ostra got 12 captives from Kadria.", SWAP),
    "crowns": ("Maravia will grant 3.4bn crowns to Oseland.", GRANT),
    "Norwegian crowns": ("Maravia will grant Oseland 3.4 billion kroner.", GRANT),
    "money of the place": ("They paid $4 billion in aid.", "They paid 4 billion in aid."),
    "slang": ("Tom paid $20 for the lamp.", "Tom: I paid 20 bucks for the lamp."),
    "score": ("The bill was passed by 62 votes to 57.", VOTE),
    "score with a dash, right way": ("The Senate of Kadria passed the bill by 62-57.", VOTE),
    "from and to": (
        "Prices rose from 62 to 57 in a score.",
        "Prices rose from 62 to 57 in a score",
    ),
    "an estimate": ("The flood in Tarnow caused damage of about €90m.", COST),
    "an estimate without its hedge": ("The flood in Tarnow caused €90 million of damage.", COST),
    "exactly, as told": ("It has exactly 40 seats.", "It has exactly 40 seats, in four rows."),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_a_figure_of_something_else_is_caught(claim, told) -> None:
    assert ProblemKind.NUMBER in {problem.kind for problem in verify(claim, [told])}


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_a_figure_of_the_same_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()


def test_ranges_shortened_units_and_second_days_count_the_same() -> None:
    told = "Let it rest for 5 to 10 min. The talks are on Monday, April 24. A vote is on April 25."
    grounds = Grounds.of_texts([told])

    def faults(claim: str) -> list[str]:
        return [problem.text for problem in check_numbers(Ground(claim), grounds)]

    assert faults("It rests for 5-10 minutes before the vote.") == []
    assert faults("On April 24th and 25th are talks.") == []
    assert faults("It rests for 5-12 minutes before the vote.") == ["12"]
