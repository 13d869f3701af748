"""The notices that say in a thread how work goes: that it takes longer, is done, or is enough.

Each is one event, and the first is kept as a preview, so that whoever ends the work finds it.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from typing import Protocol

import structlog

from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId
from bot.domain.messages import Post
from bot.errors import DeliveryError
from bot.platforms.matrix.contents import Content, enough_content, reading_content
from bot.platforms.matrix.homeserver_api import MatrixCallError
from bot.platforms.matrix.incoming import content_of, relation_of
from bot.platforms.matrix.places import room_of
from bot.platforms.matrix.threads import TellsEvents
from bot.ports.messages import PreviewStore

_log = structlog.get_logger(__name__)


class Sends(Protocol):
    """Sends events into rooms, encrypted where the room is."""

    async def send(self, channel: ChannelKey, content: Content, transaction: str) -> MessageId:
        """Send a message; its id.

        Raises:
            DeliveryError, MatrixCallError
        """
        ...

    async def redact(self, room_id: str, event_id: str, transaction: str) -> None:
        """Delete one of our own.

        Raises:
            DeliveryError, MatrixCallError
        """
        ...


class WorkNotices:
    """Says in threads how work on them goes."""

    def __init__(self, sends: Sends, events: TellsEvents, previews: PreviewStore) -> None:
        self._sends = sends
        self._events = events
        self._previews = previews

    async def say_reading(self, channel: ChannelKey, thread: MessageId) -> None:
        """Say in a thread that it takes longer."""
        kept = _reading_id(channel, thread)
        if await self._previews.preview(kept) is not None:
            return
        content = reading_content(thread)
        sent = await self._sends.send(channel, content, f"{kept}.{secrets.token_hex(4)}")
        await self._previews.keep_preview(kept, channel, sent)

    async def end_reading(self, post: Post) -> None:
        """Change what said that it takes longer, once: the answer is there."""
        async for thread in self._places_of_work(post):
            kept = _reading_id(post.channel, thread)
            shown = await self._previews.preview(kept)
            if shown is None:
                continue
            content = reading_content(thread, replaced=shown, is_below=post.thread is not None)
            try:
                await self._sends.send(post.channel, content, f"{kept}.{shown}.end")
            except (DeliveryError, MatrixCallError) as error:
                _log.info("matrix.sign_not_shown", error=type(error).__name__)
            await self._previews.drop_preview(kept)
            return

    async def take_reading_back(self, channel: ChannelKey, thread: MessageId) -> None:
        """Delete what said that it takes longer, where no answer came."""
        kept = _reading_id(channel, thread)
        shown = await self._previews.preview(kept)
        if shown is not None:
            await self._sends.redact(room_of(channel), shown, f"{kept}.{shown}.gone")
            await self._previews.drop_preview(kept)

    async def say_enough(self, channel: ChannelKey, thread: MessageId) -> None:
        """Say in a thread that no more is answered there for a while."""
        await self._sends.send(channel, enough_content(thread), secrets.token_hex(16))

    async def _places_of_work(self, post: Post) -> AsyncIterator[MessageId]:
        """Where work on a post may have been shown; a briefing in the room has a question, too."""
        if post.thread is not None:
            yield post.thread
        elif post.answers is not None:
            yield post.answers
            asked = await self._events.event(room_of(post.channel), post.answers)
            # Work on an edited question is shown under the first one.
            if (edited := relation_of(content_of(asked or {})).replaced) is not None:
                yield MessageId(edited)


def _reading_id(channel: ChannelKey, thread: MessageId) -> DeliveryId:
    return DeliveryId(f"reading:{channel}:{thread}")
