"""Taking turns: so many at a time per name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Lets `at_a_time` callers through per name; a name that nobody wants is forgotten."""

    def __init__(self, at_a_time: int) -> None:
        self._at_a_time = at_a_time
        self._gates: dict[str, asyncio.Semaphore] = {}
        self._wanted: dict[str, int] = {}

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for a turn, and give it up at the end."""
        gate = self._gates.setdefault(name, asyncio.Semaphore(self._at_a_time))
        self._wanted[name] = self._wanted.get(name, 0) + 1
        try:
            async with gate:
                yield
        finally:
            self._wanted[name] -= 1
            if not self._wanted[name]:
                del self._wanted[name], self._gates[name]
