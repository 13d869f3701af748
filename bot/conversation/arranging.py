"""Commands that arrange a channel: digest, topics, language, and what is set."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

from bot.conversation import digest_replies, replies
from bot.conversation.languages import language_name
from bot.conversation.meanings import (
    DropDigest,
    SetDigest,
    SetLanguage,
    SetRing,
    SetTopics,
    ShowDigest,
    ShowLanguage,
    ShowSettings,
    ShowTopics,
)
from bot.conversation.office import Office
from bot.conversation.replies import Parts
from bot.digest.schedule import due_slots, next_slot
from bot.domain.identifiers import ChannelKey, ScheduleId
from bot.domain.messages import IncomingMessage
from bot.domain.schedules import Schedule

#: Ids of schedules are made from the message that asked for them, so that a message handled
#: twice sets one schedule.
_SCHEDULES = uuid.UUID("6f6c1b64-0d0c-5d0f-9a51-5b3f7f0c2a10")
#: How far back the last digest is looked for: a schedule has a slot at least once a week, and a
#: zone may leave out a day.
_LAST = timedelta(days=9)


async def set_digest(office: Office, message: IncomingMessage, intent: SetDigest) -> Parts:
    """Set the schedule; a zone that is named, or the asker's own, becomes the channel's own."""
    request = intent.request
    settings = await office.settings.settings(message.channel)
    is_own = not (request.timezone or settings.timezone) and intent.own_zone is not None
    chosen = request.timezone or settings.timezone or intent.own_zone
    zone = chosen or office.default_timezone
    if chosen not in (None, settings.timezone):
        await office.settings.save_settings(replace(settings, timezone=zone))
    name = f"{message.channel} {message.message_id}"
    schedule = Schedule(
        schedule_id=ScheduleId(str(uuid.uuid5(_SCHEDULES, name))),
        channel=message.channel,
        at=request.at,
        days=request.days,
        timezone=zone,
        created_at=office.now(),
    )
    await office.schedules.save_schedule(schedule)
    first = next_slot(schedule, office.now())
    return digest_replies.digest_set(schedule, first, is_guess=chosen is None, is_own=is_own)


async def drop_digest(office: Office, message: IncomingMessage, _intent: DropDigest) -> Parts:
    """End the schedule."""
    return digest_replies.digest_dropped(
        had_one=await office.schedules.drop_schedule(message.channel)
    )


async def show_digest(office: Office, message: IncomingMessage, _intent: ShowDigest) -> Parts:
    """When the next digest comes, and what became of the last."""
    return await digest_state(office, message.channel)


async def digest_state(office: Office, channel: ChannelKey) -> Parts:
    """As `show_digest`; `status` says the same."""
    schedule = await office.schedules.schedule(channel)
    if schedule is None:
        return digest_replies.no_digest()
    now = office.now()
    past = due_slots(schedule, now - _LAST, now)
    last = None
    if past:
        outcome = await office.schedules.slot_outcome(schedule.schedule_id, past[-1].local_date)
        last = (past[-1], outcome)
    return digest_replies.digest_shown(schedule, next_slot(schedule, now), last)


async def set_topics(office: Office, message: IncomingMessage, intent: SetTopics) -> Parts:
    """Say what matters most."""
    settings = await office.settings.settings(message.channel)
    await office.settings.save_settings(replace(settings, topics=intent.topics))
    return replies.topics(intent.topics)


async def show_topics(office: Office, message: IncomingMessage, _intent: ShowTopics) -> Parts:
    """Show what matters most."""
    return replies.topics((await office.settings.settings(message.channel)).topics)


async def set_language(office: Office, message: IncomingMessage, intent: SetLanguage) -> Parts:
    """Note the channel's language, or none."""
    name = None
    if intent.language.casefold() not in ("none", "off", "any"):
        name = language_name(intent.language)
        if name is None:
            return replies.unknown_language(intent.language)
    settings = await office.settings.settings(message.channel)
    await office.settings.save_settings(replace(settings, language=name))
    return replies.language(name)


async def show_language(office: Office, message: IncomingMessage, _intent: ShowLanguage) -> Parts:
    """Show the channel's language."""
    return replies.language((await office.settings.settings(message.channel)).language)


async def set_ring(office: Office, message: IncomingMessage, intent: SetRing) -> Parts:
    """Say whether people are notified of digests."""
    settings = await office.settings.settings(message.channel)
    await office.settings.save_settings(replace(settings, digests_ring=intent.digests_ring))
    return digest_replies.ring_set(digests_ring=intent.digests_ring)


async def show_settings(office: Office, message: IncomingMessage, _intent: ShowSettings) -> Parts:
    """Show everything that this channel has set."""
    settings = await office.settings.settings(message.channel)
    zone = await office.timezone(message.channel)
    return (
        *await digest_state(office, message.channel),
        *digest_replies.ring_set(digests_ring=settings.digests_ring),
        *replies.topics(settings.topics),
        *replies.language(settings.language),
        *replies.settings_of(zone, len(await office.sources.sources(message.channel))),
    )
