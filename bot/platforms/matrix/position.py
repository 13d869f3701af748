"""Where we are in the stream of what happens: it moves when all before it is kept and begun.

What was said is kept before the homeserver is asked for more.  That work on it has begun takes
longer to write down, so the position follows a few answers behind; whatever happens in between is
told again from where it stands, and done once.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.domain.identifiers import ChannelKey
from bot.domain.messages import IncomingMessage
from bot.errors import StoreUnavailableError

#: Answers that it may be behind: what they brought is what a crash has to be told again.
MOST_BEHIND = 16


class PositionStore(Protocol):
    """Where we are in the stream of what happens, and who of us reads it."""

    async def since(self, user_id: str) -> str | None:
        """The position that everything before is stored for."""
        ...

    async def keep_since(self, user_id: str, since: str) -> None:
        """Everything before this position is stored."""
        ...

    async def lead(self, user_id: str) -> bool:
        """Be the one that syncs, or go on being it; whether we are."""
        ...

    async def step_down(self, user_id: str) -> None:
        """Let another one sync at once."""
        ...


class Position:
    """What is read next, and the stored position behind it."""

    def __init__(
        self, store: PositionStore, begin: Callable[[IncomingMessage], Awaitable[None]]
    ) -> None:
        self._store = store
        self._begin = begin
        self._next: str | None = None
        #: What is still to be written down of each answer, oldest first.
        self._behind: list[asyncio.Task[None]] = []

    async def since(self, user_id: str) -> str | None:
        """From where to read on; None before there is a position.

        Raises:
            StoreError: something that was read is not written down; it is read again next time.
        """
        await self._look_back()
        if self._next is None:
            self._next = await self._store.since(user_id)
        return self._next

    async def move(self, user_id: str, since: str, kept: Sequence[IncomingMessage]) -> None:
        """Read on from here; the stored position follows when work on what was kept has begun.

        Raises:
            StoreError: as `since`.
        """
        while len(self._behind) >= MOST_BEHIND:
            await asyncio.wait(self._behind[:1])
            await self._look_back()
        before = self._behind[-1] if self._behind else None
        following = self._follow(before, user_id, since, kept)
        self._behind.append(asyncio.create_task(following, name="matrix position"))
        self._next = since

    async def settle(self) -> None:
        """Wait until the stored position is where we read.

        Raises:
            StoreError: as `since`.
        """
        await self.caught_up()
        await self._look_back()

    async def caught_up(self) -> None:
        """Wait until what was read so far is written down, or has failed to be."""
        if self._behind:
            await asyncio.wait(self._behind)

    async def reset(self) -> None:
        """Read on from the stored position; what is not written down is left to whoever does."""
        behind, self._behind, self._next = self._behind, [], None
        for task in behind:
            task.cancel()
        await asyncio.gather(*behind, return_exceptions=True)

    async def _look_back(self) -> None:
        for task in list(self._behind):
            if not task.done():
                return
            if task.cancelled() or task.exception() is not None:
                await self.reset()
                raise (None if task.cancelled() else task.exception()) or StoreUnavailableError(
                    "Writing down what was read was called off."
                )
            self._behind.remove(task)

    async def _follow(
        self,
        before: asyncio.Task[None] | None,
        user_id: str,
        since: str,
        kept: Sequence[IncomingMessage],
    ) -> None:
        if before is not None:
            await before
        rooms: dict[ChannelKey, list[IncomingMessage]] = defaultdict(list)
        for message in kept:
            rooms[message.channel].append(message)
        begun = await asyncio.gather(*map(self._begin_all, rooms.values()), return_exceptions=True)
        for outcome in begun:
            if isinstance(outcome, BaseException):
                raise outcome
        await self._store.keep_since(user_id, since)

    async def _begin_all(self, said: Sequence[IncomingMessage]) -> None:
        """In a room everything is begun in the order in which it was said."""
        for message in said:
            await self._begin(message)
