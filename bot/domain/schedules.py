"""Schedules of digests, and the settings of a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.identifiers import ChannelKey, ScheduleId


@dataclass(frozen=True, slots=True)
class Schedule:
    """A digest at a local wall time on some weekdays; `days` counts Monday as 0."""

    schedule_id: ScheduleId
    channel: ChannelKey
    at: time
    days: frozenset[int]
    timezone: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """One digest that is or was due: a schedule and a local date; `due_at` is aware, in UTC."""

    schedule_id: ScheduleId
    channel: ChannelKey
    local_date: date
    due_at: datetime

    @property
    def workflow_id(self) -> str:
        """The key under which this digest runs once, on however many replicas (DESIGN D2)."""
        return f"digest:{self.schedule_id}:{self.local_date.isoformat()}"


class SlotOutcome(StrEnum):
    """What became of a slot."""

    STARTED = "started"
    SENT = "sent"
    SKIPPED_LATE = "skipped_late"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What a channel has asked for."""

    channel: ChannelKey
    topics: tuple[str, ...] = ()
    language: str | None = None
    timezone: str | None = None
    #: Whether people are to be notified of digests, where the platform leaves that to us.
    digests_ring: bool = False
