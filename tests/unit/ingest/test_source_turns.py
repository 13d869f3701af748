"""Turns at a source: who is called off gives its lease back, and hears that it was called off."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.identifiers import DESK
from bot.ingest.source_turns import SourceTurns
from bot.storage.database import open_database
from bot.storage.sources import SqlSourceStore
from tests.fakes.clock import StoppedClock
from tests.fakes.waiting import PATIENCE

URL = "https://harbour-post.example/feed"


class Gated:
    """The real store; each call of one method waits at a gate, before or after it did its work."""

    def __init__(self, store, method):
        self._store, self._method = store, method
        self.reached, self.opened = asyncio.Event(), asyncio.Event()

    def __getattr__(self, name):
        real = getattr(self._store, name)
        if name != self._method:
            return real

        async def gated(*given, **named):
            result = await real(*given, **named)
            self.reached.set()
            await self.opened.wait()
            return result

        return gated


@pytest.fixture
async def store(tmp_path):
    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db") as database:
        yield SqlSourceStore(database)


async def is_free(store, name):
    turns = SourceTurns(store, StoppedClock())
    return await asyncio.wait_for(turns._take(name), PATIENCE)


@pytest.mark.parametrize("moment", ["begin_reading", "source", "end_reading", "while it reads"])
async def test_a_wish_to_stop_is_heard_at_every_moment_and_leaves_no_lease(store, moment):
    name = (await store.follow(DESK, URL, None, StoppedClock().now())).source_id
    other = SourceTurns(store, StoppedClock())
    if moment == "source":  # it is asked for while another has the lease
        assert await other._take(name)
    gated = Gated(store, moment)
    turns, reading = SourceTurns(gated, StoppedClock()), asyncio.Event()
    went_on = False

    async def read():
        nonlocal went_on
        async with turns.holding(name):
            reading.set()
            if moment == "while it reads":
                await asyncio.Event().wait()
        went_on = True

    task = asyncio.create_task(read())
    waited_for = reading if moment == "while it reads" else gated.reached
    await asyncio.wait_for(waited_for.wait(), PATIENCE)
    task.cancel()
    gated.opened.set()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, PATIENCE)

    assert not went_on
    assert await is_free(store, name) is (moment != "source")


async def test_a_wish_to_stop_that_comes_while_the_signs_of_life_end_is_heard(store, monkeypatch):
    name = (await store.follow(DESK, URL, None, StoppedClock().now())).source_id
    turns, went_on = SourceTurns(store, StoppedClock()), False
    done = asyncio.Event()

    async def read():
        nonlocal went_on
        async with turns.holding(name):
            await asyncio.sleep(0)  # so that the signs begin
            done.set()
        went_on = True

    task = asyncio.create_task(read())
    await done.wait()
    # It has cancelled its signs by now, and waits until they have ended.
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, PATIENCE)
    assert not went_on
    assert await is_free(store, name)
