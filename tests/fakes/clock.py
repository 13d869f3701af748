"""Clocks: one that stands until it is told to move, and the machine's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class StoppedClock:
    def __init__(self, now=datetime(2024, 3, 22, 16, 0, tzinfo=UTC)):
        self.moment = now

    def now(self):
        return self.moment

    def advance(self, **duration):
        self.moment += timedelta(**duration)


class RealClock:
    """The machine's time: chat servers stamp messages with it."""

    def now(self):
        return datetime.now(UTC)
