"""Reading what a channel remembers: the one select that every store of articles starts from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, and_, or_, select

from bot.domain.articles import Article, Passage, Way
from bot.domain.dating import DateSource
from bot.domain.identifiers import ChannelKey
from bot.storage.tables_articles import article, channel, memory, version

#: A version's passages: ``[start, end]`` each.
Spans = Sequence[Sequence[int]]

#: A channel, or the parameter of a statement that is built once and names it later.
OfChannel = ChannelKey | BindParameter[Any]

#: What makes an `Article`.  A row is read by its columns' places: by names it takes as long as to
#: fetch it.
_OF_ARTICLE = (
    memory.c.article_id,
    memory.c.version_id,
    memory.c.version_number,
    version.c.text,
    article.c.url,
    version.c.title,
    version.c.outlet,
    version.c.author,
    version.c.published_at,
    version.c.language,
    version.c.credit,
    version.c.is_reserved,
    version.c.date_source,
    version.c.modified_at,
    version.c.modified_source,
    version.c.section,
    memory.c.external_id,
    memory.c.learned_at,
    memory.c.fetched_at,
    memory.c.way,
    memory.c.source_id,
    memory.c.story_id,
    memory.c.duplicate_of,
)


def in_force(as_of: datetime | BindParameter[Any] | None) -> ColumnElement[bool]:
    """Memories of the version that was an article's newest by `as_of` (None: now)."""
    if as_of is None:
        return memory.c.superseded_at.is_(None)
    not_replaced = or_(memory.c.superseded_at.is_(None), memory.c.superseded_at > as_of)
    return and_(memory.c.learned_at <= as_of, not_replaced)


def of_channel(key: OfChannel) -> ColumnElement[bool]:
    """Memories of one channel, and of no other (promise 2)."""
    number = select(channel.c.number).where(channel.c.channel == key).scalar_subquery()
    return memory.c.channel_number == number


def remembered(key: OfChannel) -> Select[Any]:
    """Memories of a channel with their texts, and their slots; rows are for `article_of`.

    What more is wanted of them is added behind.
    """
    return (
        select(*_OF_ARTICLE, memory.c.slot)
        .join(version, version.c.version_id == memory.c.version_id)
        .join(article, article.c.article_id == version.c.article_id)
        .where(of_channel(key))
    )


def articles_of(connection: Connection, key: ChannelKey, query: Select[Any]) -> list[Article]:
    """The articles that a `remembered` query finds, in its order."""
    rows = connection.execute(query)
    return [article_of(row, key) for row in rows]


def article_of(row: Row[Any], key: ChannelKey) -> Article:
    """The article version of one row of `remembered`."""
    values: Sequence[Any] = row
    article_id, version_id, number, text, url, title, outlet, author, *rest = values
    published_at, language, credit, is_reserved, date_source, *rest = rest
    (
        modified_at,
        modified_source,
        section,
        external_id,
        learned_at,
        fetched_at,
        way,
        source_id,
        story_id,
        duplicate_of,
        *_,
    ) = rest
    return Article(
        article_id=article_id,
        version_id=version_id,
        version_number=number,
        channel=key,
        text=text,
        url=url,
        title=title,
        outlet=outlet,
        author=author,
        published_at=published_at,
        language=language,
        credit=credit,
        external_id=external_id,
        learned_at=learned_at,
        fetched_at=fetched_at,
        way=Way(way),
        source_id=source_id,
        story_id=story_id,
        duplicate_of=duplicate_of,
        is_reserved=is_reserved,
        date_source=None if date_source is None else DateSource(date_source),
        modified_at=modified_at,
        modified_source=None if modified_source is None else DateSource(modified_source),
        section=section,
    )


def passage_of(found: Article, spans: Spans, number: int) -> Passage:
    """A version's passage by its number."""
    start, end = spans[number]
    return Passage(found.version_id, start, end, found.text[start:end])
