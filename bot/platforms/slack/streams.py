"""Verified streaming: a message that grows by sentences that have passed the gate (DESIGN D8).

A stream is a courtesy.  Where Slack does not allow one, or ends it (they die after some minutes),
the finished post is shown all the same: in the stream's own message, by ``chat.update``, or in a
plain one if there is none.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.domain.identifiers import DeliveryId, MessageId
from bot.domain.messages import Part, Post
from bot.errors import DeliveryError
from bot.platforms.slack.messages import (
    SlackMessage,
    closing_blocks,
    fits_one_message,
    is_continuation,
    post_messages,
    preview_blocks,
)
from bot.platforms.slack.places import team_and_channel
from bot.platforms.slack.web_api import SlackCallError, WebApi
from bot.ports.messages import PreviewStore

#: Seconds after the first sentence before a stream is opened: what is finished by then, as the
#: built-in writer's answers are, comes whole in one message.
OPENS_AFTER = 0.4
#: Streams of which this process knows; a post that never came leaves one behind.
_MOST_LIVE = 1_000
#: Replies among which a message is looked for that may have begun.
_MOST_REPLIES = 100
#: Slack's word for a message that cannot be changed because it grows.
_STILL_GROWS = "streaming_state_conflict"

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Stream:
    """One message that is growing."""

    ts: MessageId | None = None
    shown: tuple[Part, ...] = ()
    #: Nothing more can be added; its message may still be replaced.
    is_over: bool = False
    #: Slack did not say whether it began one.
    is_unsure: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Streams:
    """The messages that are growing, by delivery."""

    def __init__(self, api: WebApi, previews: PreviewStore) -> None:
        self._api = api
        self._previews = previews
        self._live: dict[DeliveryId, _Stream] = {}

    async def show(self, post: Post) -> None:
        """Show the parts that a growing post has by now."""
        if post.thread is None:
            return
        stream = self._stream(post.delivery_id)
        if stream.ts is None and not stream.is_over:
            await asyncio.sleep(OPENS_AFTER)
        # Shielded: a call that was sent has its effect, and its answer must be heard.
        await asyncio.shield(asyncio.ensure_future(self._grow(stream, post)))

    async def finish(self, post: Post, metadata: dict[str, Any]) -> MessageId | None:
        """Show the finished post in the message that grew; None where there is none.

        Raises:
            DeliveryError: it is not known whether it took effect; or Slack said "not now".
        """
        stream = self._live.pop(post.delivery_id, None) or _Stream(is_over=True)
        async with stream.lock:
            first = post_messages(post)[0]
            if stream.ts is None:
                stream.ts = await self._previews.preview(post.delivery_id)
            if stream.ts is None:
                return await self._adopted(post, first, metadata) if stream.is_unsure else None
            is_shown = await self._close(stream, post, metadata) or await self._replace(
                stream.ts, post, first, metadata
            )
            if not is_shown:
                await self._previews.drop_preview(post.delivery_id)
            return stream.ts if is_shown else None

    # ------------------------------------------------------------ growing

    def _stream(self, delivery_id: DeliveryId) -> _Stream:
        if len(self._live) >= _MOST_LIVE:
            self._live.pop(next(iter(self._live)))
        return self._live.setdefault(delivery_id, _Stream())

    async def _grow(self, stream: _Stream, post: Post) -> None:
        async with stream.lock:
            if stream.is_over or self._live.get(post.delivery_id) is not stream:
                return
            # What no message holds is shown in several, when it is finished.
            if not fits_one_message(post):
                return
            try:
                if stream.ts is None:
                    await self._open(stream, post)
                else:
                    await self._append(stream, post)
            except (SlackCallError, DeliveryError) as error:
                stream.is_over = True
                stream.is_unsure = stream.ts is None and not isinstance(error, SlackCallError)
                code = error.code if isinstance(error, SlackCallError) else type(error).__name__
                _log.info("slack.stream_ended", delivery_id=post.delivery_id, reason=code)
                return
            stream.shown = post.parts

    async def _open(self, stream: _Stream, post: Post) -> None:
        """Begin the message, unless a former life of this work already did."""
        stream.ts = await self._previews.preview(post.delivery_id)
        if stream.ts is not None:
            stream.is_over = True
            return
        team_id, channel_id = team_and_channel(post.channel)
        answer = await self._api.call(
            team_id,
            "chat.startStream",
            channel=channel_id,
            thread_ts=post.thread,
            recipient_team_id=team_id,
            recipient_user_id=post.addressee,
            chunks=_chunks(preview_blocks(post, 0)),
        )
        stream.ts = MessageId(str(answer["ts"]))
        await self._previews.keep_preview(post.delivery_id, post.channel, stream.ts)

    async def _append(self, stream: _Stream, post: Post) -> None:
        blocks = preview_blocks(post, len(stream.shown))
        if blocks:
            team_id, channel_id = team_and_channel(post.channel)
            await self._api.call(
                team_id,
                "chat.appendStream",
                channel=channel_id,
                ts=stream.ts,
                chunks=_chunks(blocks),
            )

    # ------------------------------------------------------------ closing

    async def _close(self, stream: _Stream, post: Post, metadata: dict[str, Any]) -> bool:
        """Add what is missing and close; whether the message now shows the finished post."""
        if stream.is_over:
            return False
        goes_on = is_continuation(post, stream.shown)
        # Slack changes no message that still grows: one that must be replaced is closed first.
        missing = {"blocks": closing_blocks(post, len(stream.shown))} if goes_on else {}
        team_id, channel_id = team_and_channel(post.channel)
        try:
            await self._api.call(
                team_id,
                "chat.stopStream",
                channel=channel_id,
                ts=stream.ts,
                metadata=metadata,
                **missing,
            )
        except SlackCallError as error:
            _log.info("slack.stream_ended", delivery_id=post.delivery_id, reason=error.code)
            return False
        return goes_on

    async def _adopted(
        self, post: Post, message: SlackMessage, metadata: dict[str, Any]
    ) -> MessageId | None:
        """The message that may have begun unheard of, if it did: now it shows the finished post.

        Every message of ours that is finished has metadata; those of other apps Slack lets us not
        change.
        """
        team_id, channel_id = team_and_channel(post.channel)
        try:
            thread = await self._api.call(
                team_id,
                "conversations.replies",
                channel=channel_id,
                ts=post.thread,
                oldest=post.answers if _is_ts(post.answers) else post.thread,
                limit=_MOST_REPLIES,
                include_all_metadata=True,
            )
        except SlackCallError as error:
            _log.info("slack.thread_not_read", error=error.code)
            return None
        for one in reversed(thread.get("messages", ())):
            if one.get("bot_id") and not one.get("metadata"):
                ts = MessageId(str(one["ts"]))
                if await self._replace(ts, post, message, metadata):
                    return ts
        return None

    async def _replace(
        self, ts: MessageId, post: Post, message: SlackMessage, metadata: dict[str, Any]
    ) -> bool:
        """Put the finished post into a message that grew; whether that worked.

        A stream that is over for us may go on for Slack: we were restarted, or a call of ours was
        refused for a moment.  Then it is closed first.
        """
        team_id, channel_id = team_and_channel(post.channel)

        async def update() -> None:
            await self._api.call(
                team_id,
                "chat.update",
                channel=channel_id,
                ts=ts,
                text=message.text,
                blocks=list(message.blocks),
                metadata=metadata,
            )

        try:
            try:
                await update()
            except SlackCallError as error:
                if error.code != _STILL_GROWS:
                    raise
                await self._api.call(team_id, "chat.stopStream", channel=channel_id, ts=ts)
                await update()
        except SlackCallError as error:
            _log.info("slack.stream_lost", delivery_id=post.delivery_id, reason=error.code)
            return False
        return True


def _is_ts(name: str | None) -> bool:
    """Whether a message's name is Slack's own: what a form or command said stands nowhere."""
    return name is not None and name.replace(".", "", 1).isdigit()


def _chunks(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"type": "blocks", "blocks": blocks}]
