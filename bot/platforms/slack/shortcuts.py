"""Message shortcuts: what "Read this" and "Brief this" find in the message that was chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from bot.domain.identifiers import ChannelKey
from bot.errors import DeliveryError
from bot.platforms.slack import actions
from bot.platforms.slack.places import team_and_channel
from bot.platforms.slack.shown import given_by
from bot.platforms.slack.web_api import SlackCallError, WebApi

Message = Mapping[str, Any]

#: Messages of a thread that are looked through for links.
_MOST_REPLIES = 100
#: Seconds that reading a thread may take: Slack wants to hear within three that it was heard.
_THREAD_SECONDS = 2.0

_COMMANDS = {actions.READ_THIS: "read", actions.BRIEF_THIS: "brief"}

_log = structlog.get_logger(__name__)


async def shortcut_words(
    api: WebApi, callback_id: str, channel: ChannelKey, message: Message, app_id: str | None
) -> str:
    """What the shortcut says in the chat's own grammar: its links, or else its text.

    On the root of a thread "Brief this" means the thread, as far as Slack lets us read it; what we
    (`app_id`) have said there is left out.
    """
    messages: Sequence[Message] = [message]
    if callback_id == actions.BRIEF_THIS and message.get("reply_count"):
        thread = await _thread(api, channel, message)
        others = [one for one in thread if not app_id or one.get("app_id") != app_id]
        messages = others or [message]
    return given_by(_COMMANDS[callback_id], messages)


async def _thread(api: WebApi, channel: ChannelKey, root: Message) -> Sequence[Message]:
    team_id, channel_id = team_and_channel(channel)
    try:
        async with asyncio.timeout(_THREAD_SECONDS):
            answer = await api.call(
                team_id,
                "conversations.replies",
                channel=channel_id,
                ts=root["ts"],
                limit=_MOST_REPLIES,
            )
    except (SlackCallError, DeliveryError, TimeoutError) as error:
        _log.info("slack.thread_not_read", error=type(error).__name__)
        return [root]
    return answer.get("messages") or [root]
