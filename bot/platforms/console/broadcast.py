"""What open pages hear between two looks at the store: previews, work under way, "look now"."""

from __future__ import annotations

import asyncio
from collections import Counter
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
    """Every thread of the channel in which the bot is at work (None: the channel itself).

    All of them each time, so that a page that missed an event is right again with the next.
    """

    threads: frozenset[MessageId | None]


@dataclass(frozen=True, slots=True)
class Ended:
    """The console stops: nothing more will be told."""


Event = Changed | Preview | Working | Ended


class Broadcast:
    """Fans events out to the pages that are open on a channel, in this process."""

    def __init__(self) -> None:
        self._listeners: dict[ChannelKey, set[asyncio.Queue[Event]]] = {}
        self._at_work: dict[ChannelKey, Counter[MessageId | None]] = {}

    def tell(self, channel: ChannelKey, event: Event) -> None:
        """Tell every open page of the channel; never waits."""
        for queue in self._listeners.get(channel, ()):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event)

    def end(self) -> None:
        """Let go of every open page, so that a server that stops does not wait for them."""
        for channel in tuple(self._listeners):
            self.tell(channel, Ended())

    def note_work(self, channel: ChannelKey, thread: MessageId | None, *, is_working: bool) -> None:
        """Count one piece of work in a thread as begun or ended, and tell every open page."""
        under_way = self._at_work.setdefault(channel, Counter())
        under_way[thread] += 1 if is_working else -1
        # `+` keeps what is above zero: an end without its beginning does not hide a later one.
        self._at_work[channel] = +under_way
        self.tell(channel, self.work(channel))
        if not self._at_work[channel]:
            del self._at_work[channel]

    def work(self, channel: ChannelKey) -> Working:
        """What is under way in a channel now."""
        return Working(frozenset(self._at_work.get(channel, ())))

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
