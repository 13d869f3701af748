from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.articles import Hit
from bot.memory.fitting_dates import FittingDates
from bot.memory.ranking import PER_ORIGIN, rank
from tests.builders import VOTE_DAY, article, whole


def hit(of, score, passage=None):
    return Hit(0, score, passage or whole(of), of)


def ranked(lexical, nearest=(), query="the vote on the draft", limit=10):
    return rank(query, lexical, nearest, FittingDates(VOTE_DAY + timedelta(hours=1)), limit)


def ids(hits):
    return [found.article.article_id for found in hits]


def test_ranks_count_from_one_and_scores_fall():
    hits = ranked([hit(article(), 9.0), hit(article(), 5.0), hit(article(), 1.0)])

    assert [found.rank for found in hits] == [1, 2, 3]
    assert sorted((found.score for found in hits), reverse=True) == [f.score for f in hits]


def test_a_passage_that_both_searches_found_comes_first():
    word, both, meaning = article(), article(), article()

    hits = ranked([hit(word, 5.0), hit(both, 4.9)], [hit(both, 0.9), hit(meaning, 0.8)])

    assert ids(hits)[0] == both.article_id
    assert len(hits) == 3


def test_vectors_alone_are_enough():
    near, far = article(), article()

    assert ids(ranked([], [hit(near, 0.9), hit(far, 0.2)])) == [near.article_id, far.article_id]


def test_what_is_near_in_meaning_counts_more_when_its_day_fits():
    old = article(published_at=VOTE_DAY - timedelta(days=60))
    new = article(published_at=VOTE_DAY)

    assert ids(ranked([], [hit(old, 0.9), hit(new, 0.8)]))[0] == new.article_id


def test_another_article_comes_before_the_second_passage_of_the_first():
    long, other = article("A vote. A second vote."), article()
    first, second = (
        replace(whole(long), start=8 * n, end=8 * n + 7, text="A vote.") for n in (0, 1)
    )

    found = ranked([hit(long, 5.0, first), hit(long, 4.9, second), hit(other, 4.5)])

    assert ids(found) == [long.article_id, other.article_id, long.article_id]


def test_an_outlet_that_the_question_names_counts():
    civic, harbour = article(outlet="Civic Observer"), article(outlet="Harbour Dispatch")

    hits = ranked([hit(harbour, 5.0), hit(civic, 4.8)], query="the vote, says the Civic Observer")

    assert ids(hits)[0] == civic.article_id


def test_copies_of_one_origin_collapse_to_the_best():
    first = article()
    copy = article(duplicate_of=first.article_id)

    assert ids(ranked([hit(copy, 5.0), hit(first, 4.0)])) == [copy.article_id]


def test_one_article_does_not_fill_the_list():
    long = article("A vote. " * 50)
    parts = [replace(whole(long), start=8 * n, end=8 * n + 7, text="A vote.") for n in range(9)]
    other = article()

    hits = ranked(
        [*(hit(long, 9.0 - n / 10, part) for n, part in enumerate(parts)), hit(other, 1.0)]
    )

    assert ids(hits).count(long.article_id) == PER_ORIGIN
    assert other.article_id in ids(hits)


def test_the_limit_holds_and_nothing_comes_of_nothing():
    assert len(ranked([hit(article(), 5.0) for _ in range(20)], limit=4)) == 4
    assert ranked([]) == ()
