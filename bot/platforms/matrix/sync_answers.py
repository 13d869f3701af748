"""What `/sync` is asked, and how its answer reads.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Event = Mapping[str, Any]

#: Events of a room per answer; what is cut off is asked for.
TIMELINE_LIMIT = 100
#: Nothing that is not used is asked for.  Members are not loaded lazily: then our own membership would
#: stand among the state whenever we had spoken, as if we had just come in.
FILTER = {
    "presence": {"types": []},
    "account_data": {"types": ["m.direct"]},
    "room": {
        "ephemeral": {"types": []},
        "account_data": {"types": []},
        "state": {
            "types": ["m.room.member", "m.room.encryption", "m.room.tombstone"],
        },
        "timeline": {"limit": TIMELINE_LIMIT},
    },
}
#: What is asked at a start: open invites.  A filter on no rooms at all would leave those out, too.
INVITES: Mapping[str, Any] = {
    "room": {
        "ephemeral": {"types": []},
        "account_data": {"types": []},
        "state": {"types": []},
        "timeline": {"types": [], "limit": 1},
    },
    "presence": {"types": []},
    "account_data": {"types": []},
}


def listed(value: object, *path: str) -> Sequence[Event]:
    """The events under a path of an answer; what has another shape is passed over."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return (
        [event for event in value if isinstance(event, Mapping)] if isinstance(value, list) else []
    )


def own_coming(events: Sequence[Event], user_id: str) -> Event | None:
    """How we came into the room last, if among these events."""
    for event in reversed(events):
        if event.get("type") == "m.room.member" and event.get("state_key") == user_id:
            before = _member(event.get("unsigned"), "prev_content")
            if _membership(event.get("content")) == "join" and _membership(before) != "join":
                return event
    return None


def after_coming(coming: Event | None, events: Sequence[Event]) -> Sequence[Event]:
    """The events since we came: what was before is shown to us, and is not ours to answer."""
    ids = [event.get("event_id") for event in events]
    wanted = coming.get("event_id") if coming else None
    return events[ids.index(wanted) + 1 :] if wanted in ids else events


def _membership(content: object) -> object:
    return _member(content, "membership")


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else None
