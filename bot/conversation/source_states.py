"""How reading a source goes, in a line: one rule for every place that shows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.messages import SlotValue, Words, words
from bot.domain.sources import SourceHealth
from bot.ingest.source_turns import HELD_FOR


def source_state(health: SourceHealth, zone: ZoneInfo, now: datetime) -> Words:
    """Whether it is read, how much it brings, and whether that is less than usual."""
    if health.last_error is not None:
        return _failing(health, health.last_error, zone, now)
    if health.last_read_at is None:
        return words("not read yet")
    read = words("read {at}, ", at=health.last_read_at.astimezone(zone)).followed_by(
        _items(health.items_seen)
    )
    if health.awaited_items:
        read = read.followed_by(words(", {awaited} to be read", awaited=health.awaited_items))
        if health.reading_until is not None and health.reading_until > now:
            heard = (health.reading_until - HELD_FOR).astimezone(zone)
            read = read.followed_by(
                words(" (taken up by a process last heard of {heard})", heard=heard)
            )
    if health.last_new_at is not None and health.is_quiet(now):
        since = health.last_new_at.astimezone(zone)
        read = read.followed_by(words("; unusually quiet, nothing new since {news}", news=since))
    return _with_unread(_with_rates(read, health, now), health, now)


def _with_unread(read: Words, health: SourceHealth, now: datetime) -> Words:
    """A feed that is read well, while the pages that it leads to are not."""
    unread = len(health.not_read_lately(now))
    if not unread:
        return read
    return read.followed_by(
        words("; not read of late: {unread}, omitted says why", unread=_articles(unread))
    )


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"


def _with_rates(read: Words, health: SourceHealth, now: datetime) -> Words:
    """How much it usually brings a day, and beside it what it brings at present."""
    usual = health.expected(now - timedelta(days=1), now)
    if not usual:
        return read
    told = read.followed_by(words(", usually {usual}", usual=_rate(usual)))
    present = health.present_rate(now)
    if present is None:
        return told
    return told.followed_by(words(", in the last week {present}", present=_rate(present)))


def _rate(a_day: float) -> str:
    if a_day < 1:
        return "fewer than one a day" if a_day else "none"
    return f"about {round(a_day)} a day"


def _failing(health: SourceHealth, error: str, zone: ZoneInfo, now: datetime) -> Words:
    told: dict[str, SlotValue] = {"error": error}
    if health.failures == 1:
        failed = words("the last read failed. {error}", **told)
    else:
        failed = words("the last {count} reads failed. {error}", count=health.failures, **told)
    if health.next_read_at is not None and health.next_read_at > now:
        again = health.next_read_at.astimezone(zone)
        failed = failed.followed_by(words(" I read it again {again}.", again=again))
    if health.last_success_at is None:
        return failed
    well = health.last_success_at.astimezone(zone)
    return failed.followed_by(words(" It was last read well {well}.", well=well))


def _items(count: int) -> Words:
    if count == 1:
        return words("1 item so far")
    return words("{items} items so far", items=count)
