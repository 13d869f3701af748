"""Reading what a channel remembers: the one select that every store of articles starts from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.articles import Article, Passage, Way
from bot.domain.identifiers import ArticleId, ChannelKey, SourceId, StoryId, VersionId
from bot.storage.tables_articles import article, channel, memory, version

#: A version's passages: ``[start, end]`` each.
Spans = Sequence[Sequence[int]]


def in_force(as_of: datetime | None) -> ColumnElement[bool]:
    """Memories of the version that was an article's newest by `as_of` (None: now)."""
    if as_of is None:
        return memory.c.superseded_at.is_(None)
    not_replaced = or_(memory.c.superseded_at.is_(None), memory.c.superseded_at > as_of)
    return and_(memory.c.learned_at <= as_of, not_replaced)


def of_channel(key: ChannelKey) -> ColumnElement[bool]:
    """Memories of one channel, and of no other (promise 2)."""
    number = select(channel.c.number).where(channel.c.channel == key).scalar_subquery()
    return memory.c.channel_number == number


def remembered(key: ChannelKey) -> Select[Any]:
    """Memories of a channel with their texts; rows are for `article_of`."""
    return (
        select(memory, version, article.c.url)
        .join(version, version.c.version_id == memory.c.version_id)
        .join(article, article.c.article_id == version.c.article_id)
        .where(of_channel(key))
    )


async def articles_of(
    connection: AsyncConnection, key: ChannelKey, query: Select[Any]
) -> list[Article]:
    """The articles that a `remembered` query finds, in its order."""
    rows = await connection.execute(query)
    return [article_of(row, key) for row in rows]


def article_of(row: Row[Any], key: ChannelKey) -> Article:
    """The article version of one row of `remembered`."""
    values = row._mapping  # noqa: SLF001 (the documented way to read a row by column)
    return Article(
        article_id=ArticleId(values[memory.c.article_id]),
        version_id=VersionId(values[memory.c.version_id]),
        version_number=values[memory.c.version_number],
        channel=key,
        text=values[version.c.text],
        url=values[article.c.url],
        title=values[version.c.title],
        outlet=values[version.c.outlet],
        author=values[version.c.author],
        published_at=values[version.c.published_at],
        language=values[version.c.language],
        credit=values[version.c.credit],
        external_id=values[memory.c.external_id],
        learned_at=values[memory.c.learned_at],
        fetched_at=values[memory.c.fetched_at],
        way=Way(values[memory.c.way]),
        source_id=_or_none(SourceId, values[memory.c.source_id]),
        story_id=_or_none(StoryId, values[memory.c.story_id]),
        duplicate_of=_or_none(ArticleId, values[memory.c.duplicate_of]),
        is_reserved=values[version.c.is_reserved],
    )


def _or_none(kind: Any, value: str | None) -> Any:
    return None if value is None else kind(value)


def passage_of(found: Article, spans: Spans, number: int) -> Passage:
    """A version's passage by its number."""
    start, end = spans[number]
    return Passage(found.version_id, start, end, found.text[start:end])
