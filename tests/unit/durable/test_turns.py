from __future__ import annotations

import asyncio

from bot.durable.turns import Turns


async def test_one_thread_goes_in_order_and_others_do_not_wait_for_it():
    turns, order, hold = Turns(2), [], asyncio.Event()

    async def speak(name, thread, *, held=False):
        async with turns.of(thread):
            order.append(name)
            if held:
                await hold.wait()

    tasks = [
        asyncio.create_task(speak("a1", "a", held=True)),
        asyncio.create_task(speak("a2", "a")),
        asyncio.create_task(speak("a3", "a")),
        asyncio.create_task(speak("b1", "b")),
    ]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    before = list(order)
    hold.set()
    await asyncio.gather(*tasks)

    assert before == ["a1", "b1"]
    assert order == ["a1", "b1", "a2", "a3"]


async def test_no_more_than_the_places_are_at_work():
    turns, at_work, most = Turns(3), 0, 0

    async def work():
        nonlocal at_work, most
        async with turns.at_work():
            at_work += 1
            most = max(most, at_work)
            await asyncio.sleep(0.001)
            at_work -= 1

    await asyncio.gather(*(work() for _ in range(12)))

    assert most == 3
