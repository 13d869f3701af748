"""Sources: what a channel follows, and how reading it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.identifiers import ChannelKey, SourceId


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server asked to be told back, letter for letter, for a conditional GET."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingTimes:
    """What a feed asks of whoever reads it, in its own words (``ttl``, ``sy:*``, ``skipHours``)."""

    #: Seconds to wait between two reads.
    wait_seconds: int | None = None
    #: Hours of the day, in UTC, and days of the week (Monday is 0) at which nothing is published.
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that one channel follows."""

    source_id: SourceId
    channel: ChannelKey
    url: str
    title: str | None
    added_at: datetime


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How reading a source has gone; times are aware, and None before the first read."""

    source: Source
    validators: Validators
    last_read_at: datetime | None
    last_success_at: datetime | None
    next_read_at: datetime | None
    #: Reads that failed since the last one that went well.
    failures: int
    #: The last failure in a sentence a person understands; None after a read that went well.
    last_error: str | None
    items_seen: int
    times: ReadingTimes = ReadingTimes()
    #: Where its host says that it has moved to for good, and in how many reads on end.
    moved_to: str | None = None
    moved_reads: int = 0

    @property
    def is_failing(self) -> bool:
        """Whether the last read failed."""
        return self.last_error is not None
