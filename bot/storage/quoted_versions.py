"""The versions that documents quote: only those that the document's own channel knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert, select

from bot.domain.articles import Article
from bot.domain.identifiers import ArticleId, ChannelKey, StoryId, VersionId
from bot.storage.claim_documents import articles_in, strike_unknown
from bot.storage.remembered import articles_of, of_channel, remembered
from bot.storage.tables_articles import article, memory, version

Value = TypeVar("Value")

#: Values in one ``IN (...)``: far below what SQLite (32,766) and Postgres (65,535) bind at most.
_AT_ONCE = 500


def quoted_versions(
    connection: Connection, channel: ChannelKey, version_ids: Collection[VersionId]
) -> Mapping[VersionId, Article]:
    """These versions, as far as the channel knows them."""
    found: dict[VersionId, Article] = {}
    for some in in_chunks(version_ids):
        query = remembered(channel).where(memory.c.version_id.in_(some))
        for article_version in articles_of(connection, channel, query):
            found[article_version.version_id] = article_version
    return found


def without_forgotten(connection: Connection, channel: ChannelKey, document: Any) -> Any:
    """A document that is about to be kept, without what the channel has forgotten meanwhile.

    What is left cannot be forgotten before this transaction ends: on SQLite nobody else writes,
    on Postgres forgetting waits for the rows that are held here, and then finds the document.
    """
    versions: set[VersionId] = set()
    articles: set[ArticleId] = set()
    for some in in_chunks(articles_in(document)):
        query = (
            select(memory.c.version_id, memory.c.article_id)
            .where(of_channel(channel), memory.c.article_id.in_(some))
            .with_for_update(read=True, key_share=True, of=memory)
        )
        for version_id, article_id in connection.execute(query):
            versions.add(VersionId(version_id))
            articles.add(ArticleId(article_id))
    return strike_unknown(document, versions, articles)


def story_versions(
    connection: Connection,
    channel: ChannelKey,
    story_ids: Collection[StoryId],
    until: datetime,
) -> Sequence[tuple[StoryId, VersionId]]:
    """Every version of these stories' articles that the channel had learned by `until`."""
    found: list[tuple[StoryId, VersionId]] = []
    for some in in_chunks(story_ids):
        query = select(memory.c.story_id, memory.c.version_id).where(
            of_channel(channel), memory.c.story_id.in_(some), memory.c.learned_at <= until
        )
        for story_id, version_id in connection.execute(query):
            found.append((StoryId(story_id), VersionId(version_id)))
    return found


def public_versions(
    connection: Connection, version_ids: Collection[VersionId]
) -> frozenset[VersionId]:
    """Which of these versions are stored, and of articles that have an address.

    They cannot be forgotten before this transaction ends.
    """
    found: set[VersionId] = set()
    for some in in_chunks(version_ids):
        query = (
            select(version.c.version_id)
            .join(article, article.c.article_id == version.c.article_id)
            .where(version.c.version_id.in_(some), article.c.url.is_not(None))
            .with_for_update(read=True, key_share=True, of=version)
        )
        found.update(connection.execute(query).scalars())
    return frozenset(found)


def link_articles(connection: Connection, table: Table, owner_id: str, document: Any) -> None:
    """Note which articles a document rests on; `table` has two columns, the owner's is not `article_id`."""
    owner = next(column.name for column in table.columns if column.name != "article_id")
    links = [{"article_id": a, owner: owner_id} for a in sorted(articles_in(document))]
    if links:
        connection.execute(insert(table), links)


def in_chunks(values: Iterable[Value], size: int = _AT_ONCE) -> Iterator[list[Value]]:
    """The values in lists short enough to bind in one statement."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
