"""`ports.ArticleStore` in SQLite or Postgres."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    TableValuedAlias,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal,
    select,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB

from bot.domain.articles import Article, Learned
from bot.domain.identifiers import ArticleId, ChannelKey, MessageId, StoryId, VersionId
from bot.domain.stories import Placement, StoryChange, StoryEvent, StorySample
from bot.errors import NotFoundError
from bot.ports.articles import Arrival, Fingerprint, Indexed
from bot.storage import forgotten_marks, learning, story_changes
from bot.storage.database import Database
from bot.storage.forgetting import forget, forget_for_good
from bot.storage.identities import public_article_id
from bot.storage.metadata import Channel, metadata
from bot.storage.remembered import article_of, articles_of, in_force, of_channel, remembered
from bot.storage.tables_articles import band, memory
from bot.storage.tables_articles import channel as channels

#: Most articles compared with a new one: those that share the most bands with it.
_MOST_CANDIDATES = 10
#: Memories looked at for one band, the newest.  A band that more of them share is boilerplate, and
#: would make reading in dearer with every article that has it.
_MOST_SHARING = 24
#: What a band counts that one memory has; whole numbers, so that equals stay equal.
_BAND_OF_ONE = 1_000_000
#: More than all bands of a text count.
_ALL_BANDS = 1_000_000_000


class SqlArticleStore:
    """What every channel has read; each sees only its own memories."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learn(
        self,
        indexed: Indexed,
        arrival: Arrival,
        duplicate_of: ArticleId | None,
        placement: Placement | None = None,
    ) -> Learned:
        """Keep an article, its version, passages and story, and let the channel know it."""
        where = placement or Placement()
        return await self._database.write(
            lambda connection: learning.learn(
                learning.Lesson(self._database, connection, indexed, arrival, duplicate_of, where)
            )
        )

    async def article(
        self, channel: ChannelKey, article_id: ArticleId, *, as_of: datetime | None = None
    ) -> Article:
        """The newest version that the channel knew by `as_of`."""
        query = remembered(channel).where(memory.c.article_id == article_id, in_force(as_of))
        return await self._one(channel, query)

    async def version(self, channel: ChannelKey, version_id: VersionId) -> Article:
        """One version that the channel knows."""
        return await self._one(
            channel, remembered(channel).where(memory.c.version_id == version_id)
        )

    async def versions(self, channel: ChannelKey, article_id: ArticleId) -> Sequence[Article]:
        """Every version of an article that the channel knows, oldest first."""
        # Put in order here: for one by time SQLite would read all that the channel ever learned.
        found = await self._read(
            channel, remembered(channel).where(memory.c.article_id == article_id)
        )
        return sorted(found, key=lambda a: (a.learned_at, a.version_number))

    async def by_url(self, channel: ChannelKey, url: str) -> Article | None:
        """The article at a canonical URL, as the channel knows it now."""
        given = {"key": channel, "article": public_article_id(url)}
        return next(iter(await self._read(channel, _BY_ID, given)), None)

    async def known_urls(self, channel: ChannelKey, urls: Collection[str]) -> frozenset[str]:
        """Which of these canonical URLs the channel has already read."""
        by_id = {public_article_id(url): url for url in urls}
        given = {"key": channel, "ids": list(by_id)}
        names = await self._database.read(
            lambda connection: connection.execute(_KNOWN, given).scalars().all()
        )
        return frozenset(by_id[name] for name in names)

    async def learned_between(
        self,
        channel: ChannelKey,
        since: datetime | None,
        until: datetime,
        *,
        limit: int | None = None,
    ) -> Sequence[Article]:
        """Articles whose newest version by `until` was learned in ``(since, until]``."""
        query = remembered(channel).where(in_force(until))
        if since is not None:
            query = query.where(memory.c.learned_at > since)
        order = (memory.c.learned_at.desc(), memory.c.slot.desc())
        return await self._read(channel, query.order_by(*order).limit(limit))

    async def of_stories(
        self, channel: ChannelKey, story_ids: Collection[StoryId], *, as_of: datetime | None = None
    ) -> Sequence[Article]:
        """All articles of these stories that the channel knew by `as_of`, as learned."""

        def work(connection: Connection) -> Sequence[Article]:
            current = story_changes.all_resolved(connection, channel, story_ids)
            is_in = memory.c.story_id.in_(set(current.values()))
            query = remembered(channel).where(is_in, in_force(as_of))
            order = (memory.c.learned_at, memory.c.slot)
            return articles_of(connection, channel, query.order_by(*order))

        return await self._database.read(work)

    async def told_after(
        self,
        channel: ChannelKey,
        story_ids: Collection[StoryId],
        since: datetime,
        newest: int,
        *,
        as_of: datetime | None = None,
    ) -> Sequence[Article]:
        """Of each of these stories the articles told last after `since`, without copies."""

        def work(connection: Connection) -> Sequence[Article]:
            current = story_changes.all_resolved(connection, channel, story_ids)
            stories = sorted(set(current.values()))
            return [
                article
                for story in stories
                for article in story_changes.told_after(
                    connection, channel, story, since, newest, as_of
                )
            ]

        return await self._database.read(work)

    async def story_samples(
        self, channel: ChannelKey, story_ids: Collection[StoryId], newest: int
    ) -> Sequence[StorySample]:
        """Of each of these stories the articles learned last, at most `newest`, without copies."""
        if not story_ids:
            return ()
        return await self._database.read(
            lambda connection: story_changes.samples(connection, channel, story_ids, newest)
        )

    async def story_events(self, channel: ChannelKey, story_id: StoryId) -> Sequence[StoryEvent]:
        """The merges and splits that a story was in, on either side, oldest first."""
        return await self._database.read(
            lambda connection: story_changes.events(connection, channel, story_id)
        )

    async def near(self, channel: ChannelKey, fingerprint: Fingerprint) -> Sequence[Article]:
        """Articles of the channel that share the hash or any band, the likest first.

        At most `_MOST_CANDIDATES`; of equals, the newest come first.
        """
        bands = list(fingerprint.bands)
        given = {
            "key": channel,
            "hash": fingerprint.content_hash,
            "bands": json.dumps(bands) if self._database.is_sqlite else bands,
        }
        query = _near(is_sqlite=self._database.is_sqlite)
        return await self._read(channel, query, given)

    async def change_story(
        self, channel: ChannelKey, change: StoryChange, because_of: ArticleId, at: datetime
    ) -> None:
        """Merge or split a story, and put it on record; nothing if its articles have left it."""

        def work(connection: Connection) -> None:
            learning.lock_channel(connection, self._database, channel)
            story = story_changes.resolved(connection, channel, change.story_id)
            now = replace(change, story_id=story)
            story_changes.make_change(connection, channel, now, because_of=because_of, at=at)

        await self._database.write(work)

    async def reserve(self, article_id: ArticleId) -> None:
        """Note that its publisher reserves AI use of every text that an article has had."""
        await self._database.change(learning.reserving(article_id))

    async def count(self, channel: ChannelKey) -> int:
        """How many articles the channel knows."""
        query = select(func.count()).select_from(memory).where(of_channel(channel), in_force(None))
        return int(await self._database.value(query))

    async def channels(self) -> Sequence[ChannelKey]:
        """Every channel that has read, followed, scheduled or set anything, sorted."""
        has_memory = select(memory.c.slot).where(memory.c.channel_number == channels.c.number)
        read = select(channels.c.channel).where(has_memory.exists())
        others = [
            select(table.c.channel)
            for table in metadata.tables.values()
            if table.info.get("makes_channel_known")
        ]
        return sorted(await self._database.values(union(read, *others)))

    async def forget(self, channel: ChannelKey, article_id: ArticleId | None) -> int:
        """Forget one article, or all, with every derivative; the number of articles forgotten."""
        if article_id is None:
            return await forget(self._database, channel)
        return await forget_for_good(self._database, channel, article_id)

    async def note_forgotten(self, channel: ChannelKey, urls: Collection[str]) -> None:
        """Note canonical URLs that a channel asked to forget before they were read."""
        marks = {forgotten_marks.of_url(url) for url in urls}
        await self._database.write(
            lambda connection: forgotten_marks.note(connection, self._database, channel, marks)
        )

    async def forgotten_urls(self, channel: ChannelKey, urls: Collection[str]) -> frozenset[str]:
        """Which of these canonical URLs a channel was asked to forget."""
        by_mark = {forgotten_marks.of_url(url): url for url in urls}
        found = await self._database.read(
            lambda connection: forgotten_marks.among(connection, channel, by_mark)
        )
        return frozenset(by_mark[mark] for mark in found)

    async def forget_message(self, channel: ChannelKey, message_id: MessageId) -> int:
        """Forget a message's words and what it brought; the number of articles forgotten."""
        brought = memory.c.message_id == message_id
        return await forget(self._database, channel, brought, message_id=message_id)

    async def _read(
        self, key: ChannelKey, query: Select[Any], given: Mapping[str, Any] | None = None
    ) -> list[Article]:
        """The articles that a query finds; `given` are parameters of one that was built once."""
        return await self._database.read(
            lambda connection: [article_of(row, key) for row in connection.execute(query, given)]
        )

    async def _one(self, key: ChannelKey, query: Select[Any]) -> Article:
        found = await self._read(key, query)
        if not found:
            raise NotFoundError(f"{key} has not read that article, or has forgotten it.")
        return found[0]


_KEY = bindparam("key", type_=Channel())
_BY_ID = remembered(_KEY).where(memory.c.article_id == bindparam("article"), in_force(None))
_KNOWN = select(memory.c.article_id).where(
    of_channel(_KEY), memory.c.article_id.in_(bindparam("ids", expanding=True))
)


@cache
def _near(*, is_sqlite: bool) -> Select[Any]:
    """The likest of a channel, by the parameters ``key``, ``hash`` and ``bands``."""
    number = select(channels.c.number).where(channels.c.channel == _KEY).scalar_subquery()
    likest = union_all(_same(number), _sharing(number, _listed(is_sqlite=is_sqlite))).subquery()
    ranked = (
        select(likest.c.slot, func.max(likest.c.shared).label("shared"))
        .group_by(likest.c.slot)
        .order_by(func.max(likest.c.shared).desc(), likest.c.slot.desc())
        .limit(_MOST_CANDIDATES)
        .subquery()
    )
    query = remembered(_KEY).join(ranked, ranked.c.slot == memory.c.slot)
    return query.order_by(ranked.c.shared.desc(), memory.c.slot.desc())


def _same(number: ColumnElement[int]) -> Select[Any]:
    """Slots of memories with the same hash, as if they shared all bands there are."""
    shared = literal(_ALL_BANDS).label("shared")
    return select(memory.c.slot, shared).where(
        memory.c.channel_number == number,
        memory.c.content_hash == bindparam("hash"),
        in_force(None),
    )


def _sharing(number: ColumnElement[int], wanted: TableValuedAlias) -> Select[Any]:
    """Slots of memories that share bands, and how much that tells; each band costs the same at most.

    A band counts less, the more memories have it: what a whole site repeats leads to no original.
    """
    value = cast(wanted.c.value, BigInteger)
    other = band.alias()
    beyond = (
        select(other.c.slot)
        .where(other.c.channel_number == number, other.c.band == value)
        .order_by(other.c.slot.desc())
        .limit(1)
        .offset(_MOST_SHARING)
        .correlate(wanted)
        .scalar_subquery()
    )
    # By the value that was asked for: by the band's own column SQLite would walk the whole index.
    having = func.count().over(partition_by=wanted.c.value).label("having")
    each = (
        select(band.c.slot, having)
        .select_from(wanted)
        .join(band, and_(band.c.channel_number == number, band.c.band == value))
        .join(memory, and_(memory.c.channel_number == number, memory.c.slot == band.c.slot))
        .where(band.c.slot > func.coalesce(beyond, -1), in_force(None))
        .subquery()
    )
    shared = func.sum(literal(_BAND_OF_ONE) // each.c.having).label("shared")
    return select(each.c.slot, shared).group_by(each.c.slot)


def _listed(*, is_sqlite: bool) -> TableValuedAlias:
    """The parameter ``bands`` as the rows of a table, whatever their number."""
    name = {"name": "wanted"}
    if is_sqlite:
        return func.json_each(bindparam("bands", type_=Text())).table_valued("value", **name)
    listed = bindparam("bands", type_=JSONB())
    return func.jsonb_array_elements_text(listed).table_valued("value", **name)
