"""Second looks and what they found, in SQLite or Postgres."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.articles import Way
from bot.domain.changes import LookState, SecondLook, Stretch, TextChange
from bot.domain.identifiers import ArticleId, ChannelKey, MessageId, VersionId
from bot.domain.sources import Validators
from bot.second_looks.timetable import first_look
from bot.storage.claim_documents import Forgotten
from bot.storage.conversations import IS_SENT
from bot.storage.database import Database
from bot.storage.quoted_versions import in_chunks
from bot.storage.remembered import in_force, of_channel
from bot.storage.tables_articles import article, channel, memory, version
from bot.storage.tables_conversations import delivery, delivery_article
from bot.storage.tables_looks import second_look, text_change

#: Ways in which a text comes from its page.
_FROM_PAGES = (Way.FEED.value, Way.LINK.value)


class SqlLookStore:
    """`ports.LookStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def enrol(self, since: datetime, limit: int) -> int:
        """Let articles cited in posts sent since then be looked at again; how many are new to it."""
        cited = await self._database.rows(_not_enrolled(since).limit(limit))
        if not cited:
            return 0
        async with self._database.writing() as connection:
            # What is held here cannot be forgotten before the look is kept, and goes with it then.
            held = await _held(connection, cited)
            new = [
                {
                    "channel": row.channel,
                    "article_id": row.article_id,
                    "cited_at": row.cited_at,
                    "next_at": first_look(row.cited_at),
                }
                for row in cited
                if (row.number, row.article_id) in held
            ]
            if new:
                insert = self._database.insert(second_look).on_conflict_do_nothing()
                await connection.execute(insert, new)
        return len(cited)

    async def due(self, now: datetime, limit: int) -> Sequence[SecondLook]:
        """Articles of every channel whose time to be looked at has come, longest waiting first."""
        query = _looks().where(second_look.c.next_at <= now)
        order = (second_look.c.next_at, second_look.c.article_id)
        return await self._read(query.order_by(*order).limit(limit))

    async def look_at(self, channel: ChannelKey, article_id: ArticleId) -> SecondLook | None:
        """How looking at one article stands; None when it was never cited, or was forgotten."""
        query = _looks().where(_is(channel, article_id))
        return next(iter(await self._read(query)), None)

    async def cited(self, channel: ChannelKey, limit: int) -> Sequence[SecondLook]:
        """The channel's cited articles, those cited last first."""
        query = _looks().where(second_look.c.channel == channel)
        order = (second_look.c.cited_at.desc(), second_look.c.article_id)
        return await self._read(query.order_by(*order).limit(limit))

    async def note(self, look: SecondLook) -> None:
        """Note what a look found and when the next is due."""
        noted = update(second_look).where(_is(look.channel, look.article_id))
        await self._database.change(
            noted.values(
                next_at=look.next_at,
                looked_at=look.looked_at,
                state=look.state.value if look.state else None,
                state_since=look.state_since,
                etag=look.validators.etag,
                last_modified=look.validators.last_modified,
            )
        )

    async def keep_changes(
        self,
        channel: ChannelKey,
        before: VersionId,
        after: VersionId,
        changes: Sequence[TextChange],
    ) -> None:
        """Keep what one version changed of another; not if the channel has forgotten either."""
        known = (
            select(memory.c.version_id)
            .where(of_channel(channel), memory.c.version_id.in_([before, after]))
            .with_for_update(read=True, key_share=True, of=memory)
        )
        async with self._database.writing() as connection:
            if len((await connection.execute(known)).all()) < len({before, after}):
                return
            insert = self._database.insert(text_change).values(
                channel=channel,
                before_id=before,
                after_id=after,
                changes=[_written(change) for change in changes],
            )
            await connection.execute(insert.on_conflict_do_nothing())

    async def changes(
        self, channel: ChannelKey, before: VersionId, after: VersionId
    ) -> Sequence[TextChange] | None:
        """What one version changed of another; None when that is not kept."""
        kept = text_change.c
        query = select(kept.changes).where(
            kept.channel == channel, kept.before_id == before, kept.after_id == after
        )
        row = await self._database.row(query)
        return None if row is None else [_change(values) for values in row.changes]

    async def _read(self, query: Select[Any]) -> Sequence[SecondLook]:
        return [_look(row) for row in await self._database.rows(query)]


async def forget_looks(connection: AsyncConnection, number: int, forgotten: Forgotten) -> None:
    """Strike the looks at articles that a channel has forgotten whole, and what versions changed."""
    for some in in_chunks(sorted(forgotten.article_ids)):
        is_known = exists().where(
            memory.c.channel_number == number, memory.c.article_id == second_look.c.article_id
        )
        gone = delete(second_look).where(
            second_look.c.channel == forgotten.channel,
            second_look.c.article_id.in_(some),
            ~is_known,
        )
        await connection.execute(gone)
    for names in in_chunks(sorted(forgotten.version_ids)):
        await connection.execute(_dropped_changes(forgotten.channel, names))


def _dropped_changes(key: ChannelKey, versions: Collection[VersionId]) -> Any:
    kept = text_change.c
    either = or_(kept.before_id.in_(versions), kept.after_id.in_(versions))
    return delete(text_change).where(kept.channel == key, either)


async def _held(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> set[tuple[int, str]]:
    """Which of these articles their channels still know; they are held until we commit."""
    found: set[tuple[int, str]] = set()
    for some in in_chunks((row.number, row.article_id) for row in rows):
        query = (
            select(memory.c.channel_number, memory.c.article_id)
            .where(tuple_(memory.c.channel_number, memory.c.article_id).in_(some))
            .with_for_update(read=True, key_share=True, of=memory)
        )
        found.update((row[0], row[1]) for row in await connection.execute(query))
    return found


def _not_enrolled(since: datetime) -> Select[Any]:
    """Articles cited in posts sent since then that are not looked at yet, those cited first first."""
    is_enrolled = exists().where(
        second_look.c.channel == delivery.c.channel,
        second_look.c.article_id == delivery_article.c.article_id,
    )
    first = func.min(delivery.c.sent_at)
    pair = (delivery.c.channel, channel.c.number, delivery_article.c.article_id)
    return (
        select(*pair, first.label("cited_at"))
        .join(delivery_article, delivery_article.c.delivery_id == delivery.c.delivery_id)
        .join(article, article.c.article_id == delivery_article.c.article_id)
        .join(channel, channel.c.channel == delivery.c.channel)
        .join(
            memory,
            and_(
                memory.c.channel_number == channel.c.number,
                memory.c.article_id == delivery_article.c.article_id,
                in_force(None),
            ),
        )
        .where(
            delivery.c.sent_at >= since,
            IS_SENT,
            article.c.url.is_not(None),
            memory.c.way.in_(_FROM_PAGES),
            ~is_enrolled,
        )
        .group_by(*pair)
        .order_by(first, delivery_article.c.article_id)
    )


def _looks() -> Select[Any]:
    """Looks with the newest version that the channel knows; without one there is none."""
    newest = (memory.c.message_id, version.c.title, article.c.url)
    return (
        select(second_look, *newest)
        .join(channel, channel.c.channel == second_look.c.channel)
        .join(
            memory,
            and_(
                memory.c.channel_number == channel.c.number,
                memory.c.article_id == second_look.c.article_id,
                in_force(None),
            ),
        )
        .join(version, version.c.version_id == memory.c.version_id)
        .join(article, article.c.article_id == second_look.c.article_id)
    )


def _is(key: ChannelKey, article_id: ArticleId) -> ColumnElement[bool]:
    return and_(second_look.c.channel == key, second_look.c.article_id == article_id)


def _look(row: Row[Any]) -> SecondLook:
    return SecondLook(
        channel=row.channel,
        article_id=ArticleId(row.article_id),
        cited_at=row.cited_at,
        next_at=row.next_at,
        looked_at=row.looked_at,
        state=LookState(row.state) if row.state else None,
        state_since=row.state_since,
        validators=Validators(row.etag, row.last_modified),
        title=row.title,
        url=row.url,
        brought_by=MessageId(row.message_id) if row.message_id else None,
    )


def _written(change: TextChange) -> list[Any]:
    return [change.before, change.after, change.removed, change.added]


def _change(values: list[Any]) -> TextChange:
    before, after, removed, added = values
    return TextChange(
        _stretch(before) if before else None,
        _stretch(after) if after else None,
        tuple(map(_stretch, removed)),
        tuple(map(_stretch, added)),
    )


def _stretch(values: list[int]) -> Stretch:
    start, end = values
    return start, end
