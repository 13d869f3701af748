"""Merges and splits of stories: made in the memory, put on record, and followed from old ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)

from bot.domain.articles import Article
from bot.domain.identifiers import ArticleId, ChannelKey, StoryId
from bot.domain.stories import Regrouping, StoryChange, StoryEvent, StorySample
from bot.storage.metadata import Channel
from bot.storage.quoted_versions import in_chunks
from bot.storage.remembered import article_of, articles_of, in_force, of_channel, remembered
from bot.storage.tables_articles import memory, story_change, version

_MERGED = select(story_change.c.story_id, story_change.c.other_id).where(
    story_change.c.channel == bindparam("key"),
    story_change.c.turn == Regrouping.MERGED,
    story_change.c.story_id.in_(bindparam("ids", expanding=True)),
)
#: For one story alone: SQLAlchemy words a list anew each time.
_MERGED_ONE = select(story_change.c.other_id).where(
    story_change.c.channel == bindparam("key"),
    story_change.c.turn == Regrouping.MERGED,
    story_change.c.story_id == bindparam("id"),
)


@cache
def _samples(count: int) -> Select[Any]:
    """The newest of so many stories, by ``key``, ``newest`` and ``story0`` and so on.

    One part for each: the index leads to its newest, however long it is.
    """
    key = bindparam("key", type_=Channel())
    parts = []
    for number in range(count):
        is_in = of_channel(key) & (memory.c.story_id == bindparam(f"story{number}"))
        began = select(func.min(memory.c.learned_at)).where(is_in).scalar_subquery()
        slots = (
            select(memory.c.slot)
            .where(is_in, in_force(None), memory.c.duplicate_of.is_(None))
            .order_by(memory.c.slot.desc())
            .limit(bindparam("newest"))
            .subquery()
        )
        parts.append(select(slots.c.slot, began.label("began_at")))
    chosen = union_all(*parts).subquery()
    return (
        remembered(key)
        .add_columns(chosen.c.began_at)
        .join(chosen, chosen.c.slot == memory.c.slot)
        .order_by(memory.c.slot)
    )


def make_change(
    connection: Connection,
    channel: ChannelKey,
    change: StoryChange,
    *,
    because_of: ArticleId,
    at: datetime,
) -> None:
    """Count articles to another story, and note it; nothing where they have left meanwhile."""
    other = resolved(connection, channel, change.other_id)
    if other == change.story_id:
        return
    moving = update(memory).where(of_channel(channel), memory.c.story_id == change.story_id)
    if change.turn is Regrouping.SPLIT:
        ids = change.article_ids
        moving = moving.where(or_(memory.c.article_id.in_(ids), memory.c.duplicate_of.in_(ids)))
    if not connection.execute(moving.values(story_id=other)).rowcount:
        return
    connection.execute(
        insert(story_change).values(
            channel=channel,
            turn=change.turn,
            story_id=change.story_id,
            other_id=other,
            changed_at=at,
            article_id=because_of,
        )
    )


def resolved(connection: Connection, channel: ChannelKey, story_id: StoryId) -> StoryId:
    """The story that has the articles of this one now: itself, unless it was merged."""
    if connection.execute(_MERGED_ONE, {"key": channel, "id": story_id}).first() is None:
        return story_id
    return all_resolved(connection, channel, [story_id])[story_id]


def all_resolved(
    connection: Connection, channel: ChannelKey, story_ids: Collection[StoryId]
) -> Mapping[StoryId, StoryId]:
    """By story, the one that has its articles now."""
    into: dict[StoryId, StoryId] = {}
    pending = set(story_ids)
    while pending:
        found: dict[StoryId, StoryId] = {}
        for some in in_chunks(sorted(pending)):
            rows = connection.execute(_MERGED, {"key": channel, "ids": some})
            found |= {StoryId(a): StoryId(b) for a, b in rows}
        into |= found
        pending = set(found.values()) - into.keys()
    return {story_id: _end(into, story_id) for story_id in story_ids}


def _end(into: Mapping[StoryId, StoryId], story_id: StoryId) -> StoryId:
    """Where merges lead from a story."""
    passed = {story_id}
    while (following := into.get(story_id)) is not None and following not in passed:
        passed.add(following)
        story_id = following
    return story_id


def samples(
    connection: Connection, channel: ChannelKey, story_ids: Collection[StoryId], newest: int
) -> list[StorySample]:
    """Of each story the articles learned last, without copies, in the order of `story_ids`."""
    given = {"key": channel, "newest": newest}
    given |= {f"story{number}": story_id for number, story_id in enumerate(story_ids)}
    query = _samples(len(story_ids))
    found: dict[str, tuple[datetime, list[Article]]] = {}
    for row in connection.execute(query, given):
        _, articles = found.setdefault(row.story_id, (row.began_at, []))
        articles.append(article_of(row, channel))
    return [StorySample(s, found[s][0], tuple(found[s][1])) for s in story_ids if s in found]


def told_after(
    connection: Connection,
    channel: ChannelKey,
    story_id: StoryId,
    since: datetime,
    newest: int,
    as_of: datetime | None,
) -> Sequence[Article]:
    """Of one story the articles told last after `since`, the latest first, without copies.

    Which they are is found by dates alone: their texts are read when the few are chosen.
    """
    told = func.coalesce(version.c.published_at, memory.c.learned_at)
    chosen = (
        select(memory.c.slot, told.label("told"))
        .join(version, version.c.version_id == memory.c.version_id)
        .where(of_channel(channel), memory.c.story_id == story_id, in_force(as_of))
        .where(memory.c.duplicate_of.is_(None), told > since)
        .order_by(told.desc(), memory.c.slot.desc())
        .limit(newest)
        .subquery()
    )
    query = remembered(channel).join(chosen, chosen.c.slot == memory.c.slot)
    return articles_of(
        connection, channel, query.order_by(chosen.c.told.desc(), memory.c.slot.desc())
    )


def events(
    connection: Connection, channel: ChannelKey, story_id: StoryId | None = None
) -> Sequence[StoryEvent]:
    """The merges and splits of a channel, or those that one story was in, oldest first."""
    query = select(story_change).where(story_change.c.channel == channel)
    if story_id is not None:
        is_in = or_(story_change.c.story_id == story_id, story_change.c.other_id == story_id)
        query = query.where(is_in)
    rows = connection.execute(query.order_by(story_change.c.number))
    return [_event(row) for row in rows]


def forget_causes(
    connection: Connection, channel: ChannelKey, article_ids: Collection[ArticleId]
) -> None:
    """What forgotten articles brought about stays so, but no longer names them."""
    for some in in_chunks(sorted(article_ids)):
        named = update(story_change).where(
            story_change.c.channel == channel, story_change.c.article_id.in_(some)
        )
        connection.execute(named.values(article_id=None))
    left = select(memory.c.slot).where(of_channel(channel)).limit(1)
    if connection.execute(left).first() is None:
        connection.execute(delete(story_change).where(story_change.c.channel == channel))


def _event(row: Row[Any]) -> StoryEvent:
    return StoryEvent(
        turn=Regrouping(row.turn),
        story_id=StoryId(row.story_id),
        other_id=StoryId(row.other_id),
        at=row.changed_at,
        because_of=None if row.article_id is None else ArticleId(row.article_id),
    )
