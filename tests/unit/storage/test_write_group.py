"""Writes that are kept together: in order, each with its own outcome, and nobody left waiting."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest

from bot.errors import StoreError, StoreUnavailableError
from bot.storage.write_group import MOST_TOGETHER, WriteGroup


class Keeper:
    """Keeps what it is given; statements are words here."""

    def __init__(self):
        self.groups = []
        self.refused = set()
        self.refusal = StoreError("Refused.")
        self.is_away = False
        self.free = asyncio.Event()
        self.free.set()

    @asynccontextmanager
    async def turn(self):
        await self.free.wait()
        yield

    async def keep(self, group):
        if self.is_away:
            raise StoreUnavailableError("The store is locked.")
        words = [write.statement for write in group]
        if self.refused & set(words):
            raise self.refusal
        self.groups.append(words)
        return [len(word) for word in words]


@pytest.fixture
def keeper():
    return Keeper()


@pytest.fixture
def group(keeper):
    return WriteGroup(keeper.turn, keeper.keep)


async def all_of(group, words):
    waiting = [group.change(word, None) for word in words]
    return await asyncio.gather(*waiting, return_exceptions=True)


async def test_those_that_come_at_once_are_kept_at_once(group, keeper):
    assert await all_of(group, ["a", "bb", "ccc"]) == [1, 2, 3]
    assert keeper.groups == [["a", "bb", "ccc"]]
    assert await all_of(group, ["d"]) == [1]


async def test_those_that_come_while_the_place_is_taken_wait_and_go_together(group, keeper):
    keeper.free.clear()
    first = asyncio.create_task(group.change("a", None))
    await asyncio.sleep(0)
    second = asyncio.create_task(group.change("b", None))
    await asyncio.sleep(0)
    keeper.free.set()
    await asyncio.gather(first, second)
    assert keeper.groups == [["a", "b"]]


async def test_too_many_are_several_groups_in_order(group, keeper):
    words = [str(n) for n in range(2 * MOST_TOGETHER + 1)]
    await all_of(group, words)
    assert [len(some) for some in keeper.groups] == [MOST_TOGETHER, MOST_TOGETHER, 1]
    assert [word for some in keeper.groups for word in some] == words


@pytest.mark.parametrize("refusal", [StoreError("Refused."), OverflowError("too large")])
async def test_one_that_is_refused_harms_no_other(group, keeper, refusal):
    keeper.refused, keeper.refusal = {"bad"}, refusal
    first, refused, last = await all_of(group, ["a", "bad", "ccc"])
    assert (first, last) == (1, 3)
    assert refused is refusal


async def test_a_store_that_is_away_is_asked_once_and_told_to_all(group, keeper):
    keeper.is_away = True
    told = await all_of(group, ["a", "b"])
    assert [type(one) for one in told] == [StoreUnavailableError] * 2
    keeper.is_away = False
    assert await all_of(group, ["c"]) == [1]


async def test_one_who_is_called_off_harms_no_other(group, keeper):
    keeper.free.clear()
    waiting = [asyncio.create_task(group.change(word, None)) for word in ("a", "b")]
    await asyncio.sleep(0)
    waiting[0].cancel()
    keeper.free.set()
    assert await waiting[1] == 1
    await group.aclose()


async def test_closing_waits_until_all_is_kept(group, keeper):
    keeper.free.clear()
    waiting = asyncio.create_task(group.change("a", None))
    await asyncio.sleep(0)
    closing = asyncio.create_task(group.aclose())
    await asyncio.sleep(0)
    assert not closing.done()
    keeper.free.set()
    await closing
    assert await waiting == 1


async def test_whoever_waits_is_told_why_there_is_no_turn(keeper):
    @asynccontextmanager
    async def no_turn():
        raise StoreUnavailableError("The store is closed.")
        yield

    told = await all_of(WriteGroup(no_turn, keeper.keep), ["a", "bb"])
    assert [type(one) for one in told] == [StoreUnavailableError] * 2
