"""Vectors that are missing are found and brought in, and recall goes on meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.identifiers import DESK, ChannelKey
from bot.errors import ModelUnavailableError
from bot.memory import vector_backlog
from bot.memory.vector_backlog import VectorBacklog
from bot.storage.database import open_database
from tests.builders import VOTE_DAY
from tests.unit.memory.test_channel_memory import (
    QUAKE,
    VOTE,
    ChannelMemory,
    SqlArticleStore,
    SqlSearchIndex,
    WordEmbedder,
    keep,
    recall,
)

OTHER = ChannelKey("local", "other")
NOON = VOTE_DAY + timedelta(hours=3)


@pytest.fixture
async def memory(tmp_path):
    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/attache.db") as database:
        yield ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database), WordEmbedder())


def with_model(memory, name):
    other = WordEmbedder()
    other.name = name
    return replace(memory, embedder=other)


async def test_only_channels_that_lack_vectors_are_behind(memory):
    await keep(memory, VOTE)
    memory.embedder.is_down = True
    await keep(memory, QUAKE, channel=OTHER)
    backlog = VectorBacklog(memory)

    assert await backlog.behind() == ()
    memory.embedder.is_down = False
    assert list(await backlog.behind()) == [OTHER]
    assert not await backlog.catch_up(OTHER, NOON)
    assert list(await backlog.behind()) == []


async def test_portions_are_bounded_and_say_whether_there_is_more(memory, monkeypatch):
    monkeypatch.setattr(vector_backlog, "PORTION", 1)
    memory.embedder.is_down = True
    for article in (VOTE, QUAKE):
        await keep(memory, article)
    memory.embedder.is_down = False
    backlog = VectorBacklog(memory)

    assert await backlog.catch_up(DESK, NOON)
    assert await backlog.catch_up(DESK, NOON)
    assert not await backlog.catch_up(DESK, NOON)


async def test_another_model_gets_its_own_vectors_and_recall_never_stops(memory):
    for article in (VOTE, QUAKE):
        await keep(memory, article)
    changed = with_model(memory, "other words")
    backlog = VectorBacklog(changed)

    # By words, as long as the new model has no vectors; the old one's are not compared with it.
    assert await recall(changed, "earthquake in Nepal")
    assert not await recall(changed, "tremor")
    assert list(await backlog.behind()) == [DESK]
    await backlog.catch_up(DESK, NOON)
    assert await recall(changed, "tremor")
    # Going back costs nothing.
    assert await recall(memory, "tremor")
    assert list(await VectorBacklog(memory).behind()) == []


async def test_an_embedder_that_fails_again_loses_nothing(memory):
    memory.embedder.is_down = True
    await keep(memory, VOTE)
    backlog = VectorBacklog(memory)

    with pytest.raises(ModelUnavailableError):
        await backlog.catch_up(DESK, NOON)

    memory.embedder.is_down = False
    assert list(await backlog.behind()) == [DESK]


async def test_without_an_embedder_nothing_is_behind(memory):
    backlog = VectorBacklog(replace(memory, embedder=None))

    assert not backlog.has_embedder
    assert list(await backlog.behind()) == []
