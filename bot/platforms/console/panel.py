"""The side of the page: what the channel follows, and when its digest comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.source_states import source_state
from bot.digest.schedule import days_in_words, next_slot
from bot.domain.messages import plain
from bot.domain.schedules import Schedule
from bot.domain.sources import SourceHealth


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """A channel's digest: ``08:00``, ``weekdays``, ``Europe/Paris``, and the next one."""

    at: str
    days: str
    timezone: str
    following: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source; `state` is ``fine``, ``failing`` or ``waiting`` for its first read."""

    name: str
    state: str
    #: How reading it goes, in words.
    told: str


def schedule_view(schedule: Schedule | None, now: datetime) -> ScheduleView | None:
    """A schedule as the side shows it."""
    if schedule is None:
        return None
    return ScheduleView(
        f"{schedule.at:%H:%M}",
        days_in_words(schedule.days),
        schedule.timezone,
        next_digest(schedule, now),
    )


def next_digest(schedule: Schedule, now: datetime) -> str:
    """The day of the next digest where the schedule is; with the hour where clocks shift it."""
    due_at = next_slot(schedule, now).due_at.astimezone(ZoneInfo(schedule.timezone))
    is_as_set = (due_at.hour, due_at.minute) == (schedule.at.hour, schedule.at.minute)
    return plain(due_at.date() if is_as_set else due_at)


def source_view(health: SourceHealth, zone: ZoneInfo, now: datetime) -> SourceView:
    """A source as the side shows it."""
    return SourceView(
        name=health.source.title or health.source.url,
        state=_state(health),
        told=str(source_state(health, zone, now)),
    )


def _state(health: SourceHealth) -> str:
    if health.last_read_at is None:
        return "waiting"
    return "failing" if health.is_failing else "fine"
