"""Work that nobody waits for, with an owner: bounded, logged, and waited for at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from bot.errors import AttacheError
from bot.platforms.slack.web_api import SlackCallError

#: Seconds that work under way is given when the program stops.
GRACE_SECONDS = 5.0

_log = structlog.get_logger(__name__)


class Background:
    """Tasks of one owner."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._tasks: set[asyncio.Task[None]] = set()
        self._held = 0
        self._is_free = asyncio.Event()
        self._is_free.set()

    def spawn(self, work: Callable[[], Awaitable[None]]) -> None:
        """Begin something; with too much under way it is left undone, and logged."""
        if len(self._tasks) >= self._most:
            _log.warning("background.full", owner=self._name)
            return
        task = asyncio.create_task(self._run(work), name=self._name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Work of somebody else's task that must not be cut off by the end."""
        self._held += 1
        self._is_free.clear()
        try:
            yield
        finally:
            self._held -= 1
            if not self._held:
                self._is_free.set()

    async def aclose(self) -> None:
        """Wait for what is under way, but not for ever."""
        try:
            async with asyncio.timeout(GRACE_SECONDS):
                await self._is_free.wait()
                await asyncio.gather(*self._tasks, return_exceptions=True)
        except TimeoutError:
            _log.warning("background.cut_off", owner=self._name, tasks=len(self._tasks))

    async def _run(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except SlackCallError as error:
            _log.warning("background.refused", owner=self._name, code=error.code)
        except AttacheError as error:
            _log.warning("background.failed", owner=self._name, error=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the edge: one task never stops the others
            where = error.__traceback__.tb_lineno if error.__traceback__ else None
            _log.error("background.broke", owner=self._name, error=type(error).__name__, at=where)
