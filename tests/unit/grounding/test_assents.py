"""What was asked in a chat and excused from was not agreed on."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

EXCUSED = (
    "Ida: Shall we walk to the lighthouse at four? Bo: I have to mend the sail for the regatta. "
    "Ida: Oh, is it torn? Bo: Badly. The mast too. Ida: I see."
)
AGREED = EXCUSED.replace("I have to mend", "Sure! After four though, I have to mend")
LATER = EXCUSED.replace("Oh, is it torn?", "At six then?").replace("Badly.", "Ok, six.")
SAID = EXCUSED.replace("Ida: I see.", "Ida: So we walk tomorrow.")


@pytest.mark.parametrize("verb", ["agreed", "decide", "planned", "arranged"])
def test_what_is_excused_from_is_not_agreed(verb) -> None:
    assert verify(f"Ida and Bo {verb} to walk to the lighthouse.", [EXCUSED]) != ()


@pytest.mark.parametrize("told", [AGREED, LATER, SAID], ids=["yes", "another time", "told later"])
def test_what_is_said_yes_to_is(told) -> None:
    assert verify("Ida and Bo agreed to walk to the lighthouse.", [told]) == ()


def test_what_is_discussed_is_discussed() -> None:
    assert verify("Ida and Bo discussed a walk to the lighthouse.", [EXCUSED]) == ()
