"""Which rooms the homeserver asked to leave alone for a while; rooms do not wait for each other."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pacing:
    """When each room may be written to again after a 429."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._free_at: dict[str, float] = {}

    def hold(self, room_id: str, seconds: float) -> None:
        """Nothing is sent there for so long: the homeserver said so."""
        self._free_at[room_id] = max(self._free_at.get(room_id, 0.0), self._now() + seconds)

    def waiting(self, room_id: str) -> float:
        """Seconds until the room is free."""
        seconds = self._free_at.get(room_id, 0.0) - self._now()
        if seconds <= 0:
            self._free_at.pop(room_id, None)
            return 0.0
        return seconds
