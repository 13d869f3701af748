"""Slack's names of channels and messages, as channel keys and back."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.identifiers import ChannelKey

PLATFORM = "slack"


def channel_key(team_id: str, channel_id: str) -> ChannelKey:
    """``slack:TEAM/CHANNEL``."""
    return ChannelKey(PLATFORM, f"{team_id}/{channel_id}")


def team_and_channel(channel: ChannelKey) -> tuple[str, str]:
    """The workspace and the channel of a key."""
    team_id, _, channel_id = channel.place.partition("/")
    return team_id, channel_id


#: How what is said names itself that stands in no message, about a message without replies.
ALONE = "alone:"


def begins_thread(answers: str | None, thread: str | None) -> bool:
    """Whether an answer would be the first reply of its thread, for all that its names tell.

    An edit's name is its message's with the time of the edit behind it (`incoming.edit_of`).
    """
    asked = answers or ""
    return asked.startswith(ALONE) or asked.partition("~")[0] == thread


def is_direct(channel: ChannelKey) -> bool:
    """Whether it is the conversation of one person with the bot."""
    return team_and_channel(channel)[1].startswith("D")


def moment_of(ts: str) -> datetime:
    """When a message was sent: its ``ts`` counts seconds since 1970."""
    return datetime.fromtimestamp(float(ts), UTC)
