"""Who goes when: a thread's messages in order, not too much at once, and what comes in first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from weakref import WeakValueDictionary

#: Seconds for which a step waits for what comes in, at most: then it is taken beside that.
MOST_GIVEN_WAY = 2.0


class Precedence:
    """What comes in is kept before what is being answered goes on.

    People wait for the one, and a platform for the other: it tells no more until this is kept.
    Both write to the same books, of which SQLite lets one do so at a time.
    """

    def __init__(self) -> None:
        self._coming_in = 0
        self._is_free = asyncio.Event()
        self._is_free.set()

    @contextmanager
    def coming_in(self) -> Iterator[None]:
        """Something is being kept."""
        self._coming_in += 1
        self._is_free.clear()
        try:
            yield
        finally:
            self._coming_in -= 1
            if not self._coming_in:
                self._is_free.set()

    async def give_way(self) -> None:
        """Wait until nothing is being kept, for a while."""
        if self._coming_in:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_free.wait(), MOST_GIVEN_WAY)


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
