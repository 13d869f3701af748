"""Vectors of passages: kept by version, compared within one channel, exactly.

At a channel's size an exact comparison of all passages takes milliseconds; an approximate index
would have to look through other channels' vectors to find this one's.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import VersionId
from bot.ports.search import Embedding
from bot.storage.database import Database
from bot.storage.quoted_versions import in_chunks
from bot.storage.tables_articles import vector, version

#: Bytes of vectors held in memory, of all channels: 5,000 articles with ten passages of 384
#: numbers take 77 MB.
CACHE_BYTES = 128 * 2**20
#: Bytes of one number of a vector in the store.
NUMBER_BYTES = 4

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class VersionVectors:
    """A version's vectors by one model: ``rows[i]`` is that of passage ``passages[i]``."""

    passages: tuple[int, ...]
    rows: Matrix

    @classmethod
    def read(cls, passages: Sequence[int], data: bytes) -> Self:
        """Unpack the columns of the table ``vector``."""
        return cls(tuple(passages), np.frombuffer(data, "<f4").reshape(len(passages), -1))

    def lead(self, count: int) -> Matrix | None:
        """The direction of the first `count` passages; None without the very first."""
        if 0 not in self.passages:
            return None
        first = [
            row for row, number in zip(self.rows, self.passages, strict=True) if number < count
        ]
        return unit(np.mean(first, axis=0))


def unit(numbers: Sequence[float] | Matrix) -> Matrix:
    """A vector of length one; one without a direction stays as it is."""
    given = np.asarray(numbers, np.float32)
    return given / (np.linalg.norm(given) or np.float32(1.0))


class VectorCache:
    """The vectors read last, by model and version; a version whose size changed is read again."""

    def __init__(self, most_bytes: int = CACHE_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[tuple[str, VersionId], VersionVectors] = OrderedDict()

    async def load(
        self, connection: AsyncConnection, model: str, sizes: Mapping[VersionId, int]
    ) -> dict[VersionId, VersionVectors]:
        """The vectors of versions, which take ``sizes[version]`` bytes in the store."""
        found = {name: self._kept.get((model, name)) for name in sizes}
        stale = [n for n, kept in found.items() if not kept or kept.rows.nbytes != sizes[n]]
        fresh = await _read(connection, model, stale)
        loaded = {name: kept for name, kept in found.items() if kept} | fresh
        self._keep(model, loaded)
        return loaded

    def drop(self, model: str, versions: Iterable[VersionId]) -> None:
        """Forget vectors that were replaced."""
        for name in versions:
            self._remove((model, name))

    def _keep(self, model: str, loaded: Mapping[VersionId, VersionVectors]) -> None:
        for name, kept in loaded.items():
            self._remove((model, name))
            self._kept[model, name] = kept
            self._bytes += kept.rows.nbytes
        while self._bytes > self._most_bytes:
            self._remove(next(iter(self._kept)))

    def _remove(self, key: tuple[str, VersionId]) -> None:
        kept = self._kept.pop(key, None)
        self._bytes -= kept.rows.nbytes if kept else 0


async def _read(
    connection: AsyncConnection, model: str, versions: Sequence[VersionId]
) -> dict[VersionId, VersionVectors]:
    found = {}
    for some in in_chunks(versions):
        query = select(vector).where(vector.c.model == model, vector.c.version_id.in_(some))
        for row in await connection.execute(query):
            found[VersionId(row.version_id)] = VersionVectors.read(row.passages, row.data)
    return found


async def keep(
    database: Database, connection: AsyncConnection, model: str, embeddings: Sequence[Embedding]
) -> None:
    """Keep vectors, replacing those of the same passage; those of forgotten versions are dropped."""
    by_version: dict[VersionId, dict[tuple[int, int], Sequence[float]]] = {}
    for e in embeddings:
        by_version.setdefault(e.version_id, {})[e.start, e.end] = e.vector
    # In order, so that two replicas that embed the same versions wait for each other, not both.
    for name in sorted(by_version):
        spans = await _spans(connection, name)
        new = {spans[s]: v for s, v in by_version[name].items() if s in spans}
        if new:
            await _merge(database, connection, model, name, new)


async def _spans(connection: AsyncConnection, name: VersionId) -> dict[tuple[int, int], int]:
    """The numbers of a version's passages by their spans; the version is ours until we commit."""
    query = select(version.c.passages).where(version.c.version_id == name).with_for_update()
    spans: Sequence[Sequence[int]] = (await connection.execute(query)).scalar() or ()
    return {(start, end): number for number, (start, end) in enumerate(spans)}


async def _merge(
    database: Database,
    connection: AsyncConnection,
    model: str,
    name: VersionId,
    new: Mapping[int, Sequence[float]],
) -> None:
    known = (await _read(connection, model, [name])).get(name)
    rows: dict[int, Any] = dict(new)
    length = len(next(iter(new.values())))
    if known and known.rows.shape[1] == length:
        rows = dict(zip(known.passages, known.rows, strict=True)) | rows
    numbers = sorted(rows)
    values = {
        "passage_count": len(numbers),
        "passages": numbers,
        "data": np.stack([unit(rows[number]) for number in numbers]).astype("<f4").tobytes(),
    }
    insert = database.insert(vector).values(version_id=name, model=model, **values)
    upsert = insert.on_conflict_do_update(index_elements=list(vector.primary_key), set_=values)
    await connection.execute(upsert)
