"""Work that waits for the homeserver, beside the sync loop: one room's in order, and not too much."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import structlog

#: What may wait in one room; who asks for more is not answered.
MOST_WAITING = 20

_log = structlog.get_logger(__name__)

Work = Callable[[], Awaitable[None]]


class InTurn:
    """Does the work of each room in its own task.  Owns the tasks."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Work]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, room_id: str, work: Work) -> None:
        """Do `work` after what was begun in the room before; what it cannot do is logged."""
        if room_id not in self._waiting:
            self._waiting[room_id] = deque()
            task = asyncio.create_task(self._work_off(room_id), name="matrix answers")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if len(self._waiting[room_id]) < MOST_WAITING:
            self._waiting[room_id].append(work)
        else:
            _log.warning("matrix.too_much_at_once")

    async def aclose(self) -> None:
        """End what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work_off(self, room_id: str) -> None:
        waiting = self._waiting[room_id]
        try:
            while waiting:
                try:
                    await waiting.popleft()()
                except Exception as error:  # noqa: BLE001 - one answer that fails stops no other
                    _log.warning("matrix.not_answered", error=type(error).__name__)
        finally:
            del self._waiting[room_id]
