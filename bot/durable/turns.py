"""Who goes when: one message of a thread at a time, and not too much work at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """Turns within one process.

    A thread's messages are answered, and their answers sent, in the order in which they came in;
    other threads do not wait for it.  Work waits for one of so many places; sending does not, so
    that a platform that is away holds up nobody but its own threads.
    """

    def __init__(self, places: int) -> None:
        self._places = asyncio.Semaphore(places)
        self._threads: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, thread: str) -> AsyncIterator[None]:
        """A turn in a thread."""
        lock = self._threads.setdefault(thread, asyncio.Lock())
        async with lock:
            yield

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """A place to work."""
        async with self._places:
            yield
