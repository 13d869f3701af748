"""Who reads a source: one at a time, so that a digest beside a poll fetches no page twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4
from weakref import WeakValueDictionary

import structlog

from bot.domain.identifiers import SourceId
from bot.errors import StoreError
from bot.ingest.outcomes import SourceRead
from bot.ports.clock import Clock
from bot.ports.sources import SourceStore

_log = structlog.get_logger(__name__)

#: A process that says nothing for so long reads no more, and another may.
HELD_FOR = timedelta(seconds=60)
#: Seconds between two signs of life, and between two looks whether another process has ended.
SIGN_SECONDS, LOOK_SECONDS = 20.0, 0.5


class _Place:
    """A source's place in this process: `read` is what the last one to hold it came to."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.read: SourceRead | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The only read of a source in this process, for as long as it lasts."""

    _place: _Place
    has_waited: bool

    @property
    def shared(self) -> SourceRead | None:
        """What the read that was waited for came to; None where none was, or it broke off."""
        return self._place.read if self.has_waited else None

    def share(self, read: SourceRead) -> SourceRead:
        """Let those who wait know what it came to."""
        self._place.read = read
        return read


class SourceTurns:
    """Turns at sources: in this process by a lock, among processes by a lease in the store."""

    def __init__(self, sources: SourceStore, clock: Clock) -> None:
        self._sources = sources
        self._clock = clock
        self._reader = uuid4().hex
        self._places: WeakValueDictionary[SourceId, _Place] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, source_id: SourceId) -> AsyncIterator[Turn]:
        """Wait until nobody else in this process reads a source."""
        place = self._places.get(source_id)
        if place is None:
            place = self._places[source_id] = _Place()
        has_waited = place.lock.locked()
        async with place.lock:
            turn = Turn(place, has_waited)
            if turn.shared is None:
                place.read = None
            yield turn

    @asynccontextmanager
    async def holding(self, source_id: SourceId) -> AsyncIterator[bool]:
        """Wait until no other process reads a source's articles; whether it is still followed.

        A process that was killed on another machine is waited for until its lease has run out.
        """
        try:
            is_followed = await self._taken(source_id)
        except asyncio.CancelledError:
            # It may have been given to us in the moment in which we were called off.
            await self._give_back(source_id)
            raise
        if not is_followed:
            yield False
            return
        signs = asyncio.create_task(self._give_signs(source_id), name=f"reading {source_id}")
        try:
            yield True
        finally:
            signs.cancel()
            try:
                # Waited for and not awaited: that it was called off would hide that we are.
                await asyncio.wait((signs,))
            finally:
                await self._give_back(source_id)

    async def _give_back(self, source_id: SourceId) -> None:
        try:
            await self._sources.end_reading(source_id, self._reader)
        except StoreError as error:
            # It runs out by itself.
            _log.warning("lease.not_ended", source_id=source_id, error=type(error).__name__)

    async def _taken(self, source_id: SourceId) -> bool:
        is_told = False
        while not await self._take(source_id):
            health = await self._sources.source(source_id)
            if health is None:
                return False
            if not is_told:
                until = health.reading_until.isoformat() if health.reading_until else None
                _log.info("lease.waited_for", source_id=source_id, at_most_until=until)
                is_told = True
            await asyncio.sleep(LOOK_SECONDS)
        return True

    async def _take(self, source_id: SourceId) -> bool:
        now = self._clock.now()
        return await self._sources.begin_reading(
            source_id, self._reader, now=now, until=now + HELD_FOR
        )

    async def _give_signs(self, source_id: SourceId) -> None:
        while True:
            await asyncio.sleep(SIGN_SECONDS)
            try:
                await self._take(source_id)
            except StoreError as error:
                _log.warning("lease.not_renewed", source_id=source_id, error=type(error).__name__)
