"""Whose turn it is to write."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.write_turn import IN_A_ROW, WriteTurn


async def queued(turn, names):
    """Let these queue behind somebody; the order in which they came in, once that one is done.

    Upper case: somebody whom a platform waits for.
    """
    order = []

    async def come(name):
        async with turn.taken(is_first=name.isupper()):
            order.append(name)
            await asyncio.sleep(0)

    async with turn.taken(is_first=False):
        tasks = [asyncio.create_task(come(name)) for name in names]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    return "".join(order)


async def test_those_whom_somebody_waits_for_go_first_and_each_kind_in_its_order():
    assert await queued(WriteTurn(), "abAcB") == "ABabc"


async def test_nobody_waits_for_ever():
    assert await queued(WriteTurn(), "ab" + "A" * (IN_A_ROW + 1)) == "A" * IN_A_ROW + "a" + "Ab"


async def test_one_at_a_time():
    turn, inside, most = WriteTurn(), 0, 0

    async def come(number):
        nonlocal inside, most
        async with turn.taken(is_first=number % 3 == 0):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(come(number) for number in range(30)))

    assert most == 1


@pytest.mark.parametrize("after", [0, 1, 2, 3])
async def test_one_who_is_called_off_does_not_keep_the_turn(after):
    turn = WriteTurn()

    async def come():
        async with turn.taken(is_first=False):
            await asyncio.sleep(0)

    async with turn.taken(is_first=False):
        leaving, staying = asyncio.create_task(come()), asyncio.create_task(come())
        await asyncio.sleep(0)
        if not after:
            leaving.cancel()
    for _ in range(after - 1):
        await asyncio.sleep(0)
    leaving.cancel()
    async with asyncio.timeout(30):
        await asyncio.gather(leaving, staying, return_exceptions=True)
        await come()
    assert not staying.cancelled()


async def test_one_who_is_given_the_turn_in_the_moment_of_leaving_passes_it_on():
    turn = WriteTurn()

    async def come():
        async with turn.taken(is_first=False):
            pass

    async with turn.taken(is_first=False):
        leaving, staying = asyncio.create_task(come()), asyncio.create_task(come())
        await asyncio.sleep(0)
    # The turn is theirs by now, and they have not yet run.
    leaving.cancel()
    async with asyncio.timeout(30):
        await staying
