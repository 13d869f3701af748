"""The ledger: what each channel was actually sent of each story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Subquery, and_, func, insert, select

from bot.domain.briefings import Briefing
from bot.domain.identifiers import BriefingId, ChannelKey, StoryId, VersionId
from bot.domain.stories import Regrouping, StoryEvent
from bot.ports.briefings import SentStory
from bot.storage import story_changes
from bot.storage.briefing_documents import sent_sentences
from bot.storage.claim_documents import JsonObject
from bot.storage.quoted_versions import story_versions
from bot.storage.remembered import of_channel
from bot.storage.tables_articles import memory
from bot.storage.tables_briefings import briefing, briefing_story, briefing_version


def keep_stories(connection: Connection, kept: Briefing, items: Sequence[JsonObject]) -> None:
    """Keep what a briefing says of each story, and the versions that it knew of."""
    sentences: dict[StoryId, list[JsonObject]] = defaultdict(list)
    for item in items:
        sentences[StoryId(item["story_id"])] += sent_sentences(item)
    if not sentences:
        return
    key = {"briefing_id": kept.briefing_id}
    stories = [key | {"story_id": s, "sentences": said} for s, said in sentences.items()]
    connection.execute(insert(briefing_story), stories)
    known = set(story_versions(connection, kept.channel, sentences, kept.until))
    # A story that was merged while its item was written: what the item cites was known.
    gone = sentences.keys() - {story_id for story_id, _ in known}
    known |= {(s, VersionId(c["version_id"])) for s in gone for c in _citations(sentences[s])}
    if known:
        versions = [key | {"story_id": s, "version_id": v} for s, v in sorted(known)]
        connection.execute(insert(briefing_version), versions)


def _citations(said: Sequence[JsonObject]) -> Sequence[JsonObject]:
    return [citation for sentence in said if sentence for citation in sentence["citations"]]


#: A briefing, and when it was sent; None when it was not.
Sending = tuple[BriefingId, datetime | None]


def read_ledger(
    connection: Connection, channel: ChannelKey, *, before: Sending | None = None
) -> Mapping[StoryId, SentStory]:
    """What a channel was last sent of each story; with `before`, of that briefing's, before it."""
    changes = story_changes.events(connection, channel)
    own = None if before is None else _own_stories(connection, before, changes)
    last = _last_sent(channel, before, own)
    versions: dict[str, set[VersionId]] = defaultdict(set)
    is_same = and_(
        briefing_version.c.briefing_id == last.c.briefing_id,
        briefing_version.c.story_id == last.c.story_id,
    )
    query = select(briefing_version.c.story_id, briefing_version.c.version_id).join(last, is_same)
    for story_id, version_id in connection.execute(query):
        versions[story_id].add(VersionId(version_id))
    sent = {
        StoryId(row.story_id): _sent_story(row, frozenset(versions[row.story_id]))
        for row in connection.execute(select(last))
    }
    torn = frozenset(change.story_id for change in changes if change.turn is Regrouping.SPLIT)
    found = dict(followed({s: one for s, one in sent.items() if s not in torn}, changes))
    if torn:
        parts = _parts_told(_sent_of(connection, channel, torn, before, own))
        found |= {s: _with_part(part, found.get(s)) for s, part in parts.items()}
    return found


def followed(
    sent: Mapping[StoryId, SentStory], changes: Sequence[StoryEvent]
) -> Mapping[StoryId, SentStory]:
    """What was sent of stories, as of the stories that they have been merged into since."""
    found = dict(sent)
    for change in changes:
        own = found.get(change.story_id)
        if own is not None and change.turn is Regrouping.MERGED:
            del found[change.story_id]
            into = found.get(change.other_id)
            found[change.other_id] = _together(change.other_id, own, into)
    return found


@dataclass(frozen=True, slots=True)
class _Torn:
    """What one briefing told of a story that was split, at whatever time, and who has it now."""

    sent: SentStory
    #: The stories that have the versions now which the briefing knew of, and which it cites.
    known: Mapping[VersionId, StoryId]
    cited: frozenset[VersionId]


def _parts_told(torn: Iterable[_Torn]) -> Mapping[StoryId, SentStory]:
    """What was sent, under the name of a story that was split, of each story that has a part of it.

    A part was told of if something of it was cited: what only lay in the same story, and is another
    development as it turned out, nobody has read of yet.  `torn` comes with the newest last.
    """
    parts: dict[StoryId, SentStory] = {}
    for one in torn:
        for holder in {one.known[version_id] for version_id in one.cited & one.known.keys()}:
            held = frozenset(v for v, story_id in one.known.items() if story_id == holder)
            before = parts.get(holder)
            seen = held | (before.version_ids if before else frozenset())
            parts[holder] = replace(one.sent, story_id=holder, version_ids=seen)
    return parts


def _with_part(part: SentStory, own: SentStory | None) -> SentStory:
    """What was sent of a story that has a part of one that was sent."""
    return part if own is None else replace(own, version_ids=own.version_ids | part.version_ids)


def _sent_of(
    connection: Connection,
    channel: ChannelKey,
    torn: Collection[StoryId],
    before: Sending | None,
    own: Collection[StoryId] | None,
) -> Sequence[_Torn]:
    """Everything that was sent of stories that were split, the oldest first; splits are few."""
    query = (
        select(briefing_story, briefing.c.sent_at)
        .join(briefing, briefing.c.briefing_id == briefing_story.c.briefing_id)
        .where(
            briefing.c.channel == channel,
            briefing.c.sent_at.is_not(None),
            briefing_story.c.story_id.in_(sorted(torn)),
            *_earlier(before, own),
        )
        .order_by(briefing.c.sent_at, briefing.c.until, briefing.c.briefing_id.desc())
    )
    rows = connection.execute(query).all()
    known = _holders(connection, channel, torn)
    return [
        _Torn(
            _sent_story(row, frozenset()),
            known.get((row.briefing_id, row.story_id), {}),
            frozenset(VersionId(c["version_id"]) for c in _citations(row.sentences)),
        )
        for row in rows
    ]


def _holders(
    connection: Connection, channel: ChannelKey, torn: Collection[StoryId]
) -> Mapping[tuple[str, str], Mapping[VersionId, StoryId]]:
    """Which stories have the versions now that briefings knew of under the names of others."""
    named = briefing_version.c
    query = (
        select(named.briefing_id, named.story_id, named.version_id)
        .add_columns(memory.c.story_id.label("holder"))
        .join(memory, memory.c.version_id == named.version_id)
        .where(of_channel(channel), named.story_id.in_(sorted(torn)))
    )
    found: dict[tuple[str, str], dict[VersionId, StoryId]] = defaultdict(dict)
    for briefing_id, story_id, version_id, holder in connection.execute(query):
        found[briefing_id, story_id][VersionId(version_id)] = StoryId(holder)
    return found


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


def _own_stories(
    connection: Connection, before: Sending, changes: Sequence[StoryEvent]
) -> frozenset[StoryId]:
    """The stories of a briefing, and those that have come into them since or that they left."""
    query = select(briefing_story.c.story_id).where(briefing_story.c.briefing_id == before[0])
    own = {StoryId(story_id) for story_id in connection.execute(query).scalars()}
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
