"""The stores of channels' settings and schedules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.identifiers import ChannelKey, ScheduleId
from bot.domain.schedules import ChannelSettings, Schedule, Slot, SlotOutcome


class SettingsStore(Protocol):
    """What each channel has asked for."""

    async def settings(self, channel: ChannelKey) -> ChannelSettings:
        """A channel's settings; the defaults if it never set any."""
        ...

    async def save_settings(self, settings: ChannelSettings) -> None:
        """Replace a channel's settings."""
        ...


class ScheduleStore(Protocol):
    """Digest schedules and the slots that were handled."""

    async def save_schedule(self, schedule: Schedule) -> None:
        """Set the channel's schedule, in place of an earlier one."""
        ...

    async def drop_schedule(self, channel: ChannelKey) -> bool:
        """End the channel's schedule; whether it had one."""
        ...

    async def schedule(self, channel: ChannelKey) -> Schedule | None:
        """The channel's schedule."""
        ...

    async def schedules(self) -> Sequence[Schedule]:
        """Every schedule there is."""
        ...

    async def slot_outcome(self, schedule_id: ScheduleId, local_date: date) -> SlotOutcome | None:
        """What became of a slot; None when it was never touched."""
        ...

    async def record_slot(self, slot: Slot, outcome: SlotOutcome, now: datetime) -> bool:
        """Note what became of a slot; whether it was noted.

        ``STARTED`` is a claim: of all that claim a slot, on all replicas, one is told True.
        Another outcome takes the place of ``STARTED`` or of nothing, and is then final.
        """
        ...
