from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.briefing.receipt import Account, quiet_feeds, receipt_of
from bot.domain.briefings import Usage
from bot.domain.identifiers import DESK, SourceId
from bot.domain.sources import Source, SourceHealth, Validators
from tests.builders import VOTE_DAY, article

DAY_BEFORE = VOTE_DAY - timedelta(days=1)


def feed(name="Harbour Post", *, error=None, read=True, followed_days=30, items=700):
    source = Source(
        SourceId(name),
        DESK,
        f"https://{name}.example/feed",
        name,
        VOTE_DAY - timedelta(days=followed_days),
    )
    last = VOTE_DAY if read else None
    return SourceHealth(
        source, Validators(), last, last, None, int(error is not None), error, items
    )


def account(*articles, since=DAY_BEFORE, shown=()):
    return Account(since, VOTE_DAY, articles, len(articles), len(shown), shown)


def test_feeds_are_counted_as_read_failed_or_not_yet_read():
    feeds = [feed("a"), feed("b", error="b did not answer."), feed("c", read=False)]
    receipt = receipt_of(feeds, account(since=None), Usage(3, 4))
    assert (receipt.feeds_read, receipt.feeds_failed) == (1, ("b",))
    assert receipt.usage == Usage(3, 4)


def test_the_oldest_article_is_the_oldest_that_is_shown():
    old = article(published_at=VOTE_DAY - timedelta(days=3))
    older = article(published_at=VOTE_DAY - timedelta(days=9))
    undated = article(published_at=None, learned_at=VOTE_DAY - timedelta(days=1))
    receipt = receipt_of([], account(old, older, undated, shown=(old, undated)), Usage())
    assert receipt.oldest_at == old.published_at
    assert receipt_of([], account(old), Usage()).oldest_at is None


@pytest.mark.parametrize(
    ("health", "since", "quiet"),
    [
        pytest.param(feed(items=700), DAY_BEFORE, True, id="20 a day, and none in a day"),
        pytest.param(feed(items=160), DAY_BEFORE, False, id="2 a day, and none in a day"),
        pytest.param(
            feed(items=160), VOTE_DAY - timedelta(days=5), True, id="2 a day, none in 5 days"
        ),
        pytest.param(
            feed(items=100), VOTE_DAY - timedelta(days=25), False, id="only the first read"
        ),
        pytest.param(feed(items=700, followed_days=3), DAY_BEFORE, False, id="followed too short"),
        pytest.param(
            feed(items=700, error="down"), DAY_BEFORE, False, id="failed, which is another thing"
        ),
        pytest.param(feed(items=700), None, False, id="no window to compare with"),
    ],
)
def test_a_feed_is_quiet_when_far_more_was_to_be_expected(health, since, quiet):
    assert bool(quiet_feeds([health], account(since=since))) is quiet


def test_a_feed_that_brought_something_is_not_quiet():
    health = feed(items=700)
    heard = article(source_id=health.source.source_id)
    assert quiet_feeds([health], account(heard)) == ()


@pytest.mark.parametrize(
    ("health", "quiet"),
    [
        pytest.param(feed(items=700), False, id="nothing known of its last news"),
        pytest.param(replace(feed(items=700), last_new_at=VOTE_DAY - timedelta(hours=5)), False,
                     id="20 a day, and 5 hours"),
        pytest.param(replace(feed(items=700), last_new_at=VOTE_DAY - timedelta(hours=7)), True,
                     id="20 a day, and 7 hours"),
        pytest.param(replace(feed(items=700, error="down"), last_new_at=VOTE_DAY - timedelta(days=9)),
                     False, id="failing"),
        pytest.param(replace(feed(items=700, followed_days=3),
                             last_new_at=VOTE_DAY - timedelta(days=2)), False, id="too short"),
    ],
)  # fmt: skip
def test_a_feed_is_quiet_at_a_moment_by_the_same_rule(health, quiet):
    assert health.is_quiet(VOTE_DAY) is quiet
