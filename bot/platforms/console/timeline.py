"""What an open page shows: the channel, perhaps one thread, and what changed since last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Delivery, IncomingMessage
from bot.platforms.console.views import MessageView, ReplyView, message_view, reply_view
from bot.ports.messages import MessageStore

#: Top-level messages on the page; older ones stay in the store.
SHOWN = 60
#: The person behind every message and thumb of the console: it has one reader, who has no name.
READER = "you"

Entry = IncomingMessage | Delivery


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at the store found; two looks that are equal show the same page."""

    channel: tuple[Entry, ...]
    #: Replies by thread.
    replies: Mapping[MessageId, int]
    #: The reader's thumbs by message; True is up.
    thumbs: Mapping[MessageId, bool]
    thread: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The messages of a channel and of the thread that is open in it."""

    seen: Seen
    channel: tuple[MessageView, ...]
    thread: tuple[MessageView, ...]

    def by_place(self) -> Mapping[tuple[str, str], MessageView]:
        """The messages by the part of the page they stand in, and by id, in reading order."""
        return {("channel", m.message_id): m for m in self.channel} | {
            ("thread", m.message_id): m for m in self.thread
        }


async def read_timeline(
    messages: MessageStore,
    channel: ChannelKey,
    thread: MessageId | None,
    *,
    before: Timeline | None = None,
) -> Timeline:
    """Read what a page shows; `before` itself when nothing has changed since.

    Our posts stand in place by the time they were sent, people's by when they wrote.
    """
    seen = await _look(messages, channel, thread)
    if before is not None and before.seen == seen:
        return before
    # Under one of our own posts the number of replies says enough.
    asked = [_id(entry) for entry in seen.channel if isinstance(entry, IncomingMessage)]
    newest = {
        root: await _newest_reply(messages, channel, root) for root in asked if root in seen.replies
    }
    return Timeline(
        seen,
        tuple(_top_view(entry, channel, seen, newest) for entry in seen.channel),
        tuple(_view(entry, channel, seen) for entry in seen.thread),
    )


async def _look(messages: MessageStore, channel: ChannelKey, thread: MessageId | None) -> Seen:
    top = await messages.timeline(channel, limit=SHOWN)
    counts = await messages.reply_counts(channel, [_id(entry) for entry in top])
    inside: Sequence[Entry] = await messages.timeline(channel, thread=thread) if thread else ()
    thumbs = await messages.feedback(channel)
    return Seen(
        channel=tuple(top),
        replies={root: count for root, count in counts.items() if count},
        thumbs={thumb.message_id: thumb.is_good for thumb in thumbs if thumb.sender == READER},
        thread=tuple(inside),
    )


async def _newest_reply(
    messages: MessageStore, channel: ChannelKey, root: MessageId
) -> ReplyView | None:
    """The last thing said in a thread, for the line under its root."""
    last = await messages.timeline(channel, thread=root, limit=1)
    said = [entry for entry in last if _id(entry) != root]
    return reply_view(said[-1], channel.place) if said else None


def _view(entry: Entry, channel: ChannelKey, seen: Seen) -> MessageView:
    return message_view(entry, channel.place, thumb=seen.thumbs.get(_id(entry)))


def _top_view(
    entry: Entry, channel: ChannelKey, seen: Seen, newest: Mapping[MessageId, ReplyView | None]
) -> MessageView:
    root = _id(entry)
    return replace(
        _view(entry, channel, seen),
        replies=seen.replies.get(root, 0),
        newest=newest.get(root),
    )


def _id(entry: Entry) -> MessageId:
    if isinstance(entry, IncomingMessage):
        return entry.message_id
    return entry.message_id or MessageId(entry.post.delivery_id)
