"""Looking up whether a post whose answer got lost had arrived (DESIGN D5).

The transaction's id makes a repeated send one event, but homeservers keep it for about a day, and it
is another one where the room was encrypted meanwhile.  After a long halt our own events are looked
through first.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.domain.identifiers import MessageId
from bot.domain.messages import Post
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, escaped
from bot.platforms.matrix.incoming import relation_of
from bot.platforms.matrix.places import POST_KEY, room_of

Event = Mapping[str, Any]
#: Gives an event in the clear, or None.
Read = Callable[[str, Event], Awaitable[Event | None]]

#: Our own newest events of a room that are looked through.
LOOKED_AT = 200


async def sent_before(
    api: HomeserverApi, read: Read, post: Post, user_id: str
) -> dict[int, MessageId]:
    """The events of a post that stand in its room already, by their number.

    Raises:
        MatrixCallError, PlatformUnavailableError
    """
    room_id = room_of(post.channel)
    ours = {"senders": [user_id], "types": ["m.room.message", "m.room.encrypted"]}
    page = await api.call(
        "GET",
        f"{CLIENT}/rooms/{escaped(room_id)}/messages",
        query={"dir": "b", "limit": str(LOOKED_AT), "filter": json.dumps(ours)},
    )
    found: dict[int, MessageId] = {}
    for event in page.get("chunk") or ():
        opened = await read(room_id, event)
        part = _part_of(post, opened) if opened else None
        if part is not None:
            found[part] = MessageId(str(event["event_id"]))
    return found


def _part_of(post: Post, event: Event) -> int | None:
    content = event.get("content")
    if not isinstance(content, Mapping) or relation_of(content).replaced is not None:
        return None
    mark = content.get(POST_KEY)
    if not isinstance(mark, Mapping) or mark.get("delivery_id") != post.delivery_id:
        return None
    part = mark.get("part")
    return part if isinstance(part, int) else None
