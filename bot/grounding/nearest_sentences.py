"""The source sentences that a sentence comes nearest to, out of a whole article."""

from __future__ import annotations

from dataclasses import replace

from bot.grounding.grounds import Ground, Grounds
from bot.memory.frequencies import weight_of

#: Share of the weight of a sentence's words that a source sentence must hold to be what it retells.
LEAST_HELD = 0.6
#: How much less than the best one another may hold and be counted beside it.
CLOSE = 0.15


def nearest(claim: Ground, grounds: Grounds) -> Grounds | None:
    """The grounds cut to the sentences that a sentence surely retells; None where there are none."""
    weights = {root: weight_of(root) for root in claim.content}
    total = sum(weights.values())
    if not total:
        return None
    held = [(sum(weights[root] for root in claim.content & g.content), g) for g in grounds.cited]
    best = max((share for share, _ in held), default=0.0)
    if best < LEAST_HELD * total:
        return None
    near = tuple(ground for share, ground in held if share >= best - CLOSE * total)
    return replace(grounds, cited=near, nearby=())
