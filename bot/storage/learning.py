"""Writing what a channel learns: one short transaction, the same however much is stored.

Everything here runs inside the caller's `Database.write`.  Statements are built once: SQLAlchemy
takes longer to put one together than SQLite takes to run it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Row,
    Table,
    bindparam,
    cast,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert, Update

from bot.domain.articles import Learned, ReadArticle
from bot.domain.identifiers import ArticleId, ChannelKey, StoryId, VersionId
from bot.domain.stories import Placement
from bot.errors import ForgottenError, NotFoundError, StoreError
from bot.memory.stories import new_story_id
from bot.ports.articles import Arrival, Indexed
from bot.storage import forgotten_marks
from bot.storage.conversations import is_withdrawn
from bot.storage.database import Database, Insert
from bot.storage.driver_errors import UNSTORABLE
from bot.storage.identities import private_article_id, public_article_id, version_id
from bot.storage.postings import BLOCK, Packed, pack
from bot.storage.story_changes import make_change, resolved
from bot.storage.tables_articles import article, band, channel, memory, posting, version
from bot.storage.writes import telling, write_rows

#: NUL, which Postgres refuses, and halves of surrogate pairs, which UTF-8 does not have.
_UNSTORABLE_CHARACTERS = re.compile("[\0\ud800-\udfff]")

_LOCKED = select(channel.c.number).where(channel.c.channel == bindparam("key")).with_for_update()
#: In no order: told to give one by time, SQLite would read through all that the channel ever learned.
_OF_ARTICLE = select(memory).where(
    memory.c.channel_number == bindparam("number"),
    memory.c.article_id == bindparam("article"),
)
_STORY_OF = select(memory.c.story_id).where(
    memory.c.channel_number == bindparam("number"),
    memory.c.article_id == bindparam("article"),
    memory.c.superseded_at.is_(None),
)
_TAKE_SLOT = (
    update(channel)
    .where(channel.c.number == bindparam("of_number"))
    .values(next_slot=channel.c.next_slot + 1)
    .returning(channel.c.next_slot)
)
_REMEMBER = insert(memory)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learned, by whom, and in which connection."""

    database: Database
    connection: Connection
    indexed: Indexed
    arrival: Arrival
    duplicate_of: ArticleId | None
    #: The story that the article belongs to, and what it makes of others.
    placement: Placement

    @property
    def article_id(self) -> ArticleId:
        """The article at its URL, or the channel's own."""
        url = self.indexed.article.url
        if url is not None:
            return public_article_id(url)
        return private_article_id(self.arrival.channel, self.indexed.fingerprint.content_hash)


def learn(lesson: Lesson) -> Learned:
    """Let the channel know an article, unless this is the text that it knows already.

    Raises:
        NotFoundError: the message that brought it was deleted while it was read.
        ForgottenError: the channel was asked to forget it, and nobody asks for it now.
        StoreError: the text holds characters that no database takes.
    """
    _refuse_unstorable(lesson.indexed.article)
    number = lock_channel(lesson.connection, lesson.database, lesson.arrival.channel)
    _refuse_withdrawn(lesson)
    _heed_forgotten(lesson)
    known = _known(lesson, number)
    current = _in_force(known, lesson.arrival.learned_at)
    if current is not None and current.content_hash == lesson.indexed.fingerprint.content_hash:
        _reserve(lesson)
        return _learned(lesson, current.version_id, current.duplicate_of)
    if not known:
        _change_stories(lesson)
    version = _keep_version(lesson, {row.version_id for row in known})
    _reserve(lesson)
    _remember(lesson, number, version, known)
    return _learned(
        lesson,
        version.version_id,
        lesson.duplicate_of,
        is_new=not known,
        is_update=bool(known),
    )


def _refuse_withdrawn(lesson: Lesson) -> None:
    """Whoever deleted a message wants nothing of it kept, also not what is still being read."""
    channel, brought_by = lesson.arrival.channel, lesson.arrival.message_id
    if brought_by is not None and is_withdrawn(lesson.connection, channel, brought_by):
        raise NotFoundError(
            "The message that brought this was deleted, so I kept nothing of it: give it to me again."
        )


def _heed_forgotten(lesson: Lesson) -> None:
    """What was asked to be forgotten comes back by whoever asks for it, and by no feed."""
    channel, read = lesson.arrival.channel, lesson.indexed
    found = forgotten_marks.of_article(
        lesson.connection, channel, read.article.url, read.fingerprint.content_hash
    )
    if found and lesson.arrival.is_unasked:
        raise ForgottenError
    if found:
        forgotten_marks.bring_back(lesson.connection, channel, found)


def _refuse_unstorable(read: ReadArticle) -> None:
    fields = (read.text, read.url, read.title, read.outlet, read.author, read.credit)
    for field in (*fields, read.language, read.external_id):
        if field and _UNSTORABLE_CHARACTERS.search(field):
            raise StoreError(UNSTORABLE)


def lock_channel(connection: Connection, database: Database, key: ChannelKey) -> int:
    """The channel's number, new if need be; its memory is ours to change until we commit."""
    given = {"key": key}
    number: int | None = connection.execute(_LOCKED, given).scalar()
    if number is None:
        new = database.insert(channel).values(channel=key, next_slot=0)
        connection.execute(new.on_conflict_do_nothing())
        number = connection.execute(_LOCKED, given).scalar_one()
    return number


def _known(lesson: Lesson, number: int) -> Sequence[Row[Any]]:
    """The channel's memories of this article, in the order in which they were in force."""
    given = {"number": number, "article": lesson.article_id}
    rows = lesson.connection.execute(_OF_ARTICLE, given).all()
    return sorted(rows, key=lambda row: (row.learned_at, row.version_number))


def _in_force(known: Sequence[Row[Any]], at: datetime) -> Row[Any] | None:
    """What the channel knew at a time; before the first of all, the first."""
    earlier = [row for row in known if row.learned_at <= at]
    return next(reversed(earlier), next(iter(known), None))


@dataclass(frozen=True, slots=True)
class _Version:
    version_id: VersionId
    passages: Sequence[Sequence[int]]


def _keep_version(lesson: Lesson, known: set[str]) -> _Version:
    """Store the text, unless another channel has brought the very same one."""
    read = lesson.indexed.article
    name = _first_free(lesson.article_id, read, known)
    inserts = _inserts(lesson.database.insert)
    lesson.connection.execute(inserts.article, {"article_id": lesson.article_id, "url": read.url})
    made = lesson.connection.execute(
        inserts.version,
        {
            "version_id": name,
            "article_id": lesson.article_id,
            "text": read.text,
            "title": read.title,
            "outlet": read.outlet,
            "author": read.author,
            "published_at": read.published_at,
            "language": read.language,
            "credit": read.credit,
            "date_source": read.date_source,
            "modified_at": read.modified_at,
            "modified_source": read.modified_source,
            "section": read.section,
            "passages": lesson.indexed.passages,
            "is_reserved": read.is_reserved is True,
        },
    )
    if made.first() is not None:
        return _Version(name, lesson.indexed.passages)
    spans = select(version.c.passages).where(version.c.version_id == name)
    return _Version(name, lesson.connection.execute(spans).scalar_one())


@dataclass(frozen=True, slots=True)
class _Inserts:
    """What one database's own ``INSERT`` is needed for."""

    article: Insert
    version: ReturningInsert[int]
    band: Insert
    posting: Insert


@cache
def _inserts(new: Callable[[Table], Insert]) -> _Inserts:
    entry = new(posting)
    # SQLite calls joined bytes a text: hence the cast.
    joined = cast(posting.c.data.op("||")(entry.excluded.data), LargeBinary)
    return _Inserts(
        article=new(article).on_conflict_do_nothing(),
        version=telling(new(version).on_conflict_do_nothing()),
        band=new(band),
        posting=entry.on_conflict_do_update(
            index_elements=list(posting.primary_key), set_={"data": joined}
        ),
    )


def _reserve(lesson: Lesson) -> None:
    """Once a reservation is seen it stays, and holds for what was stored before it was."""
    if lesson.indexed.article.is_reserved:
        lesson.connection.execute(reserving(lesson.article_id))


def reserving(article_id: ArticleId) -> Update:
    """Notes that every text of an article is reserved."""
    kept = update(version).where(version.c.article_id == article_id, ~version.c.is_reserved)
    return kept.values(is_reserved=True)


def _first_free(article_id: ArticleId, read: ReadArticle, known: set[str]) -> VersionId:
    occurrence = 0
    while (name := version_id(article_id, read, occurrence)) in known:
        occurrence += 1
    return name


def _remember(lesson: Lesson, number: int, kept: _Version, known: Sequence[Row[Any]]) -> None:
    arrival, read = lesson.arrival, lesson.indexed.article
    slot = _take_slot(lesson.connection, number)
    head = " \n".join(filter(None, (read.title, read.outlet)))
    packed = pack(slot, head, [read.text[start:end] for start, end in kept.passages])
    if known:
        _supersede(lesson, number)
    lesson.connection.execute(
        _REMEMBER,
        {
            "channel_number": number,
            "slot": slot,
            "article_id": lesson.article_id,
            "version_id": kept.version_id,
            "version_number": max((row.version_number for row in known), default=0) + 1,
            "content_hash": lesson.indexed.fingerprint.content_hash,
            "learned_at": arrival.learned_at,
            "superseded_at": _superseded_at(known, arrival.learned_at),
            "fetched_at": arrival.fetched_at,
            "way": arrival.way,
            "source_id": arrival.source_id,
            "external_id": read.external_id,
            "message_id": arrival.message_id,
            "story_id": _story_of(lesson, number, known),
            "duplicate_of": lesson.duplicate_of,
            "passage_count": len(kept.passages),
            "term_count": packed.term_count,
        },
    )
    _index(lesson, number, slot, packed)


def _story_of(lesson: Lesson, number: int, known: Sequence[Row[Any]]) -> StoryId:
    """The story it had, or its original has, or that was found for it, or else one of its own.

    Told in the transaction that keeps the article: whatever stops us, none is left without.
    """
    had = next((row.story_id for row in reversed(known) if row.story_id), None)
    if had is None and lesson.duplicate_of is not None:
        given = {"number": number, "article": lesson.duplicate_of}
        had = lesson.connection.execute(_STORY_OF, given).scalar()
    if had is not None:
        return StoryId(had)
    channel, origin = lesson.arrival.channel, lesson.duplicate_of or lesson.article_id
    found = lesson.placement.story_id or new_story_id(channel, origin)
    # Merged since it was looked for, or before its first article was forgotten and read again.
    return resolved(lesson.connection, channel, found)


def _change_stories(lesson: Lesson) -> None:
    """Merge and split stories as the new article has shown."""
    for change in lesson.placement.changes:
        make_change(
            lesson.connection,
            lesson.arrival.channel,
            change,
            because_of=lesson.article_id,
            at=lesson.arrival.learned_at,
        )


def _take_slot(connection: Connection, number: int) -> int:
    slot: int = connection.execute(_TAKE_SLOT, {"of_number": number}).scalar_one()
    return slot - 1


def _superseded_at(known: Sequence[Row[Any]], learned_at: datetime) -> datetime | None:
    """When a later version, already known (an archive is read in any order), took its place."""
    return min((row.learned_at for row in known if row.learned_at > learned_at), default=None)


def _supersede(lesson: Lesson, number: int) -> None:
    """End the time of the version that was in force when this one was learned."""
    at = lesson.arrival.learned_at
    lesson.connection.execute(
        update(memory)
        .where(
            memory.c.channel_number == number,
            memory.c.article_id == lesson.article_id,
            memory.c.learned_at <= at,
            or_(memory.c.superseded_at.is_(None), memory.c.superseded_at > at),
        )
        .values(superseded_at=at)
    )


def _index(lesson: Lesson, number: int, slot: int, packed: Packed) -> None:
    """Make the memory findable by its words and by texts like it."""
    bands = {"channel_number": number, "slot": slot}
    rows = [{**bands, "band": value} for value in set(lesson.indexed.fingerprint.bands)]
    inserts = _inserts(lesson.database.insert)
    write_rows(lesson.connection, inserts.band, rows)
    place = {"channel_number": number, "block": slot // BLOCK}
    entries = [{**place, "term": term, "data": data} for term, data in sorted(packed.rows.items())]
    write_rows(lesson.connection, inserts.posting, entries)


def _learned(
    lesson: Lesson,
    name: VersionId,
    duplicate_of: ArticleId | None,
    *,
    is_new: bool = False,
    is_update: bool = False,
) -> Learned:
    read = lesson.indexed.article
    return Learned(
        article_id=lesson.article_id,
        version_id=name,
        is_new=is_new,
        is_update=is_update,
        duplicate_of=duplicate_of,
        url=read.url,
        title=read.title,
        external_id=read.external_id,
    )
