"""Words that stand together in a sentence, and in its sources only far from each other.

"The harbour strike" is told by nobody where the harbour was closed by ice and the teachers went on
strike: each word is known, and the two have nothing to do with each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.grounding.grounds import Ground, Grounds
from bot.grounding.support import telling_words
from bot.grounding.tokens import Token
from bot.memory.frequencies import weight_of

#: How many content words farther two known words of the sources may stand and still be together.
NEAR = 8
#: How many telling words farther on the other word of a pair is: the next one, and the one after.
REACH = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Two telling words of a sentence that stand beside each other and are both known."""

    one: Token
    other: Token
    is_apart: bool

    @property
    def weight(self) -> float:
        """What it counts: as much as the more common of the two."""
        return min(weight_of(self.one.stem), weight_of(self.other.stem))


def share_apart(claim: Ground, grounds: Grounds) -> tuple[float, Pair | None]:
    """The share, 0 to 1, of a sentence's known pairs that the sources have apart; the worst one."""
    pairs = list(_pairs(claim, grounds))
    apart = [pair for pair in pairs if pair.is_apart]
    if not apart:
        return 0.0, None
    share = sum(pair.weight for pair in apart) / sum(pair.weight for pair in pairs)
    return share, max(apart, key=lambda pair: pair.weight)


def _pairs(claim: Ground, grounds: Grounds) -> Iterator[Pair]:
    words = telling_words(claim)
    for reach in range(1, REACH + 1):
        for one, other in zip(words, words[reach:], strict=False):
            here, there = (grounds.places.get(word.stem) for word in (one, other))
            if here and there and one.stem != other.stem:
                yield Pair(one, other, _distance(here, there) > NEAR)


def _distance(some: Sequence[int], others: Sequence[int]) -> int:
    """The least distance between a place of the one and a place of the other, both in order."""
    few, many = sorted((some, others), key=len)
    return min(
        abs(place - near)
        for place in few
        for at in (bisect_left(many, place),)
        for near in many[max(0, at - 1) : at + 1]
    )
