from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.ingest.reading_lanes import ReadingLanes

GOOD, BAD = False, True


async def finds_a_place(lanes, is_failing):
    try:
        async with asyncio.timeout(0.02), lanes.place(is_failing=is_failing):
            return True
    except TimeoutError:
        return False


@pytest.mark.parametrize(("quick", "slow", "held"), [(2, 1, [GOOD, GOOD]), (2, 2, [BAD, BAD])])
async def test_a_lane_has_so_many_places_and_the_other_lane_its_own(quick, slow, held):
    lanes = ReadingLanes(quick, slow)
    async with AsyncExitStack() as stack:
        for is_failing in held:
            await stack.enter_async_context(lanes.place(is_failing=is_failing))
        assert await finds_a_place(lanes, GOOD) is (held[0] is BAD)
        assert await finds_a_place(lanes, BAD) is (held[0] is GOOD)
    assert await finds_a_place(lanes, GOOD)
    assert await finds_a_place(lanes, BAD)


async def test_what_takes_long_makes_room_for_what_is_quick_while_the_slow_lane_has_any():
    lanes = ReadingLanes(1, 2, quick_seconds=0.01)
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(lanes.place(is_failing=GOOD))
            await asyncio.sleep(0.03)
        assert await finds_a_place(lanes, GOOD)
        assert not await finds_a_place(lanes, BAD), "both are in the slow lane"
        await stack.enter_async_context(lanes.place(is_failing=GOOD))
        await asyncio.sleep(0.03)
        assert not await finds_a_place(lanes, GOOD), "it stays where it is while that is full"
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(lanes.place(is_failing=GOOD))
        for _ in range(2):
            await stack.enter_async_context(lanes.place(is_failing=BAD))
    assert not asyncio.all_tasks() - {asyncio.current_task()}
