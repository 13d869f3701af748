"""Forgetting: what a channel asks to be gone is gone, with everything that was made of it.

The order is the one in which others depend on it: the channel's memory first (whoever keeps a
post at that moment holds it), then posts, briefings, answers and drafts (`derivatives`), then the
texts and vectors that no channel knows any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ArticleId, ChannelKey, MessageId, VersionId
from bot.storage import forgotten_marks
from bot.storage.claim_documents import Forgotten
from bot.storage.database import Database
from bot.storage.derivatives import forget_derivatives
from bot.storage.feed_items import forget_awaited
from bot.storage.learning import lock_channel
from bot.storage.looks import forget_looks
from bot.storage.postings import BLOCK, holding, without
from bot.storage.quoted_versions import in_chunks
from bot.storage.story_changes import forget_causes
from bot.storage.tables_articles import article, band, memory, posting, vector, version
from bot.storage.tables_articles import channel as numbered

Rows = Sequence[Row[Any]]


async def forget_for_good(database: Database, channel: ChannelKey, article_id: ArticleId) -> int:
    """Forget an article and what carries its text letter for letter; how many articles.

    No feed brings any of them back to this channel: hashes of their addresses and texts stay.
    """
    is_it = memory.c.article_id == article_id
    number = select(numbered.c.number).where(numbered.c.channel == channel).scalar_subquery()
    is_telling = memory.c.term_count >= forgotten_marks.TELLING_TERMS
    texts = select(memory.c.content_hash).where(
        memory.c.channel_number == number, is_it, is_telling
    )
    copies = select(memory.c.article_id).where(
        memory.c.channel_number == number, memory.c.content_hash.in_(texts)
    )
    return await forget(
        database, channel, is_it | memory.c.article_id.in_(copies), is_for_good=True
    )


async def forget(
    database: Database,
    channel: ChannelKey,
    *wanted: ColumnElement[bool],
    message_id: MessageId | None = None,
    is_for_good: bool = False,
) -> int:
    """Forget the channel's memories that meet all conditions; the number of their articles.

    The messages that brought them go as well, and `message_id` even if it brought nothing.
    """
    async with database.writing() as connection:
        number = await connection.run_sync(lock_channel, database, channel)
        is_all = not wanted and message_id is None
        if is_all:
            await connection.run_sync(forget_awaited, channel)
        rows = await _memories(connection, number, wanted)
        if not rows and message_id is None and not is_all:
            return 0
        forgotten = _forgotten(channel, rows, message_id)
        if is_for_good:
            await connection.run_sync(forgotten_marks.note, database, channel, _marks(rows))
        await _forget_memories(connection, number, rows)
        await _mend(connection, number, forgotten.article_ids)
        await connection.run_sync(forget_causes, channel, forgotten.article_ids)
        await forget_derivatives(connection, forgotten)
        await forget_looks(connection, number, forgotten)
        await _forget_texts(connection, forgotten)
    await database.wipe_freed_pages()
    return len(forgotten.article_ids)


async def _memories(
    connection: AsyncConnection, number: int, wanted: Iterable[ColumnElement[bool]]
) -> Rows:
    query = (
        select(memory.c.slot, memory.c.article_id, memory.c.version_id, memory.c.message_id)
        .add_columns(memory.c.content_hash, memory.c.term_count, version.c.title, article.c.url)
        .join(version, version.c.version_id == memory.c.version_id)
        .join(article, article.c.article_id == version.c.article_id)
        .where(memory.c.channel_number == number, *wanted)
        .order_by(memory.c.slot)
    )
    return (await connection.execute(query)).all()


def _forgotten(channel: ChannelKey, rows: Rows, message_id: MessageId | None) -> Forgotten:
    brought_by = {row.message_id for row in rows} | {message_id}
    return Forgotten(
        channel,
        article_ids=frozenset(ArticleId(row.article_id) for row in rows),
        version_ids=frozenset(VersionId(row.version_id) for row in rows),
        names=frozenset(name for row in rows for name in (row.title, row.url) if name),
        message_ids=frozenset(MessageId(name) for name in brought_by if name),
    )


def _marks(rows: Rows) -> frozenset[str]:
    texts = {r.content_hash for r in rows if r.term_count >= forgotten_marks.TELLING_TERMS}
    urls = {row.url for row in rows if row.url}
    return frozenset(map(forgotten_marks.of_text, texts)) | set(map(forgotten_marks.of_url, urls))


# ---------------------------------------------------------------- the channel's memory


async def _forget_memories(connection: AsyncConnection, number: int, rows: Rows) -> None:
    for some in in_chunks(row.slot for row in rows):
        for table in (band, memory):
            await connection.execute(
                delete(table).where(table.c.channel_number == number, table.c.slot.in_(some))
            )
    left = select(memory.c.slot).where(memory.c.channel_number == number).limit(1)
    if (await connection.execute(left)).first() is None:
        await connection.execute(delete(posting).where(posting.c.channel_number == number))
        return
    for block, slots in groupby((row.slot for row in rows), lambda slot: slot // BLOCK):
        await _forget_postings(connection, number, block, list(slots))


async def _forget_postings(
    connection: AsyncConnection, number: int, block: int, slots: Collection[int]
) -> None:
    """Take slots out of every term's row: whatever words the index took them for."""
    of_block = (posting.c.channel_number == number, posting.c.block == block)
    query = select(posting.c.term, posting.c.data).where(*of_block)
    rows = (await connection.execute(query)).all()
    touched = [rows[n] for n in holding([row.data for row in rows], slots)]
    left = {row.term: without(row.data, slots) for row in touched}
    for some in in_chunks(term for term, data in left.items() if not data):
        await connection.execute(delete(posting).where(*of_block, posting.c.term.in_(some)))
    changed = [{"of_term": term, "left": data} for term, data in left.items() if data]
    if changed:
        change = update(posting).where(*of_block, posting.c.term == bindparam("of_term"))
        await connection.execute(change.values(data=bindparam("left")), changed)


# ---------------------------------------------------------------- what pointed to it


async def _mend(
    connection: AsyncConnection, number: int, article_ids: Collection[ArticleId]
) -> None:
    """Put what is left in order: the versions of articles, and copies without their original."""
    for some in in_chunks(sorted(article_ids)):
        left = await _of_articles(connection, number, memory.c.article_id.in_(some))
        for versions in left.values():
            await _rechain(connection, number, versions)
        gone = set(some) - left.keys()
        copies = await _of_articles(
            connection, number, memory.c.duplicate_of.in_(gone), by="duplicate_of"
        )
        for rows in copies.values():
            await _choose_original(connection, number, rows)


async def _of_articles(
    connection: AsyncConnection, number: int, wanted: ColumnElement[bool], by: str = "article_id"
) -> Mapping[str, list[Row[Any]]]:
    """Memories by article, in the order in which they were learned."""
    query = (
        select(memory)
        .where(memory.c.channel_number == number, wanted)
        .order_by(memory.c.learned_at, memory.c.version_number, memory.c.slot)
    )
    found: dict[str, list[Row[Any]]] = {}
    for row in await connection.execute(query):
        found.setdefault(getattr(row, by), []).append(row)
    return found


async def _rechain(connection: AsyncConnection, number: int, versions: Rows) -> None:
    """Each version is in force until the next that is left."""
    ends = [row.learned_at for row in versions[1:]] + [None]
    for row, end in zip(versions, ends, strict=True):
        if row.superseded_at != end:
            change = update(memory).where(
                memory.c.channel_number == number, memory.c.slot == row.slot
            )
            await connection.execute(change.values(superseded_at=end))


async def _choose_original(connection: AsyncConnection, number: int, copies: Rows) -> None:
    """The copy learned first stands in for the original that was forgotten."""
    original = copies[0].article_id
    for row in copies:
        duplicate_of = None if row.article_id == original else original
        change = update(memory).where(memory.c.channel_number == number, memory.c.slot == row.slot)
        await connection.execute(change.values(duplicate_of=duplicate_of))


# ---------------------------------------------------------------- the texts


async def _forget_texts(connection: AsyncConnection, forgotten: Forgotten) -> None:
    """Texts and vectors go when no channel knows them, articles when they have no text left."""
    for some in in_chunks(sorted(forgotten.version_ids)):
        for table in (vector, version):
            is_known = exists().where(memory.c.version_id == table.c.version_id)
            await connection.execute(delete(table).where(table.c.version_id.in_(some), ~is_known))
    for names in in_chunks(sorted(forgotten.article_ids)):
        has_text = exists().where(version.c.article_id == article.c.article_id)
        await connection.execute(delete(article).where(article.c.article_id.in_(names), ~has_text))
