"""Matrix's names of rooms, as channel keys and back."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.identifiers import ChannelKey

PLATFORM = "matrix"
#: Marks every event of ours, so that two bots in one thread do not talk to each other for ever.
POST_KEY = "org.attache.post"


def channel_key(room_id: str) -> ChannelKey:
    """``matrix:!room``; since room version 12 a room's id names no server."""
    return ChannelKey(PLATFORM, room_id)


def room_of(channel: ChannelKey) -> str:
    """The room of a key."""
    return channel.place


def server_of(user_id: str) -> str:
    """The server of a user's id, ``@name:server``; empty when it is none."""
    return user_id.partition(":")[2] if user_id.startswith("@") else ""


def moment_of(milliseconds: int) -> datetime:
    """When an event was sent: ``origin_server_ts`` counts milliseconds since 1970."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
