"""The steps that a running workflow takes: once, or again and again until one is done or given up.

What a step tells is kept by the engine (`attempts`), so a replay after a crash passes over it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from dbos import DBOS

from bot.durable.attempts import Attempt, State, Told, attempt, wait_before
from bot.ports.clock import Clock

#: A deadline that has always passed: a step is tried once.
AT_ONCE = datetime.min.replace(tzinfo=UTC)


class Steps:
    """Takes the steps of whichever workflow calls it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def until(
        self, name: str, action: Callable[[], Awaitable[Told]], deadline: datetime
    ) -> Attempt:
        """Take a step until it is done or given up, with waits between the tries."""
        number = 1
        while True:
            tried = await self._step(name, action, deadline)
            if tried["state"] != State.AGAIN:
                return tried
            await DBOS.sleep_async(wait_before(number, tried["wait_seconds"]))
            number += 1

    async def once(self, name: str, action: Callable[[], Awaitable[Told]]) -> Attempt:
        """Take a step once, whatever comes of it."""
        return await self._step(name, action, AT_ONCE)

    async def _step(
        self, name: str, action: Callable[[], Awaitable[Told]], deadline: datetime
    ) -> Attempt:
        ids = {"step": name, "workflow": str(DBOS.workflow_id)}
        return await DBOS.run_step_async(
            {"name": name}, attempt, action, self._clock, deadline, **ids
        )

    async def began_at(self) -> datetime:
        """The moment this workflow began, the same in every replay."""

        async def read() -> str:
            return self._clock.now().isoformat()

        return datetime.fromisoformat(await DBOS.run_step_async({"name": "clock"}, read))


def ids_told(told: Told) -> list[str]:
    """The ids that a step told; none where it told something else, or failed."""
    return told if isinstance(told, list) else []
