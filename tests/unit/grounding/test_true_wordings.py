"""True sentences in other words than their sources', each of a kind that was refused once."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

MINISTER = "The transport minister, Ola Renn, said the ferry would be inspected."
SHARES = "Stock of the shipyard Brenn, which sells a fifth of its boats in Velland, lost 3 percent."
HALVES = "Prices of rice in Amsel slid to 12 percent in May from 17 in March."
POLL = "A survey found 52 percent for the bridge, 31 against."
BILL = "Two members of the bloc stayed away when the assembly voted on the bill; it passed by 70 votes to 66."
JUDGES = "The court, which ruled with three votes to two, objected that the law let offices keep pictures."
ATTEMPT = "The owner denied that there had been an attempt to flee and said the radio had failed."
SECOND = "A group has proposed that a third state check the pier twice a year."
LATER = (
    "The council approved the loan of 40 million crowns on Monday, two weeks later than planned."
)
OFFICE = "The office says 70 cents are enough for a meal; the charity Hearth puts the cost at 1.20 dollars."
PEOPLE = "The opposition in Dravia wants the envoy to be called home."
MEASLES = "Cholera killed 4,000 people in 2024, most of them miners."
BEYOND = "Its director said the launch could be moved to June at no cost but not beyond."
SALT = "You could put some salt into the water. Brine may slow the rust on the hull."
RESOLUTION = (
    "The assembly passed Resolution No. 318 on Monday. The plan has no. 4 of the locks in it."
)
VOTELESS = "With no vote whatsoever, the members were left to the mercy of the chair."
EYES = "These are signs to look for: 1 Heavy eyelids and sometimes blurred sight may point to the illness."
ASKED = "Ada: Ruben and Lena, could you look after the boat? Ruben: Sure, Lena will paint it."
ENVOY = "Ostra called the canal closed. Its envoy in Amsel, Bram Tholl, was received on Monday."

CASES = {
    "an office opens it": (
        "Transport minister Ola Renn said the ferry would be inspected.",
        MINISTER,
    ),
    "a word before the name": (
        "Stock of Brenn, which sells a fifth of its boats in Velland, lost 3 percent.",
        SHARES,
    ),
    "a percent told once": (
        "Rice prices in Amsel slid from 17 percent in March to 12 percent in May.",
        HALVES,
    ),
    "the other share": ("In a survey 52 percent were for the bridge and 31 percent against.", POLL),
    "passed by votes": ("The assembly passed the bill by 70 votes to 66.", BILL),
    "ruled, and not out": (
        "By three votes to two the court objected to offices keeping pictures.",
        JUDGES,
    ),
    "a denied attempt": (
        "The owner denied any attempt to flee and said the radio had failed.",
        ATTEMPT,
    ),
    "a third one": ("A group proposes that the pier be checked by a third state.", SECOND),
    "how much later": ("The loan was approved on Monday, two weeks late.", LATER),
    "says a sum": ("Hearth says 1.20 dollars.", OFFICE),
    "a people": ("The Dravian opposition wants the envoy called home.", PEOPLE),
    "a name in small letters": (
        "Most of the 4,000 people killed by cholera in 2024 were miners.",
        MEASLES,
    ),
    "advice": ("Put some salt into the water.", SALT),
    "the may of a note": ("May slow the rust on the hull", SALT),
    "a number": ("Resolution number 318 was passed by the assembly on Monday.", RESOLUTION),
    "without and with no": (
        "The members were without a vote and were left to the mercy of the chair.",
        VOTELESS,
    ),
    "a may left out with its verb": ("Sometimes blurred sight", EYES),
    "a request": ("Lena and Ruben look after the boat.", ASKED),
    "what is left out": (
        "The launch could be moved to June at no cost, its director said.",
        BEYOND,
    ),
    "its envoy": ("Bram Tholl, Ostra's envoy in Amsel, was received on Monday.", ENVOY),
}


@pytest.mark.parametrize(("claim", "told"), CASES.values(), ids=CASES)
def test_it_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()


def test_whose_envoy_is_told_by_the_sentence_before() -> None:
    told = f"{ENVOY} Velland did not comment."
    assert verify("Bram Tholl is Velland's envoy in Amsel.", [told]) != ()


def test_ruled_out_denies_still() -> None:
    told = "The minister ruled out a new toll on the bridge."
    assert verify("The minister announced a new toll on the bridge.", [told]) != ()
