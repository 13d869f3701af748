"""The live line of an open page: server-sent events with whatever changed.

The store is the truth: a line looks when it is told to and once a second, since another process
may have written.  Previews and "at work" exist in this process only.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass

from bot.domain.identifiers import ChannelKey, MessageId
from bot.platforms.console.broadcast import Broadcast, Ended, Event, Preview, Working
from bot.platforms.console.rendering import Rendering, event
from bot.platforms.console.timeline import Timeline, read_timeline
from bot.platforms.console.views import post_view
from bot.ports.clock import Clock
from bot.ports.messages import MessageStore

#: Seconds between two looks at the store for messages that another process wrote.
LOOK_SECONDS = 1.0
#: A post is told of a moment before its record says that it was sent.
SETTLE_SECONDS = 0.05
#: Looks without news after which the page is sent a sign of life, so that proxies keep the line.
QUIET_LOOKS = 15
#: Milliseconds after which a page whose line broke tries again.
RETRY_MILLISECONDS = 1500

SIGN_OF_LIFE = ": still here\n\n"


@dataclass(frozen=True, slots=True)
class LiveLines:
    """Makes the lines of the pages that are open."""

    messages: MessageStore
    broadcast: Broadcast
    rendering: Rendering
    clock: Clock

    async def follow(
        self,
        channel: ChannelKey,
        thread: MessageId | None,
        is_closed: Callable[[], Awaitable[bool]],
    ) -> AsyncIterator[str]:
        """Events for one page: all that it should show, then what changes.

        The first event names every message, so that a page that was away drops what is gone;
        the messages follow even if the page has them, and take the place of their likes.
        """
        with self.broadcast.listening(channel) as queue:
            shown = await read_timeline(self.messages, channel, thread)
            yield self._beginning(shown)
            for line in self._differences(channel, None, shown):
                yield line
            yield self._work(self.broadcast.work(channel))
            quiet = 0
            while not await is_closed():
                heard = await _next_event(queue)
                if isinstance(heard, Ended):
                    return
                if isinstance(heard, Working):
                    yield self._work(heard)
                    continue
                if isinstance(heard, Preview):
                    if not _is_overtaken(heard, shown):
                        yield self._preview(heard)
                    continue
                await asyncio.sleep(0 if heard is None else SETTLE_SECONDS)
                before = shown
                shown = await read_timeline(self.messages, channel, thread, before=before)
                for line in self._differences(channel, before, shown):
                    yield line
                quiet = quiet + 1 if shown is before else 0
                if quiet % QUIET_LOOKS == QUIET_LOOKS - 1:
                    yield SIGN_OF_LIFE

    def _beginning(self, shown: Timeline) -> str:
        ids = {
            "channel": [message.message_id for message in shown.channel],
            "thread": [message.message_id for message in shown.thread],
        }
        return f"retry: {RETRY_MILLISECONDS}\n" + event("beginning", **ids)

    def _differences(
        self, channel: ChannelKey, before: Timeline | None, shown: Timeline
    ) -> Iterator[str]:
        """Messages that are new or look different, then those that are gone."""
        if shown is before:
            return
        old, new = before.by_place() if before else {}, shown.by_place()
        for (where, name), view in new.items():
            if old.get((where, name)) != view:
                html = self.rendering.message(channel, view, where)
                yield event("message", where=where, id=name, html=html)
        for where, name in old.keys() - new.keys():
            yield event("gone", where=where, id=name)

    def _preview(self, heard: Preview) -> str:
        post = heard.post
        view = post_view(post, post.channel.place, at=self.clock.now(), is_writing=True)
        where = "thread" if view.thread else "channel"
        html = self.rendering.message(post.channel, view, where)
        return event("preview", thread=view.thread, id=view.message_id, html=html)

    def _work(self, under_way: Working) -> str:
        return event("working", threads=sorted(under_way.threads, key=str))


def _is_overtaken(heard: Preview, shown: Timeline) -> bool:
    """Whether the finished post is on the page already: a look may be ahead of what was told."""
    where = "thread" if heard.post.thread else "channel"
    return (where, heard.post.delivery_id) in shown.by_place()


async def _next_event(queue: asyncio.Queue[Event]) -> Event | None:
    """The next event; None when it is time to look at the store."""
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await queue.get()
    except TimeoutError:
        return None
