"""How fast Slack lets us speak: a message a second and channel, and not before a 429 says so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

#: Seconds between two messages in one channel (docs.slack.dev/apis/web-api/rate-limits).
BETWEEN_MESSAGES = 1.0
#: Places remembered before those whose time is over are dropped.
_MOST_PLACES = 1_000


class Pacing:
    """When each place may be spoken in next.  Places do not wait for each other."""

    def __init__(
        self,
        between: float = BETWEEN_MESSAGES,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._between = between
        self._now = now
        self._sleep = sleep
        self._free_at: dict[str, float] = {}

    async def turn(self, place: str) -> None:
        """Wait for a place's next turn, and take it."""
        self._tidy()
        now = self._now()
        at = max(now, self._free_at.get(place, now))
        self._free_at[place] = at + self._between
        if at > now:
            await self._sleep(at - now)

    def hold(self, place: str, seconds: float) -> None:
        """Nobody speaks there for so long: Slack said so."""
        self._free_at[place] = max(self._free_at.get(place, 0.0), self._now() + seconds)

    def waiting(self, place: str) -> float:
        """Seconds until the place is free."""
        return max(0.0, self._free_at.get(place, 0.0) - self._now())

    def _tidy(self) -> None:
        if len(self._free_at) > _MOST_PLACES:
            now = self._now()
            self._free_at = {place: at for place, at in self._free_at.items() if at > now}
