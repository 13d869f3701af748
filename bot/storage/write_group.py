"""Short writes that platforms wait for, kept together: one transaction for all that wait at a time.

Where there is one writer, each commit costs more than the row that it keeps, and of fifty messages
that come at once the last would wait for forty-nine commits.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import UpdateBase

from bot.errors import StoreUnavailableError

#: Writes in one transaction: what it keeps the others waiting for stays short.
MOST_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class Write:
    """A statement with its parameters, and where is told how many rows it told or changed."""

    statement: UpdateBase
    given: Mapping[str, Any] | None
    told: asyncio.Future[int]


class WriteGroup:
    """Keeps writes in the order in which they come.

    `turn` gives the writer's place; `keep` runs writes in one transaction: all of them, or none.
    """

    def __init__(
        self,
        turn: Callable[[], AbstractAsyncContextManager[None]],
        keep: Callable[[Sequence[Write]], Awaitable[Sequence[int]]],
    ) -> None:
        self._turn = turn
        self._keep = keep
        self._waiting: deque[Write] = deque()
        self._keeping: asyncio.Task[None] | None = None

    async def change(self, statement: UpdateBase, given: Mapping[str, Any] | None) -> int:
        """Keep one; how many rows it told or changed.

        Whoever is called off while it waits may find it kept all the same.

        Raises:
            StoreError
        """
        told: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append(Write(statement, given, told))
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep_all(), name="write group")
        return await asyncio.shield(told)

    async def aclose(self) -> None:
        """Wait until everything is kept."""
        if self._keeping is not None:
            await asyncio.wait([self._keeping])

    async def _keep_all(self) -> None:
        group: list[Write] = []
        try:
            while self._waiting:
                async with self._turn():
                    group = [self._waiting.popleft() for _ in range(self._size())]
                    await self._keep_some(group)
        except Exception as error:  # noqa: BLE001 - told to all who wait: there is no turn to be had
            for write in (*group, *self._waiting):
                if not write.told.done():
                    write.told.set_exception(error)
        finally:
            self._keeping = None
            for write in (*group, *self._waiting):
                write.told.cancel()  # of no effect where something was told
            self._waiting.clear()

    def _size(self) -> int:
        return min(len(self._waiting), MOST_TOGETHER)

    async def _keep_some(self, group: Sequence[Write]) -> None:
        try:
            counts = await self._keep(group)
        except Exception as error:  # noqa: BLE001 - told to whoever waits for it
            if len(group) == 1 or isinstance(error, StoreUnavailableError):
                for write in group:
                    write.told.set_exception(error)
                return
            # One of them is not taken, whatever is wrong with it, and the others are not to suffer.
            for write in group:
                await self._keep_some([write])
            return
        for write, count in zip(group, counts, strict=True):
            write.told.set_result(count)
