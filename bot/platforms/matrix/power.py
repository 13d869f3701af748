"""Who may change a room's settings, by its power levels.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: What a moderator has, and what changing a room's own state asks for by default.
LEVEL_NEEDED = 50
#: From this version on a room's creators stand above every level, and are not listed (MSC4289).
_CREATORS_RULE = 12


def may_configure(
    person: str, levels: Mapping[str, Any] | None, creation: Mapping[str, Any] | None
) -> bool:
    """Whether somebody has the level, by ``m.room.power_levels`` and the ``m.room.create`` event.

    Values of the wrong shape count as no rights.
    """
    if person in _creators(creation):
        return True
    if levels is None:
        # Without the event a room's creator has 100 and everybody else 0.
        return person == (creation or {}).get("sender")
    users = levels.get("users")
    level = users.get(person) if isinstance(users, Mapping) else None
    if level is None:
        level = levels.get("users_default", 0)
    return _number(level) >= LEVEL_NEEDED


def _creators(creation: Mapping[str, Any] | None) -> frozenset[str]:
    """The creators of a room in which they have unlimited power."""
    content = (creation or {}).get("content") or {}
    version = _number(content.get("room_version"))
    if version < _CREATORS_RULE:
        return frozenset()
    more = content.get("additional_creators")
    named = [(creation or {}).get("sender"), *(more if isinstance(more, list) else ())]
    return frozenset(name for name in named if isinstance(name, str))


def _number(value: object) -> int:
    """Old rooms have levels as strings."""
    try:
        return int(value)  # type: ignore[call-overload,no-any-return]
    except (TypeError, ValueError, OverflowError):
        return 0
