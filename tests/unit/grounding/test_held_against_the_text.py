"""Claims made of an article's own words: conditions, bounds, parts, figures, mouths, open questions."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

READY = "Ostra said it would be ready to reopen the pass in May if Velland took away its guns."
STAY = "The envoy said the guns would stay until a survey was made. The feast ended on Sunday."
PUPILS = "The school counts 340 pupils, 90 of them from Ostra. It has a library."
LORRIES = "Some 250 lorries stood at the gate, among them 30 with medicine."
GUILD = "The guild speaks for 700 of the town's 1,200 weavers."
TOLLS = (
    "Exports over the bridge sank by 31 percent in the winter, and the toll house was shut. Traffic on "
    "the bridge is 6 percent above that of last year."
)
SHUT = (
    "Ostra accused Velland of hiding two barges behind the island. In the winter both mills on the "
    "shore were burnt down."
)
DANGER = "The treasurer would not say whether the bonds of 80 million crowns were in danger."
UNION = "The League said it followed the arrests with concern and asked both sides for calm."
PRISON = "The two sailors left prison on Monday but may not leave the country."
ENDED = "The council has suspended the contract with the ferry. No decision on ending it was taken."
ENTER = "The inspectors reached the mill at noon but were not allowed to enter the cellar."
COUNTED = "One miner died in the shaft, and four others were taken to hospital."

FALSE = {
    "a condition dropped": ("Ostra said it would be ready to reopen the pass in May.", READY),
    "another bound": ("The envoy said the guns would stay until the feast was over.", STAY),
    "a part's of all": ("The school counts 340 pupils from Ostra.", PUPILS),
    "a part's, named behind": ("Some 250 lorries with medicine stood at the gate.", LORRIES),
    "the whole for the part": ("The guild speaks for 1,200 weavers of the town.", GUILD),
    "another sentence's figure": (
        "Traffic on the bridge is 31 percent above that of last year.",
        TOLLS,
    ),
    "the writer's word": ("Ostra accused Velland of burning down both mills on the shore.", SHUT),
    "left unsaid": ("The bonds of 80 million crowns are in danger, the treasurer said.", DANGER),
    "an act of no one's": (
        "The League condemned the arrests and asked both sides for calm.",
        UNION,
    ),
    "done by what is denied": ("The two sailors left the country on Monday.", PRISON),
    "ended for suspended": ("The council has ended the contract with the ferry.", ENDED),
    "not allowed": ("The inspectors entered the cellar of the mill at noon.", ENTER),
    "four for one": ("Four miners died in the shaft.", COUNTED),
}
TRUE = {
    "with its condition": (
        "Ostra said it would be ready to reopen the pass in May once Velland's guns were gone.",
        READY,
    ),
    "its own bound": ("The guns would stay until there was a survey, the envoy said.", STAY),
    "a part as a part": ("Of the school's 340 pupils 90 are from Ostra.", PUPILS),
    "all of them": ("Some 250 lorries stood at the gate.", LORRIES),
    "the part": ("The guild speaks for 700 weavers.", GUILD),
    "its own figure": ("Traffic on the bridge is 6 percent above last year's.", TOLLS),
    "both figures": (
        "Exports over the bridge sank by 31 percent, while traffic is 6 percent above last year's.",
        TOLLS,
    ),
    "their word": ("Ostra accused Velland of hiding two barges.", SHUT),
    "left open": ("The treasurer declined to say if the bonds were in danger.", DANGER),
    "asked for": ("The League called on both sides for calm.", UNION),
    "out of prison": ("The two sailors left prison on Monday.", PRISON),
    "suspended": ("The council has suspended its contract with the ferry.", ENDED),
    "reached": ("The inspectors reached the mill at noon.", ENTER),
    "one": ("One miner died in the shaft.", COUNTED),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_the_text_does_not_tell_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_it_tells_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
