"""Passages by their whole articles and their articles' dates."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from bot.storage.article_scores import Facts, Leading
from bot.storage.postings import InSight, Places, pack

DAY = datetime(2024, 3, 22, tzinfo=UTC)


def found(articles, *terms, fits=None, limit=100, leading=100, weights=None):
    """Slots and passages for terms, best first; articles are ``(head, passages)``."""
    packed = [pack(slot, head, passages) for slot, (head, passages) in enumerate(articles)]
    rows = {}
    for one in packed:
        for term, data in one.rows.items():
            rows[term] = rows.get(term, b"") + data
    in_sight = InSight(
        sum(len(passages) for _, passages in articles),
        sum(one.term_count for one in packed),
        np.array([], np.int64),
        articles=len(articles),
    )
    asked = {term: [(0, rows[term])] for term in terms if term in rows}
    best = Leading.of(Places.read(asked, in_sight, weights), in_sight, leading)
    facts = {
        slot: Facts(one.term_count, DAY.replace(day=1 + slot)) for slot, one in enumerate(packed)
    }
    return [(f.slot, f.passage) for f in best.ranked(facts, fits, limit)]


def test_an_article_that_holds_all_terms_comes_before_a_passage_with_one_of_them():
    whole = ("", ["The summit opened with talks.", "The court spoke of a vote."])
    part = ("", ["A vote, and another vote.", "Nothing else of that kind."])

    assert found([part, whole], "summit", "vote")[0][0] == 1


def test_the_better_passage_of_an_article_comes_first():
    assert found([("", ["talks of a summit", "a summit vote"])], "summit", "vote") == [
        (0, 1),
        (0, 0),
    ]


def test_what_stands_in_the_title_alone_is_shown_by_the_first_passage():
    assert found([("Summit vote", ["Nothing."]), ("", ["No."])], "summit") == [(0, 0)]


def test_a_title_counts_beside_the_text():
    assert found([("", ["A vote."]), ("Vote", ["A vote."])], "vote")[0] == (1, 0)


def test_of_two_alike_the_one_whose_date_fits_comes_first():
    two = [("", ["A vote."]), ("", ["A vote."])]

    assert found(two, "vote") == [(1, 0), (0, 0)]
    assert found(two, "vote", fits=lambda at: 2.0 if at.day == 1 else 1.0) == [(0, 0), (1, 0)]


def test_another_form_of_a_word_counts_less():
    two = [("", ["A vote."]), ("", ["A ballot."]), ("", ["Nothing."])]

    assert found(two, "vote", "ballot", weights={"ballot": 0.5}) == [(0, 0), (1, 0)]
    assert found(two, "vote", "ballot", weights={"vote": 0.5}) == [(1, 0), (0, 0)]


def test_a_few_passages_of_one_article_leave_room_for_others():
    long = ("", ["A vote."] * 9)

    slots = [
        slot
        for slot, _ in found([long, ("", ["Nothing here of a vote at all, or nearly."])], "vote")
    ]

    assert slots.count(0) == 3
    assert slots.count(1) == 1


def test_only_the_leading_articles_are_looked_at():
    articles = [("", ["A vote." + " Nothing else." * n]) for n in range(20)]

    assert len(found(articles, "vote", leading=5)) == 5
    assert found(articles, "kestrel") == []
