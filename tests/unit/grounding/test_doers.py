"""A country does what its sources have it do, and not what they have another do."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

PORT = "Ghana approved the harbour treaty on Monday. Togo and Benin will debate the text in June."
AID = "Norway sent 40 field hospitals to the valley. Peru's president thanked the donors."
STRIKE = "Chad's air force bombed two rebel camps near the lake. Niger closed its border at night."
GAVE = "Kenya handed over 11 captives at the bridge. Uganda had held nine Kenyans."
PASSIVE = "The harbour treaty was approved on Monday. Togo welcomed it."

FALSE = {
    "another approved": ("Togo approved the harbour treaty on Monday.", PORT),
    "another sent": ("Peru sent 40 field hospitals to the valley.", AID),
    "nobody in particular": ("Ghana approved the treaty.", f"{PASSIVE} Ghana signed it."),
    "another gave": ("Uganda handed over 11 captives at the bridge.", GAVE),
}
TRUE = {
    "as told": ("Ghana approved the harbour treaty.", PORT),
    "will debate": ("Togo and Benin will debate the harbour treaty.", PORT),
    "sent": ("Norway sent 40 field hospitals.", AID),
    "its forces": ("Chad bombed two rebel camps near the lake.", STRIKE),
    "received": ("Uganda received 11 captives from Kenya at the bridge.", GAVE),
    "nobody in particular": ("The treaty was approved.", f"{PASSIVE} Ghana signed it."),
    "in initials": (
        "EU leaders called for a pause of the raids.",
        "In Brussels, leaders of the European Union called for a pause of the raids.",
    ),
    "both": (
        "Togo approved the harbour treaty as well.",
        f"{PORT} Togo approved the harbour treaty as well.",
    ),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_a_deed_of_another_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_a_deed_of_its_own_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
