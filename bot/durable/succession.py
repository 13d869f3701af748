"""A channel that is replaced while something said in it is being answered.

What is at work there ends first, so that what it sets or reads goes along; and what could no longer
be said there is said where the talk goes on.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from bot.domain.identifiers import ChannelKey, DeliveryId
from bot.domain.messages import Footer, Post, words
from bot.ports.messages import DeliveryStore

#: Seconds that work in the old channel is waited for: a long article takes some of them; a platform
#: that is away takes more, and the new channel is not to wait that long for its memory.
WAITED_FOR = 120.0
#: Answers that were given up longer ago than this are not of the move.
LATELY = timedelta(hours=1)


class Succession:
    """Which messages this process answers, by channel; and which answers did not arrive."""

    def __init__(self, messages: DeliveryStore) -> None:
        self._messages = messages
        self._at_work: Counter[str] = Counter()
        #: For each channel that is waited for: set when nothing of it is at work.
        self._over: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()

    @contextmanager
    def answering(self, channel: str) -> Iterator[None]:
        """While a message of a channel is answered and the answer sent."""
        self._at_work[channel] += 1
        try:
            yield
        finally:
            self._at_work[channel] -= 1
            if not self._at_work[channel]:
                del self._at_work[channel]
                if (over := self._over.get(channel)) is not None:
                    over.set()

    async def until_answered(self, channel: str) -> None:
        """Wait until nothing of a channel is at work, or for as long as is sensible."""
        if channel in self._at_work:
            over = self._over.setdefault(channel, asyncio.Event())
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), WAITED_FOR)

    async def keep_what_was_refused(self, new: ChannelKey, now: datetime) -> Sequence[DeliveryId]:
        """Keep anew, for the channel that replaced theirs, the answers that theirs did not take."""
        kept = []
        for delivery in await self._messages.failed(new, now - LATELY):
            if delivery.post.answers is not None:
                post = _in_place_of(delivery.post)
                await self._messages.keep_delivery(post, now)
                kept.append(post.delivery_id)
        return kept


def _in_place_of(post: Post) -> Post:
    """The post for a channel that knows neither the thread nor the question."""
    why = Footer(words("You asked in the room that this one replaces."))
    name = DeliveryId(f"moved:{post.delivery_id}")
    moved = replace(post, delivery_id=name, thread=None, answers=None)
    return moved.saying((*post.parts, why))
