"""What is said is given to who says it, also where a pronoun or a joined verb does."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

JOINED = (
    "“We are pleased,” the mayor, Ida Kern, told the council. Jon Vail, who leads the opposition, "
    "backed the plan but said it came a year late."
)
SHE = "In Lorn the nurses were met by the consul, Ada Holm. She said they were tired but unhurt."

FALSE = {
    "joined": ("Ida Kern said that the plan came a year late.", JOINED),
    "pronoun": ("Ida Kern said the nurses were tired but unhurt.", SHE + " Ida Kern was in Vell."),
}
TRUE = {
    "joined": ("Jon Vail said that the plan came a year late.", JOINED),
    "pronoun": ("Ada Holm said that the nurses were tired but unhurt.", SHE),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_anothers_words_are_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_own_words_pass(claim, told) -> None:
    assert verify(claim, [told]) == ()
