"""Where threads begin: never at an event that is itself tied to another, which homeservers refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from bot.platforms.matrix.incoming import content_of, relation_of

#: Edits of reactions to edits: nobody's client sends longer chains.
_LONGEST_CHAIN = 4


class TellsEvents(Protocol):
    """Tells single events."""

    async def event(self, room_id: str, event_id: str) -> Mapping[str, Any] | None:
        """One event of a room; None when it is gone or hidden from us."""
        ...


async def thread_of(rooms: TellsEvents, room_id: str, event_id: str) -> str:
    """The root of the thread that an event stands in, or would begin.

    Raises:
        PlatformUnavailableError
    """
    for _ in range(_LONGEST_CHAIN):
        relation = relation_of(content_of(await rooms.event(room_id, event_id) or {}))
        if relation.thread is not None:
            return relation.thread
        tied_to = relation.replaced or relation.about
        if tied_to is None:
            break
        event_id = tied_to
    return event_id
