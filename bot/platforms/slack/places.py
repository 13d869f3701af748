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


def is_direct(channel: ChannelKey) -> bool:
    """Whether it is the conversation of one person with the bot."""
    return team_and_channel(channel)[1].startswith("D")


def moment_of(ts: str) -> datetime:
    """When a message was sent: its ``ts`` counts seconds since 1970."""
    return datetime.fromtimestamp(float(ts), UTC)
