"""What an open page shows: the channel, perhaps one thread, and what changed since last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Delivery, IncomingMessage
from bot.platforms.console.views import MessageView, message_view
from bot.ports import MessageStore

#: Top-level messages on the page; older ones stay in the store.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Timeline:
    """The messages of a channel and of the thread that is open in it."""

    channel: tuple[MessageView, ...]
    thread: tuple[MessageView, ...]

    def versions(self) -> Mapping[tuple[str, str], object]:
        """By place on the page and id, something that changes when the message does."""
        return {("channel", m.message_id): m.replies for m in self.channel} | {
            ("thread", m.message_id): None for m in self.thread
        }


async def read_timeline(
    messages: MessageStore, channel: ChannelKey, thread: MessageId | None
) -> Timeline:
    """Read what a page shows.

    Our posts stand in place by the time they were sent, people's by when they wrote.
    """
    top = await messages.timeline(channel, limit=SHOWN)
    counts = await messages.reply_counts(channel, [_id(entry) for entry in top])
    inside = await messages.timeline(channel, thread=thread) if thread else ()
    return Timeline(
        tuple(
            message_view(entry, channel.place, replies=counts.get(_id(entry), 0)) for entry in top
        ),
        _views(inside, channel),
    )


def _views(
    entries: Sequence[IncomingMessage | Delivery], channel: ChannelKey
) -> tuple[MessageView, ...]:
    return tuple(message_view(entry, channel.place) for entry in entries)


def _id(entry: IncomingMessage | Delivery) -> MessageId:
    if isinstance(entry, IncomingMessage):
        return entry.message_id
    return entry.message_id or MessageId(entry.post.delivery_id)
