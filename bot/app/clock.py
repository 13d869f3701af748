"""The clock: the only place that asks the machine for the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class SetClock:
    """A clock that stands where it was set: ``--now``, and tests."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment
