"""What is alleged or denied is told as such; denials are retold in full."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

BUOYS = (
    "Ida Kern said the Ostran navy had shifted the buoys off Vell by night. Jon Vail denied this. "
    "“We touched nothing,” he said."
)
SHELLS = "Maravia denied that its gunners had shelled the port of Amsel. Nobody was hurt."
SPIES = "Estmark accused Kadria of jamming radio signals along the border on Monday."
RIGGED = "The opposition alleges that the governor bought votes in Tarnow. He denies it."
PLAIN = (
    "The bridge at Vell had been closed, Ida Kern said. Jon Vail denied a request for toll data."
)

ARMS = "Kadria, which Estmark accuses of arming the rebels, welcomed the pact. It denies the accusation."
CALLED = "The bill was withdrawn under what the speaker called pressure from the mills."

FALSE = {
    "accused in a clause of its own": ("Kadria armed the rebels.", ARMS),
    "what somebody called so": ("The bill was withdrawn under pressure from the mills.", CALLED),
    "said and denied": ("The Ostran navy shifted the buoys off Vell.", BUOYS),
    "accused": ("Kadria jammed radio signals along the border.", SPIES),
    "accused, with a day": ("On Monday Kadria was jamming radio signals along the border.", SPIES),
    "alleged": ("The governor bought votes in Tarnow.", RIGGED),
    "denied": ("Maravia's gunners shelled the port of Amsel.", SHELLS),
    "who accuses denies": ("Ida Kern denied that the navy had shifted the buoys.", BUOYS),
    "denied the denial": ("Jon Vail denied that the navy had not shifted the buoys.", BUOYS),
}
TRUE = {
    "a pronoun's denial": ("Kadria denies arming the rebels.", ARMS),
    "said so": ("Ida Kern said the Ostran navy had shifted the buoys.", BUOYS),
    "denied this, in full": ("Jon Vail denied that the navy had shifted the buoys.", BUOYS),
    "denied doing": ("Maravia denied shelling Amsel.", SHELLS),
    "denied that": ("Maravia denied that its gunners shelled Amsel.", SHELLS),
    "accused": ("Estmark accused Kadria of jamming radio signals.", SPIES),
    "allegedly": ("Kadria allegedly jammed radio signals along the border.", SPIES),
    "alleged": ("The opposition alleges that the governor bought votes.", RIGGED),
    "said, and something else denied": ("The bridge at Vell had been closed.", PLAIN),
    "told as a fact elsewhere": (
        "Kadria jammed radio signals along the border.",
        f"{SPIES} Kadria jammed radio signals along the border in 2019.",
    ),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_an_allegation_as_a_fact_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_as_it_was_said_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
