"""Chats are read in the full words in which claims about them are written."""

from __future__ import annotations

import pytest

from bot.grounding.chat_writing import in_full
from bot.grounding.gate import verify

CHAT = "Ida: {} Bo: Ok! Ida: See you there. Bo: Bye."

TRUE = {
    "tomorrow": ("Ida and Bo will row to the island tomorrow.", "Row to the island tmrw?"),
    "a weekday": ("Ida and Bo will row to the island on Friday.", "Row to the island on fri?"),
    "in small letters": ("Ida and Bo will row out on Sunday.", "Row out on sunday?"),
    "a dotted time": ("Ida and Bo will row out at 7:30.", "Row out at 7.30?"),
    "a spoken time": ("Ida and Bo will row out at 6:45.", "Row out at quarter to seven?"),
    "a contracted name": ("Jane will row to the island.", "Jane'll row to the island."),
    "as it is quoted": ("Ida wrote “row out on fri”.", "Will you row out on fri?"),
}
FALSE = {
    "another day": ("Ida and Bo will row to the island on Monday.", "Row to the island on fri?"),
    "another time": ("Ida and Bo will row out at 8:30.", "Row out at 7.30?"),
}


@pytest.mark.parametrize(("claim", "written"), TRUE.values(), ids=TRUE)
def test_what_is_written_short_is_told_in_full(claim, written) -> None:
    assert verify(claim, [CHAT.format(written)]) == ()


@pytest.mark.parametrize(("claim", "written"), FALSE.values(), ids=FALSE)
def test_another_is_caught(claim, written) -> None:
    assert verify(claim, [CHAT.format(written)]) != ()


def test_a_question_answered_no_is_a_denial() -> None:
    chat = "Bo: Are you rowing out? Ida: No, I'm busy. Bo: Oh! Ida: Next time."
    assert verify("Ida is not rowing out.", [chat]) == ()


@pytest.mark.parametrize(
    "text", ["They wed in May and r u b were letters.", "At 7.30 crowns each, u get ten."]
)
def test_other_texts_stay_as_they_are(text) -> None:
    assert in_full(text) == text
