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

from bot.storage.postings import K1, B, Floats, Found, InSight, Integers, Places, summed

#: Articles whose lengths and dates are looked up.  A date at most doubles a score: what stands
#: further down by its words alone cannot come first.
LEADING = 300
#: What a term in title or outlet adds to its article, as a share of its rarity.
_HEAD_WEIGHT = 0.7
#: Passages of one article among those that are found.
_PER_ARTICLE = 3


class Facts(NamedTuple):
    """What the table says of an article: its length in terms, and when it was published."""

    term_count: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Leads:
    """The articles that hold most of a question, and where in them its terms stand."""

    #: Slots, and below the scores of their passages (keys ``slot << 16 | passage``).
    slots: Integers
    keys: Integers
    scores: Floats
    #: One place for each term and slot: the term's document frequency by articles, the slot, how
    #: often the term stands there; and what heads add to slots.
    rarities: Floats
    term_slots: Integers
    times: Floats
    heads: Floats
    average_length: float

    @classmethod
    def of(cls, places: Places, in_sight: InSight, limit: int = LEADING) -> Self:
        """The leading articles, as if all were of the same length and age."""
        keys, scores = places.body_scores(in_sight)
        pairs, times = summed(places.terms << 32 | places.keys >> 16, places.times)
        head_pairs = np.unique(places.head_terms << 32 | places.head_slots)
        rarities = places.weights * _rarities(pairs, head_pairs, len(places.weights), in_sight)
        slots = np.unique(np.concatenate([pairs, head_pairs]) & 0xFFFFFFFF)
        heads = _by_slot(slots, head_pairs & 0xFFFFFFFF, rarities[head_pairs >> 32])
        average = in_sight.terms / max(in_sight.articles, 1) or 1.0
        leads = cls(
            slots=slots,
            keys=keys,
            scores=scores,
            rarities=rarities[pairs >> 32],
            term_slots=pairs & 0xFFFFFFFF,
            times=times,
            heads=_HEAD_WEIGHT * heads,
            average_length=average,
        )
        return leads._best(limit)

    def ranked(
        self, facts: Mapping[int, Facts], fits: Callable[[datetime], float] | None, limit: int
    ) -> list[Found]:
        """The best passages of the best articles; ties go to what was learned last.

        `fits` says what an article's date of publication multiplies its scores by.
        """
        lengths = np.array([facts[int(s)].term_count for s in self.slots], np.float64)
        factors = np.array([fits(facts[int(s)].published_at) if fits else 1.0 for s in self.slots])
        articles = self._scores(lengths / self.average_length)
        keys, scores = self._with_bare_heads()
        where = np.searchsorted(self.slots, keys >> 16)
        scores = (scores + articles[where]) * factors[where]
        order = np.lexsort((-keys, -scores))
        return _few_of_each(keys[order].tolist(), scores[order].tolist(), limit)

    def _scores(self, lengths: Floats) -> Floats:
        """BM25 of each slot's whole article, of a `length` where the average is 1."""
        where = np.searchsorted(self.slots, self.term_slots)
        saturated = K1 * (1 - B + B * lengths[where])
        values = self.rarities * (K1 + 1) * self.times / (self.times + saturated)
        return np.bincount(where, values, len(self.slots)) + self.heads

    def _best(self, limit: int) -> Self:
        if len(self.slots) <= limit:
            return self
        best = np.zeros(len(self.slots))
        np.maximum.at(best, np.searchsorted(self.slots, self.keys >> 16), self.scores)
        totals = self._scores(np.ones(len(self.slots))) + best
        kept = np.sort(np.lexsort((-self.slots, -totals))[:limit])
        slots = self.slots[kept]
        mine = np.isin(self.keys >> 16, slots, kind="sort")
        ours = np.isin(self.term_slots, slots, kind="sort")
        return type(self)(
            slots=slots,
            keys=self.keys[mine],
            scores=self.scores[mine],
            rarities=self.rarities[ours],
            term_slots=self.term_slots[ours],
            times=self.times[ours],
            heads=self.heads[kept],
            average_length=self.average_length,
        )

    def _with_bare_heads(self) -> tuple[Integers, Floats]:
        """Passages with terms, and the first passage of each article that has them in its head alone."""
        bare = self.slots[~np.isin(self.slots, self.keys >> 16)] << 16
        return np.concatenate([self.keys, bare]), np.append(self.scores, np.zeros(len(bare)))


def _rarities(pairs: Integers, head_pairs: Integers, terms: int, in_sight: InSight) -> Floats:
    """Inverse document frequencies of terms by the articles that hold them anywhere."""
    holding = np.bincount(np.union1d(pairs, head_pairs) >> 32, minlength=terms)
    others = np.maximum(in_sight.articles - holding, 0)
    return np.asarray(np.log1p((others + 0.5) / (holding + 0.5)))


def _by_slot(slots: Integers, at: Integers, values: Floats) -> Floats:
    return np.bincount(np.searchsorted(slots, at), values, len(slots)).astype(np.float64)


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
