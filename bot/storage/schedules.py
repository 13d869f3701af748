"""Digest schedules and the slots that were handled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, select

from bot.domain.identifiers import ChannelKey, ScheduleId
from bot.domain.schedules import Schedule, Slot, SlotOutcome
from bot.storage import tables_following as tables
from bot.storage.database import Database
from bot.storage.writes import took_effect


class SqlScheduleStore:
    """`ports.ScheduleStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save_schedule(self, schedule: Schedule) -> None:
        """Set the channel's schedule, in place of an earlier one."""
        values = {
            "schedule_id": schedule.schedule_id,
            "at": schedule.at,
            "days": sorted(schedule.days),
            "timezone": schedule.timezone,
            "created_at": schedule.created_at,
        }
        insert = self._database.insert(tables.schedule).values(channel=schedule.channel, **values)
        async with self._database.writing() as connection:
            await connection.execute(
                insert.on_conflict_do_update(index_elements=["channel"], set_=values)
            )

    async def drop_schedule(self, channel: ChannelKey) -> bool:
        """End the channel's schedule; whether it had one."""
        async with self._database.writing() as connection:
            gone = await connection.execute(
                delete(tables.schedule).where(tables.schedule.c.channel == channel)
            )
            return gone.rowcount > 0

    async def schedule(self, channel: ChannelKey) -> Schedule | None:
        """The channel's schedule."""
        query = select(tables.schedule).where(tables.schedule.c.channel == channel)
        row = await self._database.row(query)
        return None if row is None else _schedule(row)

    async def schedules(self) -> Sequence[Schedule]:
        """Every schedule there is."""
        query = select(tables.schedule).order_by(tables.schedule.c.channel)
        return [_schedule(row) for row in await self._database.rows(query)]

    async def slot_outcome(self, schedule_id: ScheduleId, local_date: date) -> SlotOutcome | None:
        """What became of a slot; None when it was never touched."""
        query = select(tables.slot.c.outcome).where(
            tables.slot.c.schedule_id == schedule_id, tables.slot.c.local_date == local_date
        )
        outcome = await self._database.value(query)
        return None if outcome is None else SlotOutcome(outcome)

    async def record_slot(self, slot: Slot, outcome: SlotOutcome, now: datetime) -> bool:
        """Note what became of a slot; whether it was noted.

        ``STARTED`` is a claim: of all that claim a slot, on all replicas, one is told True.
        Another outcome takes the place of ``STARTED`` or of nothing, and is then final.
        """
        news = {"outcome": outcome.value, "recorded_at": now}
        insert = self._database.insert(tables.slot).values(
            schedule_id=slot.schedule_id,
            local_date=slot.local_date,
            channel=slot.channel,
            due_at=slot.due_at,
            **news,
        )
        if outcome is SlotOutcome.STARTED:
            once = insert.on_conflict_do_nothing()
        else:
            once = insert.on_conflict_do_update(
                index_elements=["schedule_id", "local_date"],
                set_=news,
                where=tables.slot.c.outcome == SlotOutcome.STARTED.value,
            )
        return await self._database.write(lambda connection: took_effect(connection, once))


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(
        schedule_id=ScheduleId(row.schedule_id),
        channel=row.channel,
        at=row.at,
        days=frozenset(row.days),
        timezone=row.timezone,
        created_at=row.created_at,
    )
