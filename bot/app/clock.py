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


class ShiftedClock:
    """The machine's pace from another start: the demo's morning in March 2024."""

    def __init__(self, start: datetime) -> None:
        self._shift = start - datetime.now(UTC)

    def now(self) -> datetime:
        """The start, and the time that has passed since."""
        return datetime.now(UTC) + self._shift
