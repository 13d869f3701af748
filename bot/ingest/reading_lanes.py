"""Two lanes for sources that are read: slow hosts stand in none but their own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

#: Seconds after which a read counts as slow.
QUICK_SECONDS = 5.0


class ReadingLanes:
    """So many reads at a time in a quick lane, and so many more in a slow one.

    A source whose last read failed goes to the slow lane; one that takes long goes over there as
    soon as it has room.
    """

    def __init__(self, quick: int, slow: int, quick_seconds: float = QUICK_SECONDS) -> None:
        self._quick = asyncio.Semaphore(quick)
        self._slow = asyncio.Semaphore(slow)
        self._quick_seconds = quick_seconds

    @asynccontextmanager
    async def place(self, *, is_failing: bool) -> AsyncIterator[None]:
        """Wait for a place, and give it up at the end."""
        if is_failing:
            async with self._slow:
                yield
            return
        await self._quick.acquire()
        held = self._quick

        async def go_over() -> None:
            nonlocal held
            await asyncio.sleep(self._quick_seconds)
            await self._slow.acquire()
            held = self._slow
            self._quick.release()

        going_over = asyncio.create_task(go_over(), name="slow read")
        try:
            yield
        finally:
            going_over.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await going_over
            held.release()
