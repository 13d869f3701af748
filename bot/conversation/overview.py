"""How a channel stands, at a glance: for pages that show several channels side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.office import Office
from bot.digest.schedule import next_slot
from bot.domain.identifiers import ChannelKey
from bot.domain.schedules import Schedule, Slot
from bot.domain.sources import SourceHealth


@dataclass(frozen=True, slots=True)
class ChannelOverview:
    """What a channel follows, when its digest comes, what it cares about, what it has read."""

    channel: ChannelKey
    sources: tuple[SourceHealth, ...]
    schedule: Schedule | None
    #: The next digest that is due; None without a schedule.
    coming: Slot | None
    topics: tuple[str, ...]
    #: The zone in which the channel counts its days.
    timezone: str
    articles: int
    #: When it stood so.
    at: datetime


async def overview(office: Office, channel: ChannelKey) -> ChannelOverview:
    """How a channel stands now."""
    schedule = await office.schedules.schedule(channel)
    settings = await office.settings.settings(channel)
    return ChannelOverview(
        channel=channel,
        sources=tuple(await office.sources.sources(channel)),
        schedule=schedule,
        coming=next_slot(schedule, office.now()) if schedule else None,
        topics=settings.topics,
        timezone=settings.timezone or office.default_timezone,
        articles=await office.articles.count(channel),
        at=office.now(),
    )
