"""What feeds have brought, until its articles are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    UpdateBase,
    bindparam,
    delete,
    func,
    select,
    update,
)

from bot.domain.articles import AwaitedItem, FeedItem
from bot.domain.dating import DateSource
from bot.domain.identifiers import ChannelKey, SourceId
from bot.domain.sources import ItemsTold, counted
from bot.ports.feed_items import BroughtItems
from bot.storage.database import Database
from bot.storage.source_documents import (
    day_document,
    day_told,
    not_read_document,
    not_read_told,
)
from bot.storage.tables_following import feed_item, source

#: For so long an item is known after its feed has dropped it: feeds leave items out by mistake and
#: bring them back the next hour.
KEPT_UNLISTED = timedelta(days=2)
#: So long after it came, or came again, an item whose title has changed is read again.
AGAIN_AFTER = timedelta(hours=1)

_IS_AWAITED = feed_item.c.document.is_not(None)
_KNOWN = select(feed_item.c.key, feed_item.c.title_mark).where(
    feed_item.c.source_id == bindparam("of_source")
)
_COUNTED = (
    select(func.count())
    .select_from(feed_item)
    .where(feed_item.c.source_id == bindparam("of_source"), _IS_AWAITED)
    .scalar_subquery()
)
_IS_IT = source.c.source_id == bindparam("of_source")
#: With whatever else is given.
_RECOUNT = update(source).where(_IS_IT).values(awaited_items=_COUNTED)
_TOLD = select(source).where(_IS_IT).with_for_update()
_FOLLOWED = select(source.c.source_id).where(_IS_IT)


class SqlFeedItems:
    """`ports.FeedItemStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(feed_item).on_conflict_do_nothing()

    async def known(self, source_id: SourceId) -> Mapping[str, str | None]:
        """The keys of a source's items that need no second look: awaited, read, or passed over."""
        rows = await self._database.rows(_KNOWN, {"of_source": source_id})
        return {row.key: row.title_mark for row in rows}

    async def bring(self, source_id: SourceId, brought: BroughtItems, *, now: datetime) -> None:
        """Keep what a feed brought until its articles are read; an item that is known stays as it is.

        Nothing happens when the source was unfollowed while it was read.
        """
        rows = _rows(source_id, brought, now)
        retitled = [_again(source_id, item, now) for item in brought.retitled]
        look_through = _look_through(source_id, brought.listed, now)

        def keep(connection: Connection) -> None:
            if connection.execute(_FOLLOWED, {"of_source": source_id}).first() is None:
                return
            if rows:
                connection.execute(self._insert, rows)
            for statement in retitled:
                connection.execute(statement)
            for statement in look_through:
                connection.execute(statement)
            connection.execute(_RECOUNT, {"of_source": source_id})

        await self._database.write(keep)

    async def awaited(self, source_id: SourceId, limit: int) -> Sequence[AwaitedItem]:
        """Items whose articles are still to be read: the newest, and of these the oldest first."""
        query = (
            select(feed_item.c.document, feed_item.c.noted_at)
            .where(feed_item.c.source_id == source_id, _IS_AWAITED)
            .order_by(feed_item.c.noted_at.desc(), feed_item.c.place.desc())
            .limit(limit)
        )
        rows = await self._database.rows(query)
        return [AwaitedItem(_item(row.document), row.noted_at) for row in reversed(rows)]

    async def still_awaited(self, source_id: SourceId, keys: Collection[str]) -> frozenset[str]:
        """Which of a source's items are awaited yet, and were not let go of meanwhile."""
        are_they = (feed_item.c.source_id == source_id) & feed_item.c.key.in_(keys)
        rows = await self._database.rows(select(feed_item.c.key).where(are_they, _IS_AWAITED))
        return frozenset(row.key for row in rows)

    async def let_go(
        self, channel: ChannelKey, is_it: Callable[[FeedItem], bool]
    ) -> Sequence[FeedItem]:
        """Await certain items of a channel's sources no longer; which there were."""
        awaited = (
            select(feed_item)
            .join(source, source.c.source_id == feed_item.c.source_id)
            .where(source.c.channel == channel, _IS_AWAITED)
        )

        def let_go(connection: Connection) -> list[FeedItem]:
            rows = [(row, _item(row.document)) for row in connection.execute(awaited).all()]
            its = [(row, item) for row, item in rows if is_it(item)]
            for row, _ in its:
                is_one = (feed_item.c.source_id == row.source_id) & (feed_item.c.key == row.key)
                connection.execute(update(feed_item).where(is_one).values(document=None))
            for source_id in {row.source_id for row, _ in its}:
                connection.execute(_RECOUNT, {"of_source": source_id})
            return [item for _, item in its]

        gone = await self._database.write(let_go)
        if gone:
            await self._database.wipe_freed_pages()
        return gone

    async def settle(
        self,
        source_id: SourceId,
        keys: Collection[str],
        told: ItemsTold,
        *,
        now: datetime,
        next_read_at: datetime | None = None,
    ) -> None:
        """Note items that are awaited no longer, read or not, and what became of all.

        Their texts go; that they were seen stays known.  The source is due at `next_read_at`, or
        when it was.
        """
        are_they = (feed_item.c.source_id == source_id) & feed_item.c.key.in_(keys)
        settled = update(feed_item).where(are_they).values(document=None)

        def keep(connection: Connection) -> None:
            if keys:
                connection.execute(settled)
            # As it is now: a digest and a poll may read one source side by side.
            row = connection.execute(_TOLD, {"of_source": source_id}).first()
            if row is None:
                return
            connection.execute(_RECOUNT, _noted(row, source_id, told, now, next_read_at))

        await self._database.write(keep)


def _noted(
    row: Row[Any],
    source_id: SourceId,
    told: ItemsTold,
    now: datetime,
    next_read_at: datetime | None,
) -> dict[str, Any]:
    """What a source's row says after some of its items were read."""
    not_read = told.not_read_after(map(not_read_told, row.not_read))
    days = counted(
        [day_told(document) for document in row.new_by_day],
        now.astimezone(UTC).date(),
        told.new_items,
    )
    return {
        "of_source": source_id,
        "items_seen": row.items_seen + told.new_items,
        "not_read": [not_read_document(one) for one in not_read],
        "new_by_day": [day_document(count) for count in days],
        "last_new_at": now if told.new_items else row.last_new_at,
        "next_read_at": next_read_at or row.next_read_at,
    }


def forget_awaited(connection: Connection, channel: ChannelKey) -> None:
    """Let go of the texts that a channel's sources have brought and that were not read yet."""
    its: Select[Any] = select(source.c.source_id).where(source.c.channel == channel)
    are_they = feed_item.c.source_id.in_(its)
    connection.execute(update(feed_item).where(are_they).values(document=None))
    connection.execute(update(source).where(source.c.channel == channel).values(awaited_items=0))


def _rows(source_id: SourceId, brought: BroughtItems, now: datetime) -> list[dict[str, Any]]:
    known = ((key, None, None) for key in brought.passed_over)
    fresh = ((item.key, _document(item), item.title_mark) for item in brought.awaited)
    its = {"source_id": source_id, "noted_at": now}
    return [
        {**its, "key": key, "place": place, "document": document, "title_mark": mark}
        for place, (key, document, mark) in enumerate([*known, *fresh])
    ]


def _again(source_id: SourceId, item: FeedItem, now: datetime) -> UpdateBase:
    """Await an item again that was read, not too soon after it came."""
    is_it = (feed_item.c.source_id == source_id) & (feed_item.c.key == item.key)
    is_time = ~_IS_AWAITED & (feed_item.c.noted_at <= now - AGAIN_AFTER)
    told = {"document": _document(item), "title_mark": item.title_mark, "noted_at": now}
    return update(feed_item).where(is_it & is_time).values(**told)


def _look_through(source_id: SourceId, listed: Collection[str], now: datetime) -> list[UpdateBase]:
    """Note what the feed lists no longer and what it lists again; let go of what it dropped long ago.

    How long a feed was not read, or had nothing new to show, drops none.
    """
    if not listed:
        return []
    its = feed_item.c.source_id == source_id
    is_listed, since = feed_item.c.key.in_(listed), feed_item.c.unlisted_since
    back, gone = its & since.is_not(None) & is_listed, its & since.is_(None) & ~is_listed
    return [
        update(feed_item).where(back).values(unlisted_since=None),
        update(feed_item).where(gone).values(unlisted_since=now),
        delete(feed_item).where(its & ~_IS_AWAITED & (since < now - KEPT_UNLISTED)),
    ]


def _document(item: FeedItem) -> list[str | None]:
    published = item.published_at.isoformat() if item.published_at else None
    told = (item.item_id, item.url, item.title, item.html, published, item.author, item.language)
    return [*told, item.date_source.value]


def _item(document: Sequence[Any]) -> FeedItem:
    item_id, url, title, html, published, author, language, date_source = document
    return FeedItem(
        item_id=item_id,
        url=url,
        title=title,
        html=html,
        published_at=datetime.fromisoformat(published) if published else None,
        author=author,
        language=language,
        date_source=DateSource(date_source),
    )
