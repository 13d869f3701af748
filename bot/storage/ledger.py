"""The ledger: what each channel was actually sent of each story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Subquery, and_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.briefings import Briefing
from bot.domain.identifiers import BriefingId, ChannelKey, StoryId, VersionId
from bot.domain.stories import StoryEvent, Turn
from bot.ports import SentStory
from bot.storage import story_changes
from bot.storage.briefing_documents import sent_sentences
from bot.storage.claim_documents import JsonObject
from bot.storage.quoted_versions import story_versions
from bot.storage.tables_briefings import briefing, briefing_story, briefing_version


async def keep_stories(
    connection: AsyncConnection, kept: Briefing, items: Sequence[JsonObject]
) -> None:
    """Keep what a briefing says of each story, and the versions that it knew of."""
    sentences: dict[StoryId, list[JsonObject]] = defaultdict(list)
    for item in items:
        sentences[StoryId(item["story_id"])] += sent_sentences(item)
    if not sentences:
        return
    key = {"briefing_id": kept.briefing_id}
    stories = [key | {"story_id": s, "sentences": said} for s, said in sentences.items()]
    await connection.execute(insert(briefing_story), stories)
    known = set(await story_versions(connection, kept.channel, sentences, kept.until))
    # A story that was merged while its item was written: what the item cites was known.
    gone = sentences.keys() - {story_id for story_id, _ in known}
    known |= {(s, VersionId(c["version_id"])) for s in gone for c in _citations(sentences[s])}
    if known:
        versions = [key | {"story_id": s, "version_id": v} for s, v in sorted(known)]
        await connection.execute(insert(briefing_version), versions)


def _citations(said: Sequence[JsonObject]) -> Sequence[JsonObject]:
    return [citation for sentence in said if sentence for citation in sentence["citations"]]


#: A briefing, and when it was sent; None when it was not.
Sending = tuple[BriefingId, datetime | None]


async def read_ledger(
    connection: AsyncConnection, channel: ChannelKey, *, before: Sending | None = None
) -> Mapping[StoryId, SentStory]:
    """What a channel was last sent of each story; with `before`, of that briefing's, before it."""
    changes = await connection.run_sync(story_changes.events, channel)
    own = None if before is None else await _own_stories(connection, before, changes)
    last = _last_sent(channel, before, own)
    versions: dict[str, set[VersionId]] = defaultdict(set)
    is_same = and_(
        briefing_version.c.briefing_id == last.c.briefing_id,
        briefing_version.c.story_id == last.c.story_id,
    )
    query = select(briefing_version.c.story_id, briefing_version.c.version_id).join(last, is_same)
    for story_id, version_id in await connection.execute(query):
        versions[story_id].add(VersionId(version_id))
    sent = {
        StoryId(row.story_id): _sent_story(row, frozenset(versions[row.story_id]))
        for row in await connection.execute(select(last))
    }
    return followed(sent, changes)


def followed(
    sent: Mapping[StoryId, SentStory], changes: Sequence[StoryEvent]
) -> Mapping[StoryId, SentStory]:
    """What was sent of stories, as of the stories that they have become since.

    What was sent of a merged story was sent of the one that it is part of now; what was sent of a
    story before it was split, of both its parts.
    """
    found = dict(sent)
    for change in changes:
        own = found.get(change.story_id)
        if own is None:
            continue
        other = found.get(change.other_id)
        if change.turn is Turn.MERGED:
            del found[change.story_id]
            found[change.other_id] = _together(change.other_id, own, other)
        elif own.sent_at <= change.at:
            found[change.other_id] = _split_from(own, change.other_id, other)
    return found


def _split_from(own: SentStory, story_id: StoryId, other: SentStory | None) -> SentStory:
    """What was sent of a story that took a part of one that was sent."""
    if other is None:
        return replace(own, story_id=story_id)
    return replace(other, version_ids=other.version_ids | own.version_ids)


def _together(story_id: StoryId, one: SentStory, other: SentStory | None) -> SentStory:
    """What was sent of two stories that are one now, under the newer briefing."""
    if other is None:
        return replace(one, story_id=story_id)
    older, newer = sorted((one, other), key=lambda s: s.sent_at)
    return replace(
        newer,
        story_id=story_id,
        version_ids=newer.version_ids | older.version_ids,
        sentences=tuple(dict.fromkeys((*newer.sentences, *older.sentences))),
    )


def covered_until(spans: Iterable[tuple[datetime | None, datetime]]) -> datetime | None:
    """The end of the unbroken line of spans ``(since, until]``, given in the order of their ends.

    The line starts with a span that has no start; a span that leaves a gap is not on it.
    """
    covered: datetime | None = None
    for since, until in spans:
        if since is None or (covered is not None and since <= covered):
            covered = until
    return covered


async def _own_stories(
    connection: AsyncConnection, before: Sending, changes: Sequence[StoryEvent]
) -> frozenset[StoryId]:
    """The stories of a briefing, and those that have come into them since or that they left."""
    query = select(briefing_story.c.story_id).where(briefing_story.c.briefing_id == before[0])
    own = {StoryId(story_id) for story_id in (await connection.execute(query)).scalars()}
    for change in changes:
        own |= {change.other_id} if change.story_id in own else set()
    for change in reversed(changes):
        own |= {change.story_id} if change.other_id in own else set()
    return frozenset(own)


def _last_sent(
    channel: ChannelKey, before: Sending | None, own: Collection[StoryId] | None
) -> Subquery:
    newest_first = (briefing.c.sent_at.desc(), briefing.c.until.desc(), briefing.c.briefing_id)
    place = func.row_number().over(partition_by=briefing_story.c.story_id, order_by=newest_first)
    sent = (
        select(briefing_story, briefing.c.sent_at, place.label("place"))
        .join(briefing, briefing.c.briefing_id == briefing_story.c.briefing_id)
        .where(
            briefing.c.channel == channel, briefing.c.sent_at.is_not(None), *_earlier(before, own)
        )
        .subquery()
    )
    return select(sent).where(sent.c.place == 1).subquery()


def _earlier(
    before: Sending | None, own: Collection[StoryId] | None
) -> Sequence[ColumnElement[bool]]:
    """Conditions on what was sent before a briefing, of its own stories."""
    if before is None or own is None:
        return ()
    briefing_id, sent_at = before
    conditions = [briefing.c.briefing_id != briefing_id, briefing_story.c.story_id.in_(own)]
    return conditions if sent_at is None else [*conditions, briefing.c.sent_at < sent_at]


def _sent_story(row: Row[Any], version_ids: frozenset[VersionId]) -> SentStory:
    return SentStory(
        story_id=StoryId(row.story_id),
        sent_at=row.sent_at,
        briefing_id=BriefingId(row.briefing_id),
        version_ids=version_ids,
        sentences=tuple(s["text"] for s in row.sentences if s is not None),
    )
