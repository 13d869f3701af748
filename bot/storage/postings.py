"""The inverted index of one channel: packing postings, and BM25 over them.  Pure.

A channel's memories stand in slots 0, 1, 2, ...; `BLOCK` slots make a block; a row of the table
``posting`` holds where one term stands in one block.  A posting is 32 bits::

    slot in block (6) | passage number (16) | times (4) | code of the passage's length (6)

`docs/architecture.md` tells why this and neither FTS5 nor tsvector: their statistics span every
channel's texts, so that one channel's reading would show in another's ranking and cost grow with
the whole store, and SQLite before 3.42 cannot erase a text from FTS5 without rewriting all of it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.storage.index_terms import terms_of

#: Slots in a block.  Small blocks make learning cheap (a term's row is rewritten), large ones make
#: searching cheap (a query reads one row per term and block).
BLOCK = 64

#: The passage number under which title and outlet are indexed.
_HEAD = 0xFFFF
#: Passages from here on share a number with their neighbours' last: 5 MB of text have fewer.
_LAST_PASSAGE = _HEAD - 1
_MOST_TIMES = 15
#: Length codes per doubling of a passage's length; 63 stands for 1,448 terms and more.
_CODES_PER_OCTAVE = 6

#: Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.5.
K1 = 1.2
B = 0.75
#: What a term in title or outlet counts against one in the text.  Chosen between 1 (titles were
#: plain text) and 5 (BM25F's usual upper bound), as newspapers' titles restate the lead.
_HEAD_WEIGHT = 1.0
#: Up to so many places for each posting are counted through; beyond, postings are sorted.
_GAPS = 8

#: ``_LENGTHS[code]``: the length in terms that a code stands for.
_LENGTHS = np.exp2(np.arange(64) / _CODES_PER_OCTAVE)

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
#: Postings as they are packed, or as few bits of each.
Packs = NDArray[np.uint32] | NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Packed:
    """What a memory adds to the index: bytes by term, and its length in terms."""

    rows: dict[str, bytes]
    term_count: int


def pack(slot: int, head: str, passages: Iterable[str]) -> Packed:
    """Index a memory's title and outlet (`head`) and the texts of its passages."""
    rows: dict[str, bytes] = {}
    length = 0
    numbered = ((min(number, _LAST_PASSAGE), text) for number, text in enumerate(passages))
    for number, text in ((_HEAD, head), *numbered):
        counts = Counter(terms_of(text))
        length += (total := counts.total())
        rest = (slot % BLOCK) << 26 | number << 10 | _length_code(total)
        # Most terms stand in a passage a time or two: what is alike is made once.
        entries = [(rest | times << 6).to_bytes(4, "little") for times in range(_MOST_TIMES + 1)]
        for term, times in counts.items():
            entry = entries[min(_MOST_TIMES, times)]
            rows[term] = rows[term] + entry if term in rows else entry
    return Packed(rows, length)


def _length_code(terms: int) -> int:
    return min(round(math.log2(max(terms, 1)) * _CODES_PER_OCTAVE), 63)


def without(data: bytes, slots: Iterable[int]) -> bytes:
    """A row's bytes less the postings of some slots of its block."""
    packed = np.frombuffer(data, "<u4")
    gone = np.isin(packed >> 26, [slot % BLOCK for slot in slots])
    return packed[~gone].tobytes()


def holding(rows: Sequence[bytes], slots: Iterable[int]) -> list[int]:
    """Which of a block's rows, by number, have postings of some of its slots."""
    packed = np.frombuffer(b"".join(rows), "<u4")
    numbers = np.repeat(np.arange(len(rows)), [len(data) // 4 for data in rows])
    held = np.isin(packed >> 26, [slot % BLOCK for slot in slots])
    return [int(number) for number in np.unique(numbers[held])]


@dataclass(frozen=True, slots=True)
class InSight:
    """What a search may see of a channel."""

    #: Passages of the memories in sight, and the terms in all of them.
    passages: int
    terms: int
    #: Slots of memories learned later than `as_of`, or replaced by then.
    hidden_slots: Integers
    #: How many passages of each memory are searched, from its beginning; None: all.
    leads: int | None = None
    #: How many memories are in sight.
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One passage that was found: its memory's slot, its number there, its score."""

    slot: int
    passage: int
    score: float


#: A term's rows: ``(block, data)``.
Rows = Sequence[tuple[int, bytes]]


def best(
    rows: Mapping[str, Rows], in_sight: InSight, limit: int, *, all_of: Iterable[str] = ()
) -> list[Found]:
    """The passages with the highest BM25 scores, best first; ties go to what was learned last.

    A term in title or outlet counts for every passage of the article that holds another term, or
    else for its first passage.

    Args:
        rows: by term of the query; terms with no rows may be missing.
        in_sight: what may be found.
        limit: most passages given.
        all_of: terms of `rows`, each of which a passage must hold to be found.
    """
    places = Places.read(rows, in_sight)
    keys, scores = places.body_scores(in_sight)
    keys, scores = _with_heads(keys, scores, places)
    for term in all_of:
        holds = np.isin(keys, places.keys_of(term))
        keys, scores = keys[holds], scores[holds]
    order = _top(keys, scores, limit)
    return [Found(int(k) >> 16, int(k) & 0xFFFF, float(s)) for k, s in zip(*order, strict=True)]


@dataclass(frozen=True, slots=True)
class Places:
    """Where terms stand: in passages (keys ``slot << 16 | passage``), and in heads of slots.

    All terms are in one row of numbers, one term after the other: numpy takes as long for a
    hundred numbers as for ten.
    """

    numbers: Mapping[str, int]
    #: What terms count, by their numbers: 1, or less for another form of a word.
    weights: Floats
    #: Inverse document frequencies, as Lucene has them (never below zero), times the weights.
    rarities: Floats
    terms: Integers
    keys: Integers
    times: Integers
    lengths: Floats
    head_terms: Integers
    head_slots: Integers

    @classmethod
    def read(
        cls, rows: Mapping[str, Rows], in_sight: InSight, weights: Mapping[str, float] | None = None
    ) -> Self:
        """Unpack the terms' rows, leaving out what may not be seen."""
        every = [(n, block, data) for n, found in enumerate(rows.values()) for block, data in found]
        numbers, blocks, datas = zip(*every, strict=True) if every else ((), (), ())
        packed = np.frombuffer(b"".join(datas), "<u4")
        passages = packed >> 10 & 0xFFFF
        is_head = passages == _HEAD
        is_body = ~is_head if in_sight.leads is None else passages < in_sight.leads
        # Row by row, and not yet number by number: most of what was read may go unseen.
        which = np.repeat(np.arange(len(every), dtype=np.int32), [len(d) >> 2 for d in datas])
        of_rows = np.array(numbers, np.int64), np.array(blocks, np.int64) * BLOCK
        terms, slots, inside = _seen(packed[is_body], which[is_body], of_rows, in_sight)
        head_terms, head_slots, _ = _seen(packed[is_head], which[is_head], of_rows, in_sight)
        holding = np.maximum(
            np.bincount(terms, minlength=len(rows)), np.bincount(head_terms, minlength=len(rows))
        )
        counting = np.array([(weights or {}).get(term, 1.0) for term in rows])
        return cls(
            numbers={term: number for number, term in enumerate(rows)},
            weights=counting,
            rarities=counting * [_rarity(int(n), in_sight) for n in holding],
            terms=terms,
            keys=slots << 16 | inside >> 10 & 0xFFFF,
            times=(inside >> 6 & 0xF).astype(np.int64),
            lengths=_LENGTHS[inside & 0x3F],
            head_terms=head_terms,
            head_slots=head_slots,
        )

    def body_scores(
        self, in_sight: InSight, wanted: NDArray[np.bool_] | None = None
    ) -> tuple[Integers, Floats]:
        """The passages that hold terms, in order, and their BM25; of the `wanted` places alone."""
        average = in_sight.terms / max(in_sight.passages, 1) or 1.0
        which = slice(None) if wanted is None else wanted
        times, lengths = self.times[which], self.lengths[which]
        weights = (self.rarities * (K1 + 1))[self.terms[which]]
        saturated = K1 * (1 - B + B * lengths / average)
        return summed(self.keys[which], weights * times / (times + saturated))

    def keys_of(self, term: str) -> Integers:
        """The passages that hold one term."""
        holding: Integers = self.keys[self.terms == self.numbers.get(term, -1)]
        return holding


def _seen(
    packed: Packs, which: Packs, of_rows: tuple[Integers, Integers], in_sight: InSight
) -> tuple[Integers, Integers, Packs]:
    """Terms and slots of postings, by the rows that they are of, and the postings: those in sight."""
    numbers, firsts = of_rows
    slots = firsts[which] + (packed >> 26)
    if not len(in_sight.hidden_slots):
        return numbers[which], slots, packed
    seen = ~np.isin(slots, in_sight.hidden_slots, kind="sort")
    return numbers[which[seen]], slots[seen], packed[seen]


def _rarity(holding: int, in_sight: InSight) -> float:
    others = max(in_sight.passages - holding, 0)
    return math.log1p((others + 0.5) / (holding + 0.5))


def _with_heads(keys: Integers, scores: Floats, places: Places) -> tuple[Integers, Floats]:
    """Add what titles and outlets say to their articles' passages."""
    bonuses = (_HEAD_WEIGHT * places.rarities)[places.head_terms]
    slots, bonus = summed(places.head_slots << 16, bonuses)
    if not len(slots):
        return keys, scores
    slots >>= 16
    where = np.minimum(np.searchsorted(slots, keys >> 16), len(slots) - 1)
    scores = scores + np.where(slots[where] == keys >> 16, bonus[where], 0.0)
    alone = ~np.isin(slots, keys >> 16)
    return (
        np.concatenate([keys, slots[alone] << 16]),
        np.concatenate([scores, bonus[alone]]),
    )


def summed(every: Integers, values: Floats) -> tuple[Integers, Floats]:
    """Each key once, in order, with the sum of its values."""
    if not len(every):
        return every, values
    # Passages' numbers are small, so that keys without their gaps are hardly more than there are
    # values: those are counted where they stand, which takes a tenth of sorting them.
    wide = int((every & 0xFFFF).max()) + 1
    least = int(every.min()) >> 16
    places = ((every >> 16) - least) * wide + (every & 0xFFFF)
    size = int(places.max()) + 1
    if size > _GAPS * len(every):
        keys, which = np.unique(every, return_inverse=True)
        return keys, np.bincount(which, values, len(keys)).astype(np.float64)
    held = np.flatnonzero(np.bincount(places, minlength=size)).astype(np.int64)
    sums = np.bincount(places, values, size)[held].astype(np.float64)
    return (held // wide + least) << 16 | held % wide, sums


def _top(keys: Integers, scores: Floats, limit: int) -> tuple[Integers, Floats]:
    if 0 < limit < len(keys):
        # Whatever ties with the last that fits stays in, so that the order decides and not chance.
        worst = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        keys, scores = keys[scores >= worst], scores[scores >= worst]
    order = np.lexsort((-keys, -scores))[:limit]
    return keys[order], scores[order]
