"""The metronome (DESIGN D3): one interval job in memory that calls `tick`, and nothing else.

What is due is computed from the store at every tick, and a workflow's id makes it run once; so a
missed beat loses nothing, and every replica may have a metronome.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

#: Seconds between beats: a digest is at most this late.
BEAT_SECONDS = 15.0


class Metronome:
    """Calls `tick` at once and then every `seconds`, never twice at a time."""

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: float = BEAT_SECONDS) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            tick,
            "interval",
            seconds=seconds,
            # A beat that the loop was too busy for is made up for once.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        # Without a trigger: once, as soon as it starts.
        self._scheduler.add_job(tick, misfire_grace_time=None)

    def start(self) -> None:
        """Begin to beat; must be called in a running loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End; a tick that is running is cancelled, and what it did not start is still due."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
