"""Where we are in a homeserver's stream of events, and which replica reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection, delete, or_, select, update

from bot.domain.identifiers import ChannelKey
from bot.ports.clock import Clock
from bot.storage.database import Database
from bot.storage.tables_matrix import matrix_encrypted, matrix_position, matrix_sealed
from bot.storage.writes import took_effect

#: How long a replica leads without saying so again.  With three seconds between two looks of the
#: others, one that died is replaced within 28 seconds.
LEASE = timedelta(seconds=25)
#: How long an event waits for its key.
SEALED_FOR = timedelta(days=7)


class SqlMatrixPositions:
    """The stream's position and its reader, in a database that replicas share."""

    def __init__(self, database: Database, clock: Clock, replica: str) -> None:
        self._database = database
        self._clock = clock
        self._replica = replica

    async def since(self, user_id: str) -> str | None:
        """The position that everything before is stored for."""
        query = select(matrix_position.c.since).where(matrix_position.c.user_id == user_id)
        found: str | None = await self._database.value(query)
        return found

    async def keep_since(self, user_id: str, since: str) -> None:
        """Everything before this position is stored; one who leads no more does not turn it back."""
        position = matrix_position.c
        is_ours = (position.user_id == user_id) & (position.leader == self._replica)
        moved = update(matrix_position).where(is_ours).values(since=since)
        # The homeserver is asked for more after it: what is said next waits for it.
        await self._database.change(moved, is_awaited=True)

    async def lead(self, user_id: str) -> bool:
        """Be the one that syncs, or go on being it; whether we are."""
        now = self._clock.now()
        ours = {"leader": self._replica, "leads_until": now + LEASE}
        position = matrix_position.c
        is_free = or_(
            position.leader.is_(None),
            position.leader == self._replica,
            position.leads_until < now,
        )
        first = self._database.insert(matrix_position).values(user_id=user_id, **ours)
        taken = update(matrix_position).where(position.user_id == user_id, is_free).values(**ours)

        def work(connection: Connection) -> bool:
            is_first = took_effect(connection, first.on_conflict_do_nothing())
            return is_first or connection.execute(taken).rowcount > 0

        return await self._database.write(work)

    async def step_down(self, user_id: str) -> None:
        """Let another one sync at once."""
        position = matrix_position.c
        is_ours = (position.user_id == user_id) & (position.leader == self._replica)
        await self._database.change(update(matrix_position).where(is_ours).values(leader=None))


class SqlSealedEvents:
    """Events that wait for the key that opens them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def keep(
        self, channel: ChannelKey, event_id: str, session_id: str, *, told: bool = False
    ) -> bool:
        """Note an event that could not be read; whether that is new."""
        now = self._clock.now()
        insert = self._database.insert(matrix_sealed).values(
            channel=channel, event_id=event_id, session_id=session_id, heard_at=now, told=told
        )
        too_old = delete(matrix_sealed).where(matrix_sealed.c.heard_at < now - SEALED_FOR)

        def work(connection: Connection) -> bool:
            connection.execute(too_old)
            return took_effect(connection, insert.on_conflict_do_nothing())

        return await self._database.write(work)

    async def sessions(self) -> Sequence[tuple[ChannelKey, str]]:
        """The sessions whose keys are waited for."""
        query = select(matrix_sealed.c.channel, matrix_sealed.c.session_id).distinct()
        return [(row.channel, row.session_id) for row in await self._database.rows(query)]

    async def untold(self) -> Sequence[tuple[ChannelKey, str]]:
        """The events whose writers were not told, oldest first."""
        sealed = matrix_sealed.c
        query = select(sealed.channel, sealed.event_id).where(sealed.told.is_(False))
        found = await self._database.rows(query.order_by(sealed.heard_at))
        return [(row.channel, row.event_id) for row in found]

    async def mark_told(self, channel: ChannelKey, event_id: str) -> None:
        """Its writer knows."""
        sealed = matrix_sealed.c
        is_it = (sealed.channel == channel) & (sealed.event_id == event_id)
        await self._database.change(update(matrix_sealed).where(is_it).values(told=True))

    async def of_session(self, channel: ChannelKey, session_id: str) -> Sequence[str]:
        """The events that a key opens, oldest first."""
        sealed = matrix_sealed.c
        query = select(sealed.event_id).where(
            sealed.channel == channel, sealed.session_id == session_id
        )
        return await self._database.values(query.order_by(sealed.heard_at))

    async def drop(self, channel: ChannelKey, event_id: str) -> None:
        """It was read, or never will be."""
        sealed = matrix_sealed.c
        is_it = (sealed.channel == channel) & (sealed.event_id == event_id)
        await self._database.change(delete(matrix_sealed).where(is_it))


class SqlEncryptedRooms:
    """Rooms that are encrypted, as far as was ever heard."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def holds(self, channel: ChannelKey) -> bool:
        """Whether a room was ever encrypted."""
        known = matrix_encrypted.c.channel
        found = await self._database.rows(select(known).where(known == channel))
        return bool(found)

    async def keep(self, channel: ChannelKey) -> None:
        """Note that it is."""
        insert = self._database.insert(matrix_encrypted).values(channel=channel)
        await self._database.change(insert.on_conflict_do_nothing())
