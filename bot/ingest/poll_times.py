"""When a source is read again: often enough for its pace, never more often than it asks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.domain.identifiers import SourceId
from bot.domain.sources import ReadingTimes

#: Between two reads of a source that goes well.  Five minutes is what the busiest agencies' feeds
#: ask for (``ttl`` 5); after half a day a new source of news would be old news.
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=6)
#: With nothing known of a source's pace yet.
_FIRST = timedelta(minutes=30)
#: A source is read this many times per usual gap between its items.
_READS_PER_ITEM = 2
#: A source without news is read at waits that grow by this.
_LONGER = 1.5
#: After failures: doubling from here ...
_FIRST_RETRY = timedelta(minutes=5)
#: ... up to here, so that a feed that comes back is noticed the same day.
_LAST_RETRY = timedelta(hours=12)
#: A source whose host says that it is gone for good is looked at once more after this long.
_GONE = timedelta(days=30)
#: What a publisher may ask for at most; a wrong header must not silence a source for a year.
_LONGEST_WISH = timedelta(days=1)
#: A weekend, and what it takes to get to Monday's first hour that is not left out.
_LONGEST_SLEEP = timedelta(days=3)
#: Reads are spread by up to this share of the wait, so that sources added together part ways.
_JITTER = 0.1
#: Items from which the pace is taken.
_NEWEST = 20


@dataclass(frozen=True, slots=True)
class Wishes:
    """Seconds for which the publisher asks not to be asked again, and when never."""

    retry_after: float | None = None
    max_age: float | None = None
    #: What the feed itself asks for: ``ttl`` or ``sy:updatePeriod``, hours and days to leave out.
    feed: ReadingTimes = field(default_factory=ReadingTimes)

    @property
    def longest(self) -> timedelta:
        """The longest of them, within reason."""
        seconds = max(self.retry_after or 0, self.max_age or 0, self.feed.wait_seconds or 0, 0)
        return timedelta(seconds=min(seconds, _LONGEST_WISH.total_seconds()))

    def waking(self, due: datetime) -> datetime:
        """`due`, or the first hour after it that the feed does not ask to leave out."""
        hour = due.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        at = due
        while at - due < _LONGEST_SLEEP and (
            hour.hour in self.feed.skip_hours or hour.weekday() in self.feed.skip_days
        ):
            at = hour = hour + timedelta(hours=1)
        return at


_NO_WISHES = Wishes()


def after_success(
    source_id: SourceId,
    now: datetime,
    published: Sequence[datetime],
    wishes: Wishes = _NO_WISHES,
) -> datetime:
    """When to read again after a read that went well; `published`: when the items came out."""
    wait = min(max(_pace(published, now), SHORTEST), LONGEST)
    return wishes.waking(now + _spread(max(wait, wishes.longest), source_id, now))


def after_unchanged(
    source_id: SourceId, now: datetime, waited: timedelta | None, wishes: Wishes = _NO_WISHES
) -> datetime:
    """When to read again after "nothing has changed": half as long again as the last time."""
    wait = min(max((waited or _FIRST) * _LONGER, SHORTEST), LONGEST)
    return wishes.waking(now + _spread(max(wait, wishes.longest), source_id, now))


def after_failure(
    source_id: SourceId, now: datetime, failures: int, wishes: Wishes = _NO_WISHES
) -> datetime:
    """When to try again after `failures` reads in a row that failed (at least 1)."""
    doubled = _FIRST_RETRY * 2 ** min(max(failures, 1) - 1, 10)
    return now + _spread(max(min(doubled, _LAST_RETRY), wishes.longest), source_id, now)


def after_gone(source_id: SourceId, now: datetime) -> datetime:
    """When to look again at a source whose host says that it is gone for good (410)."""
    return now + _spread(_GONE, source_id, now)


def _pace(published: Sequence[datetime], now: datetime) -> timedelta:
    """A share of the usual (median) gap between the newest items, counting the gap until now."""
    newest = sorted((moment for moment in published if moment <= now), reverse=True)[:_NEWEST]
    if not newest:
        return _FIRST
    moments = [now, *newest]
    gaps = sorted(later - earlier for later, earlier in pairwise(moments))
    return gaps[len(gaps) // 2] / _READS_PER_ITEM


def _spread(wait: timedelta, source_id: SourceId, now: datetime) -> timedelta:
    """A wait made longer by a share that depends on the source and the moment alone."""
    chance = random.Random(f"{source_id}@{now.isoformat()}").random()  # noqa: S311 -- spreads load
    return wait * (1 + _JITTER * chance)
