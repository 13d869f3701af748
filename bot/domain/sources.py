"""Sources: what a channel follows, and how reading it went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.domain.identifiers import ChannelKey, SourceId

#: A feed is unusually quiet when it brought nothing where so many items were to be expected: with
#: items coming at random at the usual rate, that happens by chance in one of 150 windows (e^-5).
EXPECTED_AND_MISSING = 5.0
#: For so long a feed must have been followed before its usual rate is known.
KNOWN_AFTER = timedelta(days=7)
#: The first read brings up to so many old items, which say nothing about the rate.
MOST_AT_FIRST_READ = 100
#: Items of a source that were not read and are told of.
NOT_READ_KEPT = 20
#: Whole days, up to yesterday, of which the present rate is that of.
PRESENT_DAYS = 7
#: How long an item that could not be read is told of.
NOT_READ_TOLD = timedelta(days=3)


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
class NotRead:
    """An item of a source that was not read, and why, in a sentence for people."""

    #: Its title, else its address or its feed's id of it.
    name: str
    url: str | None
    reason: str
    at: datetime

    @property
    def known_by(self) -> str:
        """Its address, else its name."""
        return self.url or self.name


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many new items a source brought on a day (UTC)."""

    day: date
    items: int


def counted(days: Sequence[DayCount], day: date, items: int) -> tuple[DayCount, ...]:
    """The counts with a read's new items; of what is too old to be the present, the last stays.

    It tells that what followed was counted whole.
    """
    by_day = {count.day: count.items for count in days}
    if items:
        by_day[day] = by_day.get(day, 0) + items
    kept = [DayCount(each, by_day[each]) for each in sorted(by_day)]
    begins = day - timedelta(days=PRESENT_DAYS)
    old = sum(count.day < begins for count in kept)
    return tuple(kept[max(0, old - 1) :])


@dataclass(frozen=True, slots=True)
class FeedTold:
    """What a feed's own document told when it was read."""

    title: str | None = None
    home_url: str | None = None
    times: ReadingTimes = ReadingTimes()
    #: Whether its publisher reserves AI use of the feed itself.
    is_reserved: bool = False


@dataclass(frozen=True, slots=True)
class ItemsTold:
    """What became of some of a feed's items when their articles were read."""

    #: Articles that its channel did not know before.
    new_items: int = 0
    not_read: tuple[NotRead, ...] = ()
    #: The names (`NotRead.known_by`) of all that were looked at.
    looked_at: frozenset[str] = frozenset()

    def not_read_after(self, before: Iterable[NotRead]) -> tuple[NotRead, ...]:
        """The last items that were not read; one that was read after all is none."""
        rest = (one for one in before if one.known_by not in self.looked_at)
        return (*self.not_read, *rest)[:NOT_READ_KEPT]


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
    #: When a read last brought something new.
    last_new_at: datetime | None = None
    #: Whether its publisher reserves AI use of the feed, as the last read found.
    is_reserved: bool = False
    #: Items that were not read, the newest first; the last few.
    not_read: tuple[NotRead, ...] = ()
    #: How many new items it brought of late, the oldest day first.
    new_by_day: tuple[DayCount, ...] = ()
    #: The site that the feed says it belongs to.
    home_url: str | None = None
    #: Items that it has brought and whose articles are still to be read.
    awaited_items: int = 0
    #: Until when nobody but the process that reads its articles may; a sign of life puts it off.
    reading_until: datetime | None = None

    def not_read_lately(self, now: datetime) -> tuple[NotRead, ...]:
        """Items that could not be read of late, the newest first."""
        return tuple(one for one in self.not_read if one.at > now - NOT_READ_TOLD)

    def present_rate(self, now: datetime) -> float | None:
        """How many new items a day it brought in the last whole days.

        None until those have been counted: what a first read brings of old items is no rate.
        """
        today = now.astimezone(UTC).date()
        begins = today - timedelta(days=PRESENT_DAYS)
        if not self.new_by_day or self.new_by_day[0].day >= begins:
            return None
        return sum(c.items for c in self.new_by_day if begins <= c.day < today) / PRESENT_DAYS

    def expected(self, since: datetime, until: datetime) -> float | None:
        """How many new items were to be expected in a stretch of time, at its usual rate.

        None until the feed has been followed for long enough to know.
        """
        followed = until - self.source.added_at
        if followed < KNOWN_AFTER:
            return None
        return max(0, self.items_seen - MOST_AT_FIRST_READ) * ((until - since) / followed)

    def lacks_news(self, since: datetime, until: datetime) -> bool:
        """Whether it is read well, and having brought nothing in this stretch is unusual."""
        expected = self.expected(since, until)
        return not self.is_failing and expected is not None and expected >= EXPECTED_AND_MISSING

    def is_quiet(self, now: datetime) -> bool:
        """Whether it is unusually long since it brought something new."""
        return self.last_new_at is not None and self.lacks_news(self.last_new_at, now)

    @property
    def is_failing(self) -> bool:
        """Whether the last read failed."""
        return self.last_error is not None
