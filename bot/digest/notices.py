"""What is said instead of a digest that did not come, or beside a post that is not as it should be.

Silence is never ambiguous.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.identifiers import ChannelKey, DeliveryId
from bot.domain.messages import Paragraph, Post, PostKind, Words, words
from bot.domain.schedules import Slot


def skipped_post(
    missed: Sequence[Slot], zone: ZoneInfo, now: datetime, *, delivery_id: DeliveryId, is_late: bool
) -> Post:
    """A word about digests that were missed; `is_late`: the newest is among them."""
    said = _nothing_comes(missed, zone, now) if is_late else _the_next_comes(missed, zone)
    return Post(delivery_id, missed[-1].channel, None, PostKind.REPLY, (Paragraph(said),))


def unchanged_post(channel: ChannelKey, now: datetime) -> Post:
    """A word that what was forgotten still stands in a chat: the same one for a whole day."""
    said = words(
        "Something that was forgotten can still be read in what I posted before: I may not change "
        "it where it stands, for example in a room that was replaced by this one. Please have it "
        "deleted there by somebody who may."
    )
    name = DeliveryId(f"unchanged:{channel}:{now.astimezone(UTC):%Y-%m-%d}")
    return Post(name, channel, None, PostKind.REPLY, (Paragraph(said),))


def _nothing_comes(missed: Sequence[Slot], zone: ZoneInfo, now: datetime) -> Words:
    last, until = missed[-1].due_at.astimezone(zone), now.astimezone(zone)
    if len(missed) == 1:
        return words(
            "The digest of {at} was skipped: I was not at work until {until}. Say brief to have it.",
            at=last,
            until=until,
        )
    return words(
        "{count} digests were skipped, the last one that of {at}: I was not at work until {until}. "
        "Say brief to have what they would have held.",
        count=len(missed),
        at=last,
        until=until,
    )


def _the_next_comes(missed: Sequence[Slot], zone: ZoneInfo) -> Words:
    last = missed[-1].due_at.astimezone(zone)
    if len(missed) == 1:
        return words(
            "The digest of {at} was skipped: I was not at work. What it would have held is in "
            "the next one.",
            at=last,
        )
    return words(
        "{count} digests were skipped, the last one that of {at}: I was not at work. What they "
        "would have held is in the next one.",
        count=len(missed),
        at=last,
    )
