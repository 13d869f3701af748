"""Where we are in the stream of what happens: it moves when all before it is kept and begun.

What was said is kept before the homeserver is asked for more.  That work on it has begun takes
longer to write down, so the position follows a few answers behind; whatever happens in between is
told again from where it stands, and done once.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.identifiers import ChannelKey
from bot.domain.messages import IncomingMessage
from bot.errors import StoreUnavailableError

#: Answers that it may be behind: what they brought is what a crash has to be told again.
MOST_BEHIND = 64


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


@dataclass(frozen=True, slots=True)
class _Read:
    """An answer that was read: where it ends, and what was kept of it and is to be begun."""

    since: str
    kept: tuple[IncomingMessage, ...]


class Position:
    """What is read next, and the stored position behind it."""

    def __init__(
        self, store: PositionStore, begin: Callable[[IncomingMessage], Awaitable[None]]
    ) -> None:
        self._store = store
        self._begin = begin
        self._next: str | None = None
        #: What is still to be written down, oldest first.
        self._behind: list[_Read] = []
        self._following: asyncio.Task[None] | None = None

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
        if len(self._behind) >= MOST_BEHIND:
            await self.settle()
        await self._look_back()
        self._behind.append(_Read(since, tuple(kept)))
        self._next = since
        if self._following is None:
            self._following = asyncio.create_task(self._follow(user_id), name="matrix position")

    async def settle(self) -> None:
        """Wait until the stored position is where we read.

        Raises:
            StoreError: as `since`.
        """
        await self.caught_up()
        await self._look_back()

    async def caught_up(self) -> None:
        """Wait until what was read so far is written down, or has failed to be."""
        if self._following is not None:
            await asyncio.wait([self._following])

    async def reset(self) -> None:
        """Read on from the stored position; what is not written down is left to whoever does."""
        following, self._following = self._following, None
        self._behind, self._next = [], None
        if following is not None:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    async def _look_back(self) -> None:
        following = self._following
        if following is None or not following.done():
            return
        self._following = None
        failure = None if following.cancelled() else following.exception()
        if self._behind:
            await self.reset()
            raise failure or StoreUnavailableError("Writing down what was read was called off.")

    async def _follow(self, user_id: str) -> None:
        """Begin all that was read so far at once, and store where it ends; then what came since."""
        while self._behind:
            read = list(self._behind)
            await self._begin_all([message for one in read for message in one.kept])
            await self._store.keep_since(user_id, read[-1].since)
            del self._behind[: len(read)]

    async def _begin_all(self, kept: Sequence[IncomingMessage]) -> None:
        rooms: dict[ChannelKey, list[IncomingMessage]] = defaultdict(list)
        for message in kept:
            rooms[message.channel].append(message)
        begun = await asyncio.gather(*map(self._begin_in, rooms.values()), return_exceptions=True)
        for outcome in begun:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _begin_in(self, said: Sequence[IncomingMessage]) -> None:
        """In a room everything is begun in the order in which it was said."""
        for message in said:
            await self._begin(message)
