"""What comes in goes before what is being answered, but not for ever."""

from __future__ import annotations

import asyncio
import time

from bot.durable import turns
from bot.durable.turns import Precedence


async def test_a_step_waits_until_what_comes_in_is_kept():
    precedence, told = Precedence(), []

    async def step():
        await precedence.give_way()
        told.append("step")

    with precedence.coming_in():
        with precedence.coming_in():
            waiting = asyncio.create_task(step())
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.01)
        told.append("kept")
    await waiting

    assert told == ["kept", "step"]


async def test_a_step_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(turns, "MOST_GIVEN_WAY", 0.05)
    precedence, began = Precedence(), time.monotonic()

    with precedence.coming_in():
        await precedence.give_way()

    assert 0.04 < time.monotonic() - began < 5
    await precedence.give_way()
