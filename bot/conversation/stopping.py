"""Work that a person may stop: the wish is in the store, where any replica can put it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

from bot.domain.messages import IncomingMessage
from bot.ports.messages import MessageStore

#: Seconds between two looks for the wish: a person who presses stop expects it within one.
LOOK_SECONDS = 0.5

Result = TypeVar("Result")


async def unless_stopped(
    work: Coroutine[object, object, Result], messages: MessageStore, message: IncomingMessage
) -> Result | None:
    """The work's result, or None when a person asked for it to stop meanwhile."""
    task = asyncio.ensure_future(work)
    try:
        while True:
            done, _ = await asyncio.wait({task}, timeout=LOOK_SECONDS)
            if done:
                return task.result()
            if await messages.is_stopped(message.channel, message.message_id):
                return None
    finally:
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
