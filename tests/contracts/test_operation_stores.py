"""Tokens, replicas and cached drafts, on every database."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.briefings import Usage
from bot.domain.identifiers import DESK, ChannelKey
from bot.ports.language_model import DraftCache, UsageStore
from bot.ports.replicas import ReplicaStore
from bot.storage.articles import SqlArticleStore
from bot.storage.drafts import SqlDraftCache
from bot.storage.replicas import SqlReplicaStore
from bot.storage.usage import SqlUsageStore
from tests.contracts.promises import untested
from tests.contracts.remembering import learn

DAY = date(2024, 3, 22)
NOW = datetime(2024, 3, 22, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DRAFT = {"sentences": ["The council voted."]}


@pytest.fixture
def usage(database):
    return SqlUsageStore(database)


@pytest.fixture
def replicas(database):
    return SqlReplicaStore(database)


@pytest.fixture
def drafts(database):
    return SqlDraftCache(database)


def test_every_promise_has_a_test():
    assert untested(UsageStore, __file__, "usage") == []
    assert untested(ReplicaStore, __file__, "replicas") == []
    assert untested(DraftCache, __file__, "drafts") == []


# ---------------------------------------------------------------- tokens


async def test_a_day_without_a_model_has_spent_nothing(usage):
    assert await usage.tokens_spent(DAY) == 0


async def test_tokens_of_a_day_add_up_over_models(usage):
    await usage.record_usage(DAY, Usage(100, 20, 0.5), "small")
    await usage.record_usage(DAY, Usage(30, 5), "small")
    await usage.record_usage(DAY, Usage(7, 1), "large")
    await usage.record_usage(DAY + timedelta(days=1), Usage(1000, 1000), "small")

    assert await usage.tokens_spent(DAY) == 163


async def test_replicas_that_spend_at_once_all_count(usage):
    await asyncio.gather(*(usage.record_usage(DAY, Usage(3, 4), "small") for _ in range(10)))

    assert await usage.tokens_spent(DAY) == 70


# ---------------------------------------------------------------- replicas


async def test_a_replica_that_beats_is_alive_and_one_that_stopped_is_dead(replicas):
    for name, silent in (("a", 5), ("b", 9), ("c", 0)):
        await replicas.beat(name, NOW - silent * MINUTE)
    await replicas.beat("a", NOW)

    assert await replicas.dead(NOW, MINUTE) == ["b"]
    assert await replicas.dead(NOW + 2 * MINUTE, MINUTE) == ["b", "a", "c"]


async def test_one_of_many_is_told_that_it_struck_a_dead_replica(replicas):
    await replicas.beat("a", NOW)

    told = await asyncio.gather(*(replicas.forget("a") for _ in range(5)))

    assert sorted(told) == [False] * 4 + [True]
    assert await replicas.dead(NOW + MINUTE, timedelta()) == []


# ---------------------------------------------------------------- drafts


async def test_a_draft_is_found_under_its_key_and_the_first_wins(drafts, database):
    article = await learn(database)
    await drafts.put("k", DRAFT, [article.version_id])
    await drafts.put("k", {"other": 1}, [article.version_id])

    assert await drafts.get("k") == DRAFT
    assert await drafts.get("another") is None


async def test_forgetting_an_article_in_one_channel_drops_its_drafts(drafts, database):
    article = await learn(database)
    await learn(database, channel=ChannelKey("local", "other"))
    other = await learn(database, "Talks go on in Cairo.", url="https://harbour-post.example/2")
    await drafts.put("both", DRAFT, [article.version_id, other.version_id])
    await drafts.put("rest", DRAFT, [other.version_id])

    await SqlArticleStore(database).forget(DESK, article.article_id)

    assert await drafts.get("both") is None
    assert await drafts.get("rest") == DRAFT


async def test_a_draft_of_what_was_forgotten_meanwhile_is_not_kept(drafts, database):
    article = await learn(database)
    await SqlArticleStore(database).forget(DESK, article.article_id)

    await drafts.put("k", DRAFT, [article.version_id])

    assert await drafts.get("k") is None


async def test_a_pasted_text_reaches_no_shared_draft(drafts, database):
    article = await learn(database, url=None)

    await drafts.put("k", DRAFT, [article.version_id])

    assert await drafts.get("k") is None
