"""What each channel follows, and how reading it goes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, delete, func, select, update

from bot.domain.identifiers import ChannelKey, SourceId
from bot.domain.sources import (
    FeedTold,
    ReadingTimes,
    Source,
    SourceHealth,
    Validators,
)
from bot.storage.database import Database
from bot.storage.metadata import Moment
from bot.storage.processes import is_gone, own_name
from bot.storage.source_documents import day_told, not_read_told
from bot.storage.tables_following import source

#: Built once: a feed that has not changed costs hardly more than this.
_SUCCESS = update(source).where(source.c.source_id == bindparam("of_source"))
_BEGIN = (
    update(source)
    .where(
        source.c.source_id == bindparam("of_source"),
        source.c.reader.is_(None)
        | (source.c.reader == bindparam("by"))
        | (source.c.reading_until < bindparam("at", type_=Moment()))
        | (source.c.reading_until > bindparam("latest", type_=Moment())),
    )
    .values(reader=bindparam("by"), reading_until=bindparam("to"))
)
_END = (
    update(source)
    .where(source.c.source_id == bindparam("of_source"), source.c.reader == bindparam("by"))
    .values(reader=None, reading_until=None)
)
_READER = select(source.c.reader).where(source.c.source_id == bindparam("of_source"))


class SqlSourceStore:
    """`ports.SourceStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def follow(
        self, channel: ChannelKey, url: str, title: str | None, now: datetime
    ) -> Source:
        """Follow a feed; following it again returns the same source."""
        values = {
            "source_id": source_id(channel, url),
            "channel": channel,
            "url": url,
            "title": title,
            "added_at": now,
        }
        insert = self._database.insert(source).values(**values).on_conflict_do_nothing()
        # One that has moved keeps its name: its old address leads to it.
        is_it = _is(channel, url) | (source.c.source_id == values["source_id"])
        async with self._database.writing() as connection:
            await connection.execute(insert)
            rows = (await connection.execute(select(source).where(is_it))).all()
            return _source(min(rows, key=lambda row: row.url != url))

    async def unfollow(self, channel: ChannelKey, url: str) -> bool:
        """Stop following; whether it was followed.  What was read stays in memory."""
        return await self._database.change(delete(source).where(_is(channel, url))) > 0

    async def sources(self, channel: ChannelKey) -> Sequence[SourceHealth]:
        """What a channel follows, in the order it was added."""
        query = select(source).where(source.c.channel == channel)
        return await self._read(query.order_by(source.c.added_at, source.c.url))

    async def source(self, source_id: SourceId) -> SourceHealth | None:
        """One source as it is now; None when nobody follows it any more."""
        found = await self._read(select(source).where(source.c.source_id == source_id))
        return found[0] if found else None

    async def due(self, now: datetime, limit: int) -> Sequence[SourceHealth]:
        """Sources of every channel whose time to be read has come, longest waiting first."""
        # A source that was never read has waited since it was added.
        waiting_since = func.coalesce(source.c.next_read_at, source.c.added_at)
        query = select(source).where((source.c.next_read_at <= now) | _never_read())
        return await self._read(query.order_by(waiting_since, source.c.source_id).limit(limit))

    async def record_success(
        self,
        source_id: SourceId,
        *,
        now: datetime,
        validators: Validators,
        next_read_at: datetime | None,
        told: FeedTold | None,
    ) -> None:
        """Note a read that went well; failures start from zero again.

        With nothing `told`, as when nothing has changed, what was told before still holds.  With no
        `next_read_at` it stays due.
        Nothing happens when the source was unfollowed while it was read.
        """
        given = {
            "of_source": source_id,
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "last_read_at": now,
            "last_success_at": now,
            "failures": 0,
            "last_error": None,
            **({} if next_read_at is None else {"next_read_at": next_read_at}),
            **({} if told is None else _told(told)),
        }
        # Of a thousand feeds that have not changed, many end at a time.
        await self._database.change(_SUCCESS, given, is_one_of_many=True)

    async def record_failure(
        self, source_id: SourceId, *, now: datetime, error: str, next_read_at: datetime
    ) -> None:
        """Note a read that failed, in a sentence that a person understands."""
        await self._record(
            source_id,
            last_read_at=now,
            next_read_at=next_read_at,
            failures=source.c.failures + 1,
            last_error=error,
        )

    async def begin_reading(
        self, source_id: SourceId, reader: str, *, now: datetime, until: datetime
    ) -> bool:
        """Be the one who reads a source's articles, until a moment; asked again, until a later one.

        What a process of this machine has taken that was killed since is free.
        """
        given = {
            "of_source": source_id,
            "by": _named(reader),
            "at": now,
            "to": until,
            # Longer than anybody takes it for: its clock was wrong, and nobody would ever read.
            "latest": until + (until - now),
        }
        if await self._database.change(_BEGIN, given, is_one_of_many=True):
            return True
        other = await self._database.value(_READER, {"of_source": source_id})
        if other is None or not is_gone(other.partition(" ")[0]):
            return False
        await self._database.change(_END, {"of_source": source_id, "by": other})
        return await self._database.change(_BEGIN, given) > 0

    async def end_reading(self, source_id: SourceId, reader: str) -> None:
        """Let others read, if one is still the reader."""
        given = {"of_source": source_id, "by": _named(reader)}
        await self._database.change(_END, given, is_one_of_many=True)

    async def note_moved(self, source_id: SourceId, moved_to: str | None) -> int:
        """Note where a source's host says that it has moved to; in how many reads on end."""
        is_same = source.c.moved_to == moved_to
        reads = case((is_same, source.c.moved_reads + 1), else_=1) if moved_to else 0
        await self._record(source_id, moved_to=moved_to, moved_reads=reads)
        query = select(source.c.moved_reads).where(source.c.source_id == source_id)
        return await self._database.value(query) or 0

    async def move(self, source_id: SourceId, url: str) -> bool:
        """Read a source at another address from now on; not where its channel follows that already.

        What its old address was answered with is forgotten: the next read is a whole one.
        """
        other = source.alias()
        channel = select(source.c.channel).where(source.c.source_id == source_id).scalar_subquery()
        is_taken = select(other.c.source_id).where(other.c.channel == channel, other.c.url == url)
        values = {
            "url": url,
            "etag": None,
            "last_modified": None,
            "moved_to": None,
            "moved_reads": 0,
        }
        moved = update(source).where(source.c.source_id == source_id, ~is_taken.exists())
        return await self._database.change(moved.values(**values)) > 0

    async def _record(self, source_id: SourceId, **values: Any) -> None:
        is_it = source.c.source_id == source_id
        await self._database.change(update(source).where(is_it).values(**values))

    async def _read(self, query: Select[Any]) -> Sequence[SourceHealth]:
        return [_health(row) for row in await self._database.rows(query)]


def source_id(channel: ChannelKey, url: str) -> SourceId:
    """A source's name: the same for a feed that a channel follows, leaves and follows again."""
    return SourceId(uuid.uuid5(uuid.NAMESPACE_URL, f"{channel} {url}").hex)


def _named(reader: str) -> str:
    """A reader behind the name of its process."""
    return f"{own_name() or ''} {reader}"


def _is(channel: ChannelKey, url: str) -> Any:
    return (source.c.channel == channel) & (source.c.url == url)


def _never_read() -> Any:
    return source.c.next_read_at.is_(None)


def _source(row: Row[Any]) -> Source:
    return Source(SourceId(row.source_id), row.channel, row.url, row.title, row.added_at)


def _health(row: Row[Any]) -> SourceHealth:
    return SourceHealth(
        source=_source(row),
        validators=Validators(row.etag, row.last_modified),
        last_read_at=row.last_read_at,
        last_success_at=row.last_success_at,
        next_read_at=row.next_read_at,
        failures=row.failures,
        last_error=row.last_error,
        items_seen=row.items_seen,
        times=ReadingTimes(row.wait_seconds, frozenset(row.skip_hours), frozenset(row.skip_days)),
        moved_to=row.moved_to,
        moved_reads=row.moved_reads,
        last_new_at=row.last_new_at,
        is_reserved=row.is_reserved,
        not_read=tuple(not_read_told(document) for document in row.not_read),
        new_by_day=tuple(day_told(document) for document in row.new_by_day),
        home_url=row.home_url,
        awaited_items=row.awaited_items,
        reading_until=row.reading_until,
    )


def _told(told: FeedTold) -> dict[str, Any]:
    times = told.times
    return {
        **({} if told.title is None else {"title": told.title}),
        "home_url": told.home_url,
        "is_reserved": told.is_reserved,
        "wait_seconds": times.wait_seconds,
        "skip_hours": sorted(times.skip_hours),
        "skip_days": sorted(times.skip_days),
    }
