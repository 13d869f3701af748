"""Deeds that the sources tell as still to come, as not done, or the opposite of."""

from __future__ import annotations

import pytest

from bot.domain.claims import ProblemKind
from bot.grounding.gate import verify

PACT = (
    "Ostra's senate ratified the water pact with Kadria on Monday. Kadria has signed the pact but "
    "has yet to ratify it."
)
BRIDGE = "Maravia will build a bridge at Vell for Oseland, the transport ministry said on Monday."
FLEET = "Estmark plans to sell six frigates to Tarnow. Tarnow is expected to join the pact in May."
OFFER = "It follows an offer of 900 grain wagons from Ostra that Kadria turned down in April."
TALKS = "Oseland pulled out of the grain talks with Estmark on Tuesday after a row over prices."
BILL = (
    "Parliament in Maravia rejected the fishing bill. Tarnow opened its border with Ostra in May."
)
LOAN = "Estmark will lend Tarnow 700 million francs to rebuild the harbour of Amsel."
CREW = "Kadria failed to free the crew of the Astra. Ostra freed two sailors of the Meridian."
ENVOY = (
    "Maravia has not yet named an envoy to Ostra. Oseland named Ida Kern as its envoy on Friday."
)
TOLL = "Ostra said it would lift the toll at Vell on Monday."
DUE = "Estmark signed the pact on Monday. Oseland has yet to sign the pact."

FALSE = {
    "yet to ratify": ("Kadria has ratified the water pact.", PACT),
    "yet to ratify, simple past": ("Kadria ratified the pact with Ostra.", PACT),
    "will build": ("Maravia built a bridge at Vell for Oseland.", BRIDGE),
    "will build, perfect": ("Maravia has built a bridge at Vell.", BRIDGE),
    "plans to sell": ("Estmark sold six frigates to Tarnow.", FLEET),
    "is expected to": ("Tarnow joined the pact in May.", FLEET),
    "turned down, accepted": ("Kadria accepted 900 grain wagons from Ostra.", OFFER),
    "pulled out, joined": ("Oseland joined the grain talks with Estmark on Tuesday.", TALKS),
    "rejected, approved": ("Parliament in Maravia approved the fishing bill.", BILL),
    "opened, closed": ("Tarnow closed its border with Ostra in May.", BILL),
    "will lend": ("Estmark lent Tarnow 700 million francs.", LOAN),
    "said it would": ("Ostra said it had lifted the toll.", TOLL),
    "failed to free": ("Kadria freed the crew of the Astra.", CREW),
    "signed, will sign": ("Estmark will sign the pact.", DUE),
    "named, will name": ("Oseland will name Ida Kern as its envoy.", ENVOY),
    "not yet": ("Maravia has named an envoy to Ostra.", ENVOY),
}
TRUE = {
    "ratified": ("Ostra's senate ratified the water pact on Monday.", PACT),
    "signed": ("Kadria has signed the pact.", PACT),
    "has not ratified": ("Kadria has not yet ratified the pact.", PACT),
    "will build": ("Maravia will build a bridge at Vell.", BRIDGE),
    "is to build": ("Maravia is to build a bridge for Oseland at Vell.", BRIDGE),
    "plans": ("Estmark plans to sell frigates to Tarnow.", FLEET),
    "refused, turned down": ("Kadria turned down an offer of grain wagons from Ostra.", OFFER),
    "left, pulled out": ("Oseland pulled out of the talks over prices on Tuesday.", TALKS),
    "voted down": ("Parliament in Maravia rejected the bill.", BILL),
    "opened": ("Tarnow opened its border in May.", BILL),
    "will lend": ("Estmark will lend 700 million francs to Tarnow.", LOAN),
    "did not free": ("Kadria failed to free the Astra's crew.", CREW),
    "somebody else did": ("Ostra freed two sailors of the Meridian.", CREW),
    "said it would": ("Ostra will lift the toll at Vell, it said.", TOLL),
    "must still": ("The pact must still be signed by Oseland.", DUE),
    "yet to": ("Oseland has not yet signed the pact.", DUE),
    "still has to": ("Oseland still has to sign the pact.", DUE),
    "named": ("Oseland has named Ida Kern as its envoy.", ENVOY),
    "a month before the verb": (
        "Ida Kern, expelled by Kadria, met Ruben Stahl.",
        "Ida Kern, who was expelled by Kadria in May, met Ruben Stahl in Vell.",
    ),
    "done as well as planned": (
        "Tarnow closed the mine.",
        "Tarnow plans to close a second mine. Tarnow closed the mine at Vell in 2019.",
    ),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_a_deed_that_is_not_done_is_caught(claim, told) -> None:
    assert ProblemKind.NEGATION in {problem.kind for problem in verify(claim, [told])}


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_a_deed_as_it_is_told_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
