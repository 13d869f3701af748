"""What stands before a posted sentence, so that it is not told as a fact: opinion, and who says it."""

from __future__ import annotations

from bot.domain.claims import CitedClaim
from bot.domain.messages import Words, words
from bot.domain.opinions import is_opinion


def opinion_lead(claim: CitedClaim) -> Words | None:
    """Where it was written, if all that the sentence rests on is opinion."""
    citations = claim.citations
    if not all(is_opinion(c.title, c.url, c.quote) for c in citations):
        return None
    outlets = ", ".join(dict.fromkeys(c.outlet for c in citations if c.outlet))
    if not outlets:
        return words("In an opinion piece:")
    return words("In an opinion piece in {outlet}:", outlet=outlets)


def told_lead(claim: CitedClaim) -> Words | None:
    """What keeps a sentence from being told as a fact: that it is opinion, or whose word it is."""
    return opinion_lead(claim) or spoken_lead(claim)


def with_speaker(lead: Words, claim: CitedClaim) -> Words:
    """A lead, and whose word the sentence behind it is where that is nobody's report."""
    spoken = spoken_lead(claim)
    return lead if spoken is None else lead.followed_by(words(" ")).followed_by(spoken)


def spoken_lead(claim: CitedClaim) -> Words | None:
    """Who says it, where the sentence does not name its speaker: it is no fact of the outlet's."""
    if claim.speaker is None or claim.speaker in claim.text:
        return None
    return words("{speaker}:", speaker=claim.speaker)
