"""Passages ranked by what their whole articles hold, and by how well their articles' dates fit.  Pure.

A question's words rarely all stand in one passage: who and where are said in the lead, how many
further down.  A passage therefore scores by its own BM25 and by that of its article, title and
outlet included; dates weigh both.  Lengths and dates are looked up for the leading articles alone,
so that the cost does not grow with a channel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self

import numpy as np

from bot.storage.postings import K1, B, Floats, Found, InSight, Integers, Places

#: Articles whose lengths and dates are looked up.  A date at most doubles a score: what stands
#: further down by its words alone cannot come first.
MOST_LEADING = 150
#: What a term in title or outlet adds to its article, as a share of its rarity.
_HEAD_WEIGHT = 0.7
#: Passages of one article among those that are found.
_PER_ARTICLE = 3
_SLOT = 0xFFFFFFFF


class Facts(NamedTuple):
    """What the table says of an article: its length in terms, and when it was published."""

    term_count: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Leading:
    """The articles that hold most of a question, and where in them its terms stand."""

    #: The articles' slots in order, and what their heads add.
    slots: Integers
    heads: Floats
    #: One entry for each term of each article: which article (by its place in `slots`), the term's
    #: rarity among articles, and how often it stands there.
    where: Integers
    rarities: Floats
    times: Floats
    #: Their passages with terms (``slot << 16 | passage``), and the scores of these.
    keys: Integers
    scores: Floats
    average_length: float

    @classmethod
    def of(cls, places: Places, in_sight: InSight, limit: int = MOST_LEADING) -> Self:
        """The leading articles, as if all were of the same length and age."""
        pairs, times = _by_term_and_slot(places)
        head_pairs = np.unique(places.head_terms << 32 | places.head_slots)
        rarities = places.weights * _rarities(pairs, head_pairs, len(places.weights), in_sight)
        of_pairs, of_heads = rarities[pairs >> 32], _HEAD_WEIGHT * rarities[head_pairs >> 32]
        in_body, in_head = pairs & _SLOT, head_pairs & _SLOT
        size = int(max(in_body.max(initial=-1), in_head.max(initial=-1))) + 1
        heads = _summed(in_head, of_heads, size)
        totals = heads + _summed(in_body, _saturated(of_pairs, times, 1.0), size)
        slots = _best(totals, limit)
        is_leading = np.zeros(size, np.bool_)
        is_leading[slots] = True
        kept = is_leading[in_body]
        keys, scores = places.body_scores(in_sight, is_leading[places.keys >> 16])
        return cls(
            slots=slots,
            heads=heads[slots],
            where=np.searchsorted(slots, in_body[kept]),
            rarities=of_pairs[kept],
            times=times[kept],
            keys=keys,
            scores=scores,
            average_length=in_sight.terms / max(in_sight.articles, 1) or 1.0,
        )

    def ranked(
        self, facts: Mapping[int, Facts], fits: Callable[[datetime], float] | None, limit: int
    ) -> list[Found]:
        """The best passages of the best articles; ties go to what was learned last.

        `fits` says what an article's date of publication multiplies its scores by.
        """
        known = [facts[slot] for slot in self.slots.tolist()]
        lengths = np.array([fact.term_count for fact in known]) / self.average_length
        factors = np.array([fits(fact.published_at) if fits else 1.0 for fact in known])
        values = _saturated(self.rarities, self.times, lengths[self.where])
        articles = self.heads + _summed(self.where, values, len(self.slots))
        # An article that has the terms in its head alone is shown by its first passage.
        bare = self.slots[~np.isin(self.slots, self.keys >> 16)] << 16
        keys = np.concatenate([self.keys, bare])
        at = np.searchsorted(self.slots, keys >> 16)
        scores = (np.append(self.scores, np.zeros(len(bare))) + articles[at]) * factors[at]
        order = np.lexsort((-keys, -scores))
        return _few_of_each(keys[order].tolist(), scores[order].tolist(), limit)


def _by_term_and_slot(places: Places) -> tuple[Integers, Floats]:
    """Keys ``term << 32 | slot`` in order, and how often the term stands in the passages of each.

    Places come in this order, so that nothing needs to be sorted.
    """
    every = places.terms << 32 | places.keys >> 16
    if not len(every):
        return every, np.zeros(0)
    starts = np.flatnonzero(np.diff(every, prepend=-1))
    return every[starts], np.add.reduceat(places.times, starts).astype(np.float64)


def _rarities(pairs: Integers, head_pairs: Integers, terms: int, in_sight: InSight) -> Floats:
    """Inverse document frequencies of terms by the articles that hold them anywhere."""
    in_head_alone = head_pairs[~np.isin(head_pairs, pairs)]
    holding = np.bincount(pairs >> 32, minlength=terms)
    holding += np.bincount(in_head_alone >> 32, minlength=terms)
    others = np.maximum(in_sight.articles - holding, 0)
    return np.asarray(np.log1p((others + 0.5) / (holding + 0.5)))


def _saturated(rarities: Floats, times: Floats, lengths: Floats | float) -> Floats:
    """BM25 of terms in articles of a length that is 1 on the average."""
    return rarities * (K1 + 1) * times / (times + K1 * (1 - B + B * lengths))


def _summed(at: Integers, values: Floats, size: int) -> Floats:
    """By place, the sum of the values there."""
    return np.bincount(at, values, size).astype(np.float64)


def _best(totals: Floats, limit: int) -> Integers:
    """The slots with the highest totals above 0, in order of slots."""
    slots = np.flatnonzero(totals)
    if len(slots) > limit:
        slots = slots[np.argpartition(-totals[slots], limit)[:limit]]
    return np.sort(slots)


def _few_of_each(keys: Sequence[int], scores: Sequence[float], limit: int) -> list[Found]:
    """In order, at most `_PER_ARTICLE` passages of an article."""
    taken: dict[int, int] = {}
    found: list[Found] = []
    for key, score in zip(keys, scores, strict=True):
        slot = key >> 16
        taken[slot] = taken.get(slot, 0) + 1
        if taken[slot] <= _PER_ARTICLE and not math.isclose(score, 0.0):
            found.append(Found(slot, key & 0xFFFF, score))
            if len(found) == limit:
                break
    return found
