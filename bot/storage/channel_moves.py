"""Moving a channel: a room was replaced by another, and its memory goes on there."""

from __future__ import annotations

import structlog
from sqlalchemy import (
    ColumnElement,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ChannelKey
from bot.storage.database import Database
from bot.storage.purging import tables_with_channels
from bot.storage.tables_articles import channel, forgotten, memory
from bot.storage.tables_briefings import answer, briefing
from bot.storage.tables_conversations import delivery
from bot.storage.tables_following import channel_settings, schedule, slot, source

#: Tables whose documents name their channel.
_WITH_DOCUMENTS = (answer, briefing, delivery)

#: What a channel has asked for, apart from what it remembers: also what is to stay forgotten.
_FOLLOWING = (source, channel_settings, schedule, slot, forgotten)

_log = structlog.get_logger(__name__)


class SqlChannelMove:
    """`ports.ChannelMove` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def move(self, old: ChannelKey, new: ChannelKey) -> bool:
        """Give everything of a channel to another; twice is once.  Whether it was done.

        What the new channel has set already stays.  One that has read articles of its own keeps
        them, since two memories cannot be made one: then only sources, settings and schedules move.
        """
        async with self._database.writing() as connection:
            if await _memories(connection, new):
                _log.warning("channel.memory_not_moved")
                for table in _FOLLOWING:
                    await _move_rows(connection, table, old, new)
                return False
            for table in tables_with_channels():
                await _move_rows(connection, table, old, new)
            for table in _WITH_DOCUMENTS:
                await _rename(connection, table, new)
        return True


async def _memories(connection: AsyncConnection, key: ChannelKey) -> int:
    number = select(channel.c.number).where(channel.c.channel == key).scalar_subquery()
    counted = select(func.count()).select_from(memory).where(memory.c.channel_number == number)
    return int((await connection.execute(counted)).scalar_one())


async def _move_rows(
    connection: AsyncConnection, table: Table, old: ChannelKey, new: ChannelKey
) -> None:
    """Rows of the old channel become the new one's, unless it has their like already."""
    if table is channel:
        # The new channel has read nothing: its number is free.
        await connection.execute(delete(table).where(table.c.channel == new, _is_known(old)))
    else:
        await connection.execute(delete(table).where(table.c.channel == old, _has_like(table, new)))
    await connection.execute(update(table).where(table.c.channel == old).values(channel=new))


def _is_known(key: ChannelKey) -> ColumnElement[bool]:
    other = channel.alias()
    return exists(select(other.c.number).where(other.c.channel == key))


def _has_like(table: Table, key: ChannelKey) -> ColumnElement[bool]:
    """Whether the other channel has a row that this one could not stand beside."""
    other = table.alias()
    rules = (
        tuple(column.name for column in rule.columns)
        for rule in table.constraints
        if isinstance(rule, (PrimaryKeyConstraint, UniqueConstraint))
    )
    alike = [
        and_(true(), *(other.c[name] == table.c[name] for name in names if name != "channel"))
        for names in rules
        if "channel" in names
    ]
    return exists(select(other.c.channel).where(other.c.channel == key, or_(false(), *alike)))


async def _rename(connection: AsyncConnection, table: Table, key: ChannelKey) -> None:
    """Let the documents of a channel name it."""
    (identifier,) = table.primary_key.columns
    rows = (
        await connection.execute(select(identifier, table.c.document).where(table.c.channel == key))
    ).all()
    for row in rows:
        document = {**row.document, "channel": str(key)}
        await connection.execute(
            update(table).where(identifier == row[0]).values(document=document)
        )
