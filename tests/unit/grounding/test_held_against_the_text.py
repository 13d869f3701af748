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
FREED = (
    "In an earlier round, in April 2019, 60 sailors were freed. Talks about the island broke off three "
    "weeks later over a lighthouse."
)
AGAIN = "The governor thanked the bishop and said a second visit was possible in the autumn."
SENT = (
    "Ostra sent 25 men home, most of them caught in the forest. The two sides freed 70 men in all."
)
GUARDS = "It is to get ten more guards. At present the bridge has 14, none of whom is armed."
HANDED = "Ostra handed over 25 men on Monday and got 31 of its own back. Kell watched the exchange."
CHARGED = "Police handed Ada Lund, a former clerk who was sentenced in 2011, to Velland."
TOLL = "Ostra abolished the toll in 2011 but has kept it for salt."
COURTS = "The minister said that the courts, not the cabinet, would decide first."
ASKED = "The mayor demanded that the assembly set up a commission, and threatened to leave."
TAKEN = "The sailors were arrested at the inn by guards after the feast and handed to soldiers."
URGED = "The consul urged both councils to make public the letters that were found in the mill."
LAWYER = "His lawyer, Ida Kern, said that he had come to Lomm for the races. Jon Vail was held on Friday."
CROWD = "The guards said that 90 people came to the pier, the dockers spoke of 700."
FLOW = "A tribunal ruled in June that Ostra may not cut the flow below 300 litres a second."
NO_ACCESS = "The surveyors have had no access to the lock since May. It will not be closed."

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
    "the date of another deed": (
        "Talks about the island broke off in April 2019 after 60 sailors had been freed.",
        FREED,
    ),
    "what is excepted": ("Ostra abolished the toll for salt in 2011.", TOLL),
    "what is set against it": ("The minister said that the cabinet would decide first.", COURTS),
    "only demanded": ("The assembly has set up a commission.", ASKED),
    "handed to them": ("Soldiers arrested the sailors at the inn after the feast.", TAKEN),
    "only urged": ("Both councils made public the letters that were found in the mill.", URGED),
    "the other's count": ("The guards said that 700 people came to the pier.", CROWD),
    "only possible": ("The governor said a second visit would take place in the autumn.", AGAIN),
    "most of another count": ("Most of the 70 men had been caught in the forest.", SENT),
    "turned around": ("Kell handed over 25 men on Monday.", HANDED),
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
    "its own time": ("Talks about the island broke off three weeks later.", FREED),
    "abolished": ("Ostra abolished the toll in 2011.", TOLL),
    "who will decide": ("The courts would decide first, the minister said.", COURTS),
    "demanded": ("The mayor demanded that the assembly set up a commission.", ASKED),
    "arrested by guards": ("Guards arrested the sailors at the inn after the feast.", TAKEN),
    "urged": ("The consul urged the two councils to publish the letters found in the mill.", URGED),
    "whose lawyer": ("Vail's lawyer said that he had come to Lomm for the races.", LAWYER),
    "their own count": ("The guards said that 90 people came to the pier.", CROWD),
    "so much or more": (
        "A tribunal ruled that Ostra must keep the flow at 300 litres a second or more.",
        FLOW,
    ),
    "no access": ("The surveyors have not been allowed into the lock since May.", NO_ACCESS),
    "possible": ("The governor said there could be a second visit in the autumn.", AGAIN),
    "most of its own": ("Ostra sent home 25 men, most of them caught in the forest.", SENT),
    "none of them": ("The bridge now has 14 guards, who are not armed.", GUARDS),
    "handed over": ("On Monday Ostra handed over 25 men.", HANDED),
    "who somebody is": ("Ada Lund was sentenced in 2011.", CHARGED),
    "one": ("One miner died in the shaft.", COUNTED),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_the_text_does_not_tell_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_it_tells_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
