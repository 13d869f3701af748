"""Drafts are held to the sentences that they cite: deeds, degrees, doers, objects, tellers, plans."""

from __future__ import annotations

import pytest

from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.grounding.gate import check_draft
from tests.builders import article, evidence

CALLED = "The Ostran delegation called the draft thin and asked for a pause until Friday."
OFFER = "The Lake Bank offered fishermen 40 million crowns over two years."
CREW = "The mate and three deckhands have been kept in the port of Amsel since 3 May."
GATES = "Ostra has closed nine gates of the canal; Velland keeps its gates open."
MEALS = "Cooks of the garrison had served the convoy of 12 buses, the driver said."
SUPPORT = "The party would back the budget as it was and oppose any new tax, its leader said."
LEADS = "The ruling bloc, Hearth and Field, trails the Reform League by four points in the poll."
WHETHER = "She did not say whether the ministry would comply with the order."
KEEN = "Norland and Ostra have shown interest in building the pier."
TWO = (
    "The harbour office expects the pier to bring 700 jobs.",
    "The dockers' union fears that it would cost 200 jobs on the old quay.",
)
BOATS = "The patrol has searched 31 boats since May and kept two."

FALSE = {
    "a deed of its own": (
        "The Ostran delegation rejected the draft and asked for a pause.",
        CALLED,
    ),
    "given for offered": ("The Lake Bank gave fishermen 40 million crowns.", OFFER),
    "paid for offered": ("The Lake Bank paid fishermen 40 million crowns over two years.", OFFER),
    "the whole of a part": ("The mate and the entire crew have been kept in Amsel.", CREW),
    "joined by another": ("Ostra and Velland have closed nine gates of the canal.", GATES),
    "another's deed": (
        "The convoy of 12 buses had been served by villagers, the driver said.",
        MEALS,
    ),
    "another deed's object": (
        "The party would oppose the budget as it was, its leader said.",
        SUPPORT,
    ),
    "turned around past a name": (
        "The Reform League trails the ruling bloc by four points.",
        LEADS,
    ),
    "will for whether": ("The ministry will comply with the order.", WHETHER),
    "will for keen to": ("Norland and Ostra will build the pier.", KEEN),
    "the figure of another deed": ("The patrol has kept 31 boats since May.", BOATS),
    "another's word": ("The pier will bring 700 jobs, the dockers' union fears.", TWO),
}
TRUE = {
    "another verb for it": ("The Ostran delegation requested a pause until Friday.", CALLED),
    "offered": ("Fishermen were offered 40 million crowns by the Lake Bank.", OFFER),
    "a part as a part": ("Three deckhands have been held in the port of Amsel since 3 May.", CREW),
    "one of two": ("Nine gates of the canal have been closed by Ostra.", GATES),
    "in the passive": (
        "The convoy of 12 buses was served by cooks of the garrison, the driver said.",
        MEALS,
    ),
    "its own object": ("The party would oppose any new tax, its leader said.", SUPPORT),
    "past a name": ("The ruling bloc trails the Reform League by four points in the poll.", LEADS),
    "left open": ("She did not say whether the order would be complied with.", WHETHER),
    "keen to": ("Norland and Ostra are interested in building the pier.", KEEN),
    "its own figure": ("The patrol has kept two of 31 boats searched since May.", BOATS),
    "both words": (
        "The harbour office expects 700 jobs; the dockers' union fears the loss of 200.",
        TWO,
    ),
}


def passes(claim: str, told: str | tuple[str, ...]) -> bool:
    spans = (told,) if isinstance(told, str) else told
    draft = DraftClaim(claim, tuple(DraftSpan(1, span) for span in spans))
    return isinstance(check_draft(draft, evidence(article(" ".join(spans)))), CitedClaim)


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_the_cited_sentences_do_not_tell_is_caught(claim, told) -> None:
    assert not passes(claim, told)


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_they_tell_passes(claim, told) -> None:
    assert passes(claim, told)
