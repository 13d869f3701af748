"""Message shortcuts: what "Read this" and "Brief this" find in the message that was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import structlog

from bot.domain.identifiers import ChannelKey
from bot.errors import DeliveryError
from bot.platforms.slack import actions
from bot.platforms.slack.incoming import links_in, plain_text
from bot.platforms.slack.places import team_and_channel
from bot.platforms.slack.web_api import SlackCallError, WebApi

Message = Mapping[str, Any]

#: Messages of a thread that are looked through for links.
_MOST_REPLIES = 100

_COMMANDS = {actions.READ_THIS: "read", actions.BRIEF_THIS: "brief"}

_log = structlog.get_logger(__name__)


async def shortcut_words(
    api: WebApi, callback_id: str, channel: ChannelKey, message: Message
) -> str:
    """What the shortcut says in the chat's own grammar: its links, or else its text.

    On the root of a thread "Brief this" means the thread, as far as Slack lets us read it.
    """
    messages: Sequence[Message] = [message]
    if callback_id == actions.BRIEF_THIS and message.get("reply_count"):
        messages = await _thread(api, channel, message)
    links = list(dict.fromkeys(link for one in messages for link in _links(one)))
    command = _COMMANDS[callback_id]
    if links:
        return f"{command} {' '.join(links)}"
    # A text is on the lines after the command, so that one of a single line is a text too.
    text = "\n\n".join(plain_text(str(one.get("text") or ""), "") for one in messages)
    return f"{command}:\n{text}"


async def _thread(api: WebApi, channel: ChannelKey, root: Message) -> Sequence[Message]:
    team_id, channel_id = team_and_channel(channel)
    try:
        answer = await api.call(
            team_id,
            "conversations.replies",
            channel=channel_id,
            ts=root["ts"],
            limit=_MOST_REPLIES,
        )
    except (SlackCallError, DeliveryError) as error:
        _log.info("slack.thread_not_read", error=type(error).__name__)
        return [root]
    return [one for one in answer.get("messages", ()) if not one.get("bot_id")] or [root]


def _links(message: Message) -> Iterator[str]:
    """The addresses that a message shows: in its text, and in what Slack unfolded below it."""
    yield from links_in(str(message.get("text") or ""))
    for attachment in message.get("attachments") or ():
        for key in ("original_url", "from_url", "title_link"):
            if str(attachment.get(key) or "").startswith(("http://", "https://")):
                yield str(attachment[key])
                break
