"""What open pages hear between two looks at the store: previews, and "look now"."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Post

#: Events kept for a page that reads slowly; older ones are dropped, since every event is either
#: superseded by the next or found again in the store.
QUEUE_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Changed:
    """The channel's messages changed: look at the store."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The verified parts of a post that is still being written."""

    post: Post


@dataclass(frozen=True, slots=True)
class Working:
    """The bot began or stopped work in a thread (or, with no thread, in the channel)."""

    thread: MessageId | None
    is_working: bool


Event = Changed | Preview | Working


class Broadcast:
    """Fans events out to the pages that are open on a channel, in this process."""

    def __init__(self) -> None:
        self._listeners: dict[ChannelKey, set[asyncio.Queue[Event]]] = {}

    def tell(self, channel: ChannelKey, event: Event) -> None:
        """Tell every open page of the channel; never waits."""
        for queue in self._listeners.get(channel, ()):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event)

    @contextmanager
    def listening(self, channel: ChannelKey) -> Iterator[asyncio.Queue[Event]]:
        """A queue that hears the channel's events for as long as the context lasts."""
        queue: asyncio.Queue[Event] = asyncio.Queue(QUEUE_LENGTH)
        listeners = self._listeners.setdefault(channel, set())
        listeners.add(queue)
        try:
            yield queue
        finally:
            listeners.discard(queue)
            if not listeners:
                self._listeners.pop(channel, None)
