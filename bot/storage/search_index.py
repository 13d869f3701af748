"""`ports.SearchIndex` in SQLite or Postgres: BM25 over a channel's own postings, exact cosine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.articles import Article, Hit, Passage
from bot.domain.identifiers import ChannelKey, VersionId
from bot.errors import NotFoundError
from bot.ports.articles import Lead
from bot.ports.search import Embedding, LexicalQuery
from bot.storage import vectors
from bot.storage.article_scores import Leading
from bot.storage.database import Database
from bot.storage.index_rows import facts_of, read_index
from bot.storage.metadata import Channel
from bot.storage.phrases import ReadPhrase, phrases_first
from bot.storage.postings import Found, Places, best
from bot.storage.remembered import Spans, article_of, in_force, of_channel, passage_of, remembered
from bot.storage.tables_articles import memory, vector, version


class SqlSearchIndex:
    """Full text and vectors of each channel, apart from every other channel's."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._vectors = vectors.VectorCache()

    async def lexical(
        self,
        channel: ChannelKey,
        query: LexicalQuery,
        limit: int,
        *,
        as_of: datetime | None = None,
        newest: int | None = None,
        fits: Callable[[datetime], float] | None = None,
    ) -> Sequence[Hit]:
        """Passages that hold any of the terms or phrases, best first.

        A passage with a whole phrase comes before any with a part of it.
        """
        phrases = [phrase for words in query.phrases if (phrase := ReadPhrase.of(words)).terms]

        def search(connection: Connection) -> Sequence[Hit]:
            read = read_index(connection, channel, query, phrases, as_of=as_of, newest=newest)
            if read is None:
                return ()
            places = Places.read(read.rows, read.in_sight, read.weights)
            leading = Leading.of(places, read.in_sight)
            found = leading.ranked(facts_of(connection, read.number, leading.slots), fits, limit)
            for phrase in phrases:
                found += best(read.rows, read.in_sight, limit, all_of=phrase.terms)
            hits = _hits(connection, channel, found) if found else ()
            return phrases_first(hits, phrases)[:limit] if hits else ()

        return await self._database.read(search)

    async def articles(
        self, channel: ChannelKey, query: LexicalQuery, limit: int, *, newest: int, leads: int
    ) -> Sequence[Article]:
        """The articles whose titles or `leads` first passages hold any of the terms, best first."""

        def search(connection: Connection) -> Sequence[Article]:
            read = read_index(connection, channel, query, (), newest=newest, leads=leads)
            found = best(read.rows, read.in_sight, limit) if read else ()
            slots = list(dict.fromkeys(f.slot for f in found))
            rows = connection.execute(_OF_SLOTS, {"key": channel, "slots": slots}) if slots else ()
            by_slot = {row.slot: article_of(row, channel) for row in rows}
            return [by_slot[slot] for slot in slots]

        return await self._database.read(search)

    async def nearest(
        self,
        channel: ChannelKey,
        vector: Sequence[float],
        model: str,
        limit: int,
        *,
        as_of: datetime | None = None,
    ) -> Sequence[Hit]:
        """Passages whose vectors by `model` are nearest, best first (cosine)."""
        async with self._database.reading() as connection:
            slots, sizes = await _embedded(connection, channel, model, as_of)
            loaded = await self._vectors.load(connection, model, sizes)
            found = _nearest(slots, loaded, vector, limit)
            return await connection.run_sync(_hits, channel, found)

    async def without_vectors(
        self,
        channel: ChannelKey,
        model: str,
        limit: int,
        *,
        of: VersionId | None = None,
        with_reserved: bool = False,
        length: int | None = None,
    ) -> Sequence[Passage]:
        """Passages that have no vector by `model` yet, those learned last first.

        `of`: those of one version alone, whatever the channel has else.
        With `length`, a vector of another length is none: its model has become another one.
        Those of articles whose publishers reserve AI use only `with_reserved`.
        """
        is_fit = true() if length is None else _bytes_of(length) == func.length(vector.c.data)
        incomplete = (
            select(version.c.version_id, version.c.text, version.c.passages)
            .add_columns(case((is_fit, vector.c.passages), else_=None).label("embedded"))
            .join(memory, memory.c.version_id == version.c.version_id)
            .outerjoin(
                vector, (vector.c.version_id == version.c.version_id) & (vector.c.model == model)
            )
            .where(of_channel(channel), in_force(None), memory.c.passage_count > 0)
            .where(
                or_(
                    vector.c.passage_count.is_(None),
                    vector.c.passage_count < memory.c.passage_count,
                    ~is_fit,
                )
            )
            .where(true() if of is None else memory.c.version_id == of)
            .where(true() if with_reserved else version.c.is_reserved.is_(False))
            .order_by(memory.c.slot.desc())
            .limit(limit)
        )
        rows = await self._database.rows(incomplete)
        missing = (
            Passage(VersionId(row.version_id), start, end, row.text[start:end])
            for row in rows
            for number, (start, end) in enumerate(row.passages)
            if number not in (row.embedded or ())
        )
        return [passage for passage, _ in zip(missing, range(limit), strict=False)]

    async def leads(
        self,
        channel: ChannelKey,
        model: str,
        passages: int,
        *,
        of: Collection[VersionId] | None = None,
        newest: int | None = None,
        not_in: str | None = None,
    ) -> Sequence[Lead]:
        """What versions in force are about, by their first `passages`, copies left out."""
        async with self._database.reading() as connection:
            query = _leading(channel, model, of, newest, not_in)
            rows = (await connection.execute(query)).all()
            sizes = {VersionId(row.version_id): row.size for row in rows}
            loaded = await self._vectors.load(connection, model, sizes)
        return [
            Lead(name, row.story_id, row.language, row.published_at, lead)
            for row in rows
            if (name := VersionId(row.version_id)) in loaded
            and (lead := loaded[name].lead(passages)) is not None
        ]

    async def keep_vectors(self, model: str, embeddings: Sequence[Embedding]) -> None:
        """Keep vectors, replacing those of the same passage and model."""
        async with self._database.writing() as connection:
            await vectors.keep(self._database, connection, model, embeddings)
        self._vectors.drop(model, {e.version_id for e in embeddings})

    async def passages(self, channel: ChannelKey, version_id: VersionId) -> Sequence[Passage]:
        """A version's passages in order.

        Raises:
            NotFoundError: the channel does not know the version.
        """
        query = remembered(channel).add_columns(version.c.passages)
        query = query.where(memory.c.version_id == version_id)
        row = await self._database.row(query)
        if row is None:
            raise NotFoundError(f"{channel} has not read that article, or has forgotten it.")
        found, spans = article_of(row, channel), row.passages
        return [passage_of(found, spans, number) for number in range(len(spans))]


_KEY = bindparam("key", type_=Channel())
_OF_SLOTS = remembered(_KEY).where(memory.c.slot.in_(bindparam("slots", expanding=True)))
_WITH_SPANS = _OF_SLOTS.add_columns(version.c.passages)


def _hits(connection: Connection, channel: ChannelKey, found: Sequence[Found]) -> list[Hit]:
    """What was found, with its articles; each passage once, where it stands first."""
    texts = _texts(connection, channel, {f.slot for f in found})
    hits: dict[tuple[int, int], Hit] = {}
    for f in found:
        article, spans = texts[f.slot]
        if (f.slot, f.passage) not in hits and f.passage < len(spans):
            passage = passage_of(article, spans, f.passage)
            hits[f.slot, f.passage] = Hit(len(hits) + 1, f.score, passage, article)
    return list(hits.values())


def _texts(
    connection: Connection, channel: ChannelKey, slots: Iterable[int]
) -> dict[int, tuple[Article, Spans]]:
    rows = connection.execute(_WITH_SPANS, {"key": channel, "slots": list(slots)})
    return {row.slot: (article_of(row, channel), row.passages) for row in rows}


async def _embedded(
    connection: AsyncConnection, channel: ChannelKey, model: str, as_of: datetime | None
) -> tuple[dict[VersionId, int], dict[VersionId, int]]:
    """The channel's versions that have vectors: their slots, and how many bytes of vectors."""
    query = (
        select(memory.c.version_id, memory.c.slot, func.length(vector.c.data))
        .join(vector, vector.c.version_id == memory.c.version_id)
        .where(of_channel(channel), in_force(as_of), vector.c.model == model)
    )
    rows = (await connection.execute(query)).all()
    slots = {VersionId(name): slot for name, slot, _ in rows}
    return slots, {VersionId(name): size for name, _, size in rows}


def _leading(
    channel: ChannelKey,
    model: str,
    of: Collection[VersionId] | None,
    newest: int | None,
    not_in: str | None,
) -> Select[Any]:
    """The channel's own texts that have vectors, with how many bytes of them."""
    query = (
        select(memory.c.version_id, memory.c.story_id, version.c.language, version.c.published_at)
        .add_columns(func.length(vector.c.data).label("size"))
        .join(version, version.c.version_id == memory.c.version_id)
        .join(vector, vector.c.version_id == memory.c.version_id)
        .where(of_channel(channel), in_force(None), memory.c.duplicate_of.is_(None))
        .where(vector.c.model == model)
        .order_by(memory.c.slot)
    )
    if of is not None:
        query = query.where(memory.c.version_id.in_(of))
    if newest is not None:
        last = select(func.max(memory.c.slot)).where(of_channel(channel)).scalar_subquery()
        query = query.where(memory.c.slot > last - newest)
    if not_in is not None:
        language = func.lower(version.c.language)
        query = query.where(language != not_in, language.not_like(f"{not_in}-%"))
    return query


def _bytes_of(length: int) -> ColumnElement[int]:
    """How many bytes a version's vectors have, each of so many numbers."""
    return vector.c.passage_count * length * vectors.NUMBER_BYTES


def _nearest(
    slots: Mapping[VersionId, int],
    loaded: Mapping[VersionId, vectors.VersionVectors],
    wanted: Sequence[float],
    limit: int,
) -> list[Found]:
    unit = vectors.unit(wanted)
    fitting = {name: kept for name, kept in loaded.items() if kept.rows.shape[1] == len(unit)}
    if not fitting:
        return []
    scores = np.concatenate([kept.rows @ unit for kept in fitting.values()])
    places = [(slots[name], number) for name, kept in fitting.items() for number in kept.passages]
    # Of equals, those learned last come first.
    newest = np.array([slot for slot, _ in places])
    order = np.lexsort((-newest, -scores))[:limit]
    return [Found(places[i][0], places[i][1], float(scores[i])) for i in order]
