"""Who goes when: one message of a thread at a time, and not too many at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """Turns within one process.

    A thread's messages are answered in the order in which they came in, so that the second sees
    what the first was told.  Threads do not wait for each other but for a free place.
    """

    def __init__(self, places: int) -> None:
        self._places = asyncio.Semaphore(places)
        self._threads: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, thread: str) -> AsyncIterator[None]:
        """A turn in a thread; the place is taken only when the thread is free."""
        lock = self._threads.setdefault(thread, asyncio.Lock())
        async with lock, self._places:
            yield
