"""Whose invites are accepted.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.platforms.matrix.places import server_of

#: What the inviter reads when an invite is turned down: the reason of our leaving (at most 255
#: bytes would be shown by most clients).
TURNED_DOWN = (
    "I only join rooms that my operator allows: ask them to add you, your server or this room to "
    "MATRIX_ALLOW, then invite me again."
)


@dataclass(frozen=True, slots=True)
class Invite:
    """An invite to a room."""

    room_id: str
    sender: str
    #: Whether the inviter means it as a conversation between the two of us.
    is_direct: bool


def invite_of(room_id: str, state: Sequence[Mapping[str, Any]], me: str) -> Invite | None:
    """The invite in a room's stripped state; None when none is addressed to us."""
    for event in state:
        content = event.get("content")
        is_ours = event.get("type") == "m.room.member" and event.get("state_key") == me
        if is_ours and isinstance(content, Mapping) and content.get("membership") == "invite":
            sender = event.get("sender")
            if isinstance(sender, str):
                return Invite(room_id, sender, content.get("is_direct") is True)
    return None


def is_allowed(invite: Invite, allowed: Collection[str]) -> bool:
    """Whether the list names the inviter (``@ann:x.org``), their server (``x.org``) or the room.

    An empty list allows nobody.
    """
    named = {name.casefold() for name in allowed}
    who = {invite.sender, server_of(invite.sender)} - {""}
    return invite.room_id in allowed or bool({name.casefold() for name in who} & named)
