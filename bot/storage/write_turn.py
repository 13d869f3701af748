"""Whose turn it is to write, where there is one writer: short waits for what somebody waits for."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

#: Of those who go first, so many in a row; then one of the others, so that none waits for ever.
IN_A_ROW = 8


class WriteTurn:
    """A lock with two queues, each in the order of coming."""

    def __init__(self) -> None:
        self._is_taken = False
        self._first: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()
        self._in_a_row = 0

    @asynccontextmanager
    async def taken(self, *, is_first: bool) -> AsyncIterator[None]:
        """Hold it; those who are first are let in before the others."""
        await self._take(self._first if is_first else self._others)
        try:
            yield
        finally:
            self._pass_on()

    async def _take(self, queue: deque[asyncio.Future[None]]) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.cancelled():
                with suppress(ValueError):
                    queue.remove(mine)
            else:
                # It was given to us in the moment in which we were called off.
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Give it to whoever is next; it stays taken in between, so that nobody slips in."""
        while queue := self._next_queue():
            mine = queue.popleft()
            if not mine.done():
                mine.set_result(None)
                return
        self._is_taken = False

    def _next_queue(self) -> deque[asyncio.Future[None]] | None:
        if self._first and not (self._others and self._in_a_row >= IN_A_ROW):
            self._in_a_row += 1
            return self._first
        self._in_a_row = 0
        return self._others or None
