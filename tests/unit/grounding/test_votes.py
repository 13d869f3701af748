"""The three ways of voting exclude each other."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

BODY = "Oseland abstained. The other six members of the Vell Pact voted in favour of the toll."
HALL = (
    "Maravia and Kadria voted against the motion, and Estmark voted for it. Tarnow, which buys "
    "its grain from Kadria, abstained from the vote."
)
NO = "Ostra did not vote for the text, and Ida Kern abstained."
WITH = "The text passed, with Estmark voting in favour and Tarnow abstaining."

AS_DID = "Oseland abstained, as did Kadria and Tarnow. Ostra did not take part in the vote."

FALSE = {
    "as others did": ("Kadria voted in favour.", AS_DID),
    "took no part": ("Ostra abstained.", AS_DID),
    "for, abstained": ("Oseland voted in favour of the toll.", BODY),
    "against, abstained": ("Oseland voted against the toll.", BODY),
    "for, against": ("Kadria voted for the motion.", HALL),
    "abstained, against": ("Maravia abstained from the vote.", HALL),
    "abstained, for": ("Estmark abstained.", HALL),
    "one of two": ("Kadria and Estmark voted for the motion.", HALL),
    "no, for": ("Estmark voted no.", HALL),
    "with a participle": ("Estmark voted against.", WITH),
    "a person": ("Ida Kern voted against.", NO),
}
TRUE = {
    "as others did": ("Tarnow abstained.", AS_DID),
    "abstained": ("Oseland abstained from the vote on the toll.", BODY),
    "members for": ("Six members of the Vell Pact voted in favour.", BODY),
    "both against": ("Kadria and Maravia voted against the motion.", HALL),
    "for": ("Estmark voted in favour of the motion.", HALL),
    "against, by no": ("Maravia voted no.", HALL),
    "abstained, inserted clause": ("Tarnow abstained.", HALL),
    "in favour, for": ("Fourteen members voted in favour.", "Ostra and 14 members voted for it."),
    "with a participle": ("Tarnow abstained.", WITH),
    "two votes of one": (
        "Ostra voted for the second text.",
        "Ostra abstained in the first vote. Ostra voted for the second text.",
    ),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_another_way_of_voting_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_the_way_of_voting_as_told_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
