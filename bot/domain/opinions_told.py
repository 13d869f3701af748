"""Before a sentence out of an opinion piece: that it is one, so that it is not told as a fact."""

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
