"""A digest, step by step.  Every step can be taken again after a crash and does nothing twice.

`durable.workflows` takes the steps in order::

    begin -> read_sources -> write -> keep_post -> (deliver) -> move_ledger -> finish

What stands in memory between two steps is ids; briefings and posts are in their stores, under
ids made from the slot, where the one kept first wins.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.briefing.presentation import briefing_post
from bot.digest.notices import skipped_post
from bot.digest.schedule import LATENESS, due_slots
from bot.domain.briefings import Briefing
from bot.domain.identifiers import ArticleId, BriefingId, ChannelKey, DeliveryId
from bot.domain.messages import DeliveryState, PostKind
from bot.domain.schedules import Schedule, Slot, SlotOutcome
from bot.domain.sources import SourceHealth
from bot.errors import AttacheError, NotFoundError
from bot.ingest.reading_lanes import ReadingLanes
from bot.ports.briefings import BriefingStore
from bot.ports.clock import Clock
from bot.ports.messages import DeliveryStore
from bot.ports.settings import ScheduleStore
from bot.ports.sources import SourceStore

#: How far back missed slots are looked for.  A channel whose bot was away for longer is told
#: about the last week.
LOOK_BACK = timedelta(days=7)
#: How long a digest waits for slow feeds; what was not read by then is in the next one.
READING_SECONDS = 120.0
#: Feeds of one channel that are read at a time, and so many more whose hosts are slow.
READERS, SLOW_READERS = 4, 8

_log = structlog.get_logger(__name__)


class Briefs(Protocol):
    """Writes briefings (`briefing.Briefer`)."""

    async def brief(
        self,
        channel: ChannelKey,
        *,
        briefing_id: BriefingId,
        since: datetime | None = None,
        until: datetime | None = None,
        topic: str | None = None,
        only: frozenset[ArticleId] | None = None,
    ) -> Briefing:
        """What is new since the ledger or `since`, or what `only` tells; kept, and written once."""
        ...


class ReadsSources(Protocol):
    """Reads a feed's new items into memory (`ingest.Intake`)."""

    async def read_source(self, health: SourceHealth) -> object:
        """Read one source and note how it went."""
        ...


@dataclass(frozen=True, slots=True)
class Beginning:
    """Whether a digest goes on, and the word about missed ones to be sent first."""

    goes_on: bool
    notice: DeliveryId | None = None


@dataclass(frozen=True, slots=True)
class Digests:
    """The steps of a digest."""

    schedules: ScheduleStore
    sources: SourceStore
    messages: DeliveryStore
    briefings: BriefingStore
    reader: ReadsSources
    briefer: Briefs
    clock: Clock
    lateness: timedelta = LATENESS

    # ------------------------------------------------------------ which one

    async def due(self, schedule: Schedule) -> Slot | None:
        """The newest slot that is due and untouched; older untouched ones count as missed."""
        now = self.clock.now()
        slots = due_slots(schedule, now - LOOK_BACK, now)
        if not slots:
            return None
        newest = slots[-1]
        outcome = await self.schedules.slot_outcome(newest.schedule_id, newest.local_date)
        return newest if outcome is None else None

    def deadline(self, slot: Slot) -> datetime:
        """After this moment the digest is not sent any more."""
        return slot.due_at + self.lateness

    # ------------------------------------------------------------ the steps

    async def begin(self, slot: Slot) -> Beginning:
        """Claim the slot, and explain what was missed; a late slot is missed itself."""
        schedule = await self._schedule(slot)
        outcome = await self.schedules.slot_outcome(slot.schedule_id, slot.local_date)
        if schedule is None or outcome in (SlotOutcome.SENT, SlotOutcome.FAILED):
            return Beginning(goes_on=False)
        now = self.clock.now()
        is_late = outcome is SlotOutcome.SKIPPED_LATE or now > self.deadline(slot)
        if not is_late:
            await self.schedules.record_slot(slot, SlotOutcome.STARTED, now)
        missed = await self._missed(schedule, slot)
        notice = await self._explain(slot, (*missed, slot) if is_late else missed, is_late=is_late)
        return Beginning(goes_on=not is_late, notice=notice)

    async def read_sources(self, slot: Slot) -> None:
        """Read what the channel follows and is due, as far as `READING_SECONDS` allow."""
        now = self.clock.now()
        due = [
            health
            for health in await self.sources.sources(slot.channel)
            if health.next_read_at is None or health.next_read_at <= now
        ]
        lanes = ReadingLanes(READERS, SLOW_READERS)
        try:
            async with asyncio.timeout(READING_SECONDS):
                await asyncio.gather(*(self._read(health, lanes) for health in due))
        except TimeoutError:
            _log.warning("digest.reading_cut_short", slot=slot.workflow_id, sources=len(due))

    async def write(self, slot: Slot) -> BriefingId:
        """Write what is new since the ledger, once."""
        briefing = await self.briefer.brief(
            slot.channel, briefing_id=BriefingId(slot.workflow_id), until=self.clock.now()
        )
        return briefing.briefing_id

    async def keep_post(self, slot: Slot) -> DeliveryId:
        """Write the post down before it is sent."""
        briefing = await self.briefings.briefing(BriefingId(slot.workflow_id))
        post = briefing_post(
            briefing,
            delivery_id=DeliveryId(slot.workflow_id),
            kind=PostKind.DIGEST,
            timezone=await self._timezone(slot),
        )
        await self.messages.keep_delivery(post, self.clock.now())
        return post.delivery_id

    async def is_too_late(self, slot: Slot) -> bool:
        """Whether the post was never handed over and its time has passed."""
        delivery = await self.messages.delivery(DeliveryId(slot.workflow_id))
        return delivery.state is DeliveryState.READY and self.clock.now() > self.deadline(slot)

    async def skip(self, slot: Slot) -> DeliveryId | None:
        """Explain a digest that was begun and came too late to be sent."""
        return await self._explain(slot, (slot,), is_late=True)

    async def move_ledger(self, delivery_id: DeliveryId) -> None:
        """Note that the channel was sent what the post holds; only for a confirmed post."""
        delivery = await self.messages.delivery(delivery_id)
        if delivery.post.briefing_id is not None and delivery.sent_at is not None:
            await self.briefings.move_ledger(delivery.post.briefing_id, delivery.sent_at)

    async def finish(self, slot: Slot, outcome: SlotOutcome) -> None:
        """Note what became of the slot."""
        await self.schedules.record_slot(slot, outcome, self.clock.now())
        if outcome is SlotOutcome.FAILED:
            _log.error("digest.failed", slot=slot.workflow_id, channel=str(slot.channel))

    # ------------------------------------------------------------ inside

    async def _schedule(self, slot: Slot) -> Schedule | None:
        """The slot's schedule, unless it was ended or replaced since."""
        schedule = await self.schedules.schedule(slot.channel)
        return schedule if schedule and schedule.schedule_id == slot.schedule_id else None

    async def _timezone(self, slot: Slot) -> str:
        """The zone whose days the channel counts."""
        schedule = await self._schedule(slot)
        return schedule.timezone if schedule else "UTC"

    async def _missed(self, schedule: Schedule, slot: Slot) -> tuple[Slot, ...]:
        """Slots before this one that nobody touched."""
        before = slot.due_at - timedelta(microseconds=1)
        return tuple(
            [
                earlier
                for earlier in due_slots(schedule, slot.due_at - LOOK_BACK, before)
                if await self.schedules.slot_outcome(earlier.schedule_id, earlier.local_date)
                is None
            ]
        )

    async def _explain(
        self, slot: Slot, missed: Sequence[Slot], *, is_late: bool
    ) -> DeliveryId | None:
        """Keep the word about missed slots, then note them; the word kept first is the one sent."""
        delivery_id = DeliveryId(f"{slot.workflow_id}:skipped")
        if missed:
            zone = ZoneInfo(await self._timezone(slot))
            now = self.clock.now()
            post = skipped_post(missed, zone, now, delivery_id=delivery_id, is_late=is_late)
            await self.messages.keep_delivery(post, now)
            for one in missed:
                await self.schedules.record_slot(one, SlotOutcome.SKIPPED_LATE, now)
            return delivery_id
        return delivery_id if await self._is_kept(delivery_id) else None

    async def _is_kept(self, delivery_id: DeliveryId) -> bool:
        """Whether a step that crashed had come as far as keeping the word."""
        try:
            await self.messages.delivery(delivery_id)
        except NotFoundError:
            return False
        return True

    async def _read(self, health: SourceHealth, lanes: ReadingLanes) -> None:
        async with lanes.place(is_failing=health.is_failing):
            try:
                await self.reader.read_source(health)
            except AttacheError as error:
                # One feed never stops a digest; its health tells people, this tells operators.
                source_id = health.source.source_id
                _log.warning(
                    "digest.source_failed", source_id=source_id, error=type(error).__name__
                )
