"""The inverted index: what goes in is found, hidden slots are not, scores are BM25's."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.postings import BLOCK, InSight, best, holding, pack, without

WORDS = ["vote", "draft", "summit", "talk", "court"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
ARTICLES = st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=4)), max_size=2 * BLOCK)


def rows_of(articles):
    """A channel's index: by term, its blocks."""
    blocks = {}
    for slot, (head, passages) in enumerate(articles):
        for term, data in pack(slot, head, passages).rows.items():
            row = blocks.setdefault(term, {})
            row[slot // BLOCK] = row.get(slot // BLOCK, b"") + data
    return {term: sorted(row.items()) for term, row in blocks.items()}


def seeing(articles, hidden=()):
    seen = [a for slot, a in enumerate(articles) if slot not in hidden]
    return InSight(
        passages=sum(len(passages) for _, passages in seen),
        terms=sum(pack(0, *a).term_count for a in seen),
        hidden_slots=np.array(sorted(hidden), np.int64),
    )


def find(articles, *terms, hidden=(), limit=1_000, **more):
    rows = {t: r for t, r in rows_of(articles).items() if t in terms}
    return best(rows, seeing(articles, hidden), limit, **more)


@settings(deadline=None)
@given(ARTICLES, st.sampled_from(WORDS), st.sets(st.integers(0, 2 * BLOCK)))
def test_exactly_the_passages_that_hold_the_term_are_found(articles, word, hidden):
    found = {(f.slot, f.passage) for f in find(articles, word, hidden=hidden)}

    expected = {
        (slot, number)
        for slot, (_, passages) in enumerate(articles)
        for number, text in enumerate(passages)
        if word in text.split() and slot not in hidden
    }
    in_title_alone = {
        (slot, 0)
        for slot, (head, _) in enumerate(articles)
        if word in head.split() and slot not in hidden and not any(s == slot for s, _ in expected)
    }
    assert found == expected | in_title_alone


@settings(deadline=None)
@given(ARTICLES, st.integers(1, 20))
def test_a_limit_gives_the_head_of_the_whole_list(articles, limit):
    assert find(articles, *WORDS, limit=limit) == find(articles, *WORDS)[:limit]


@settings(deadline=None)
@given(ARTICLES, st.sets(st.integers(0, BLOCK - 1)))
def test_taking_slots_out_leaves_the_others_bytes_alone(articles, slots):
    left = [a if n not in slots else ("", []) for n, a in enumerate(articles[:BLOCK])]

    for term, rows in rows_of(articles[:BLOCK]).items():
        expected = dict(rows_of(left).get(term, [])).get(0, b"")
        assert without(rows[0][1], slots) == expected


@settings(deadline=None)
@given(ARTICLES, st.sets(st.integers(0, BLOCK - 1)))
def test_the_rows_that_hold_slots_are_those_that_change_without_them(articles, slots):
    rows = [blocks[0][1] for blocks in rows_of(articles[:BLOCK]).values()]

    assert holding(rows, slots) == [n for n, r in enumerate(rows) if without(r, slots) != r]


def test_the_score_is_bm25():
    articles = [("", ["vote draft vote"]), ("", ["vote summit"]), ("", ["talk court talk court"])]
    hit = find(articles, "draft")[0]

    rarity = math.log1p((3 - 1 + 0.5) / (1 + 0.5))
    average, length = 9 / 3, 3
    # Lengths are kept in steps of a sixth of an octave: 6 % at most.
    assert hit.score == pytest.approx(
        rarity * 2.2 / (1 + 1.2 * (0.25 + 0.75 * length / average)), rel=0.06
    )


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("", ["vote draft summit"]), ("", ["vote talk summit"])),
        (("", ["draft vote draft"]), ("", ["draft vote talk"])),
        (("", ["draft"]), ("", ["draft " + "talk " * 30])),
        (("draft", ["vote"]), ("", ["vote"])),
    ],
    ids=["more terms", "more often", "shorter", "in the title"],
)
def test_the_better_passage_comes_first(better, worse):
    for articles, first in (([better, worse], 0), ([worse, better], 1)):
        assert find(articles, "draft", "vote")[0].slot == first


def test_of_equals_the_one_learned_last_comes_first():
    assert [f.slot for f in find([("", ["vote"])] * 70, "vote")] == list(range(69, -1, -1))


def test_passages_must_hold_all_of_the_terms_of_a_phrase():
    articles = [("", ["vote draft"]), ("", ["vote"]), ("", ["draft"])]

    assert [f.slot for f in find(articles, "vote", "draft", all_of=("vote", "draft"))] == [0]
    assert find(articles, "vote", all_of=("vote", "court")) == []


def test_very_long_articles_keep_every_passage_in_the_index():
    articles = [("", ["talk"] * 70_000 + ["vote"])]

    assert [f.passage for f in find(articles, "vote")] == [0xFFFE]
