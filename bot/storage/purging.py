"""Purging: everything of channels that are lost to us, in every table that knows a channel.

The tables are found by their columns, so that a new one cannot be forgotten here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, Text, and_, cast, delete, func, select, union

from bot.domain.identifiers import ChannelKey
from bot.ports.channels import Departure
from bot.storage import tables_articles
from bot.storage.database import Database
from bot.storage.forgetting import forget
from bot.storage.metadata import Channel, metadata
from bot.storage.tables_operation import departure


class SqlChannelPurge:
    """`ports.ChannelPurge` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def purge(self, channels: str) -> int:
        """Delete all of one channel, or of every channel whose key begins with ``…/``."""
        found = await self._channels(channels)
        for channel in found:
            # First what is kept apart for several channels: texts, vectors, drafts.
            await forget(self._database, channel)
            await self._delete_rows(channel)
        if found:
            await self._database.wipe_freed_pages()
        return len(found)

    async def leave(self, channels: str, left_at: datetime) -> Departure:
        """Note that channels are lost to us: they are to be purged, now and when work has ended."""
        insert = self._database.insert(departure).values(channels=channels, left_at=left_at)
        newest = insert.on_conflict_do_update(
            index_elements=["channels"], set_={"left_at": left_at}
        )
        await self._database.change(newest)
        return Departure(channels, left_at)

    async def come_back(self, channel: ChannelKey) -> None:
        """A channel is ours again: what comes into it from now on is not swept."""
        is_it = departure.c.channels == str(channel)
        await self._database.change(delete(departure).where(is_it))

    async def departures(self) -> Sequence[Departure]:
        """Channels that were lost to us and are not purged to the end."""
        rows = await self._database.rows(select(departure).order_by(departure.c.channels))
        return [Departure(row.channels, row.left_at) for row in rows]

    async def sweep(self, gone: Departure) -> None:
        """Purge again what late work left behind, unless they came back; then the matter is over."""
        is_it = and_(departure.c.channels == gone.channels, departure.c.left_at == gone.left_at)
        row = await self._database.row(select(departure).where(is_it))
        if row is None:
            return
        await self.purge(gone.channels)
        await self._database.change(delete(departure).where(is_it))

    async def _channels(self, channels: str) -> Sequence[ChannelKey]:
        keys = union(
            *(
                select(table.c.channel).where(_is_meant(table, channels)).distinct()
                for table in tables_with_channels()
            )
        )
        return sorted(ChannelKey.parse(str(key)) for key in await self._database.values(keys))

    async def _delete_rows(self, channel: ChannelKey) -> None:
        async with self._database.writing() as connection:
            for table in tables_with_channels():
                await connection.execute(delete(table).where(table.c.channel == channel))


def tables_with_channels() -> Iterator[Table]:
    """Every table with a `channel` column; the one that numbers channels comes last."""
    numbered = tables_articles.channel
    for table in metadata.sorted_tables:
        column = table.columns.get("channel")
        if column is not None and isinstance(column.type, Channel) and table is not numbered:
            yield table
    yield numbered


def _is_meant(table: Table, channels: str) -> ColumnElement[bool]:
    """Whether a row's channel is the one, or begins so."""
    column = table.c.channel
    if channels.endswith("/"):
        # Letter by letter: SQLite's LIKE takes `slack:t1/` for `slack:T1/`.
        return func.substr(cast(column, Text), 1, len(channels)) == channels
    return cast(column, Text) == channels
