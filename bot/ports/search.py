"""Finding passages, by words and by vectors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.articles import Article, Hit, Learned, Passage, ReadArticle
from bot.domain.identifiers import ArticleId, ChannelKey, VersionId
from bot.ports.articles import Arrival, Fingerprint, Lead


@dataclass(frozen=True, slots=True)
class Embedding:
    """A passage's vector, unit length, as made by `model`."""

    version_id: VersionId
    start: int
    end: int
    vector: Sequence[float]


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """Terms to look for, any of them; longer and rarer terms count more."""

    terms: tuple[str, ...]
    #: Exact word sequences that were put in quotes.
    phrases: tuple[tuple[str, ...], ...] = ()
    #: Other names and forms of the terms: they count less.
    others: tuple[str, ...] = ()


class Memory(Protocol):
    """Where reading ends: what a channel remembers (`memory.channel_memory` implements it)."""

    async def remember(
        self,
        article: ReadArticle,
        fingerprint: Fingerprint,
        arrival: Arrival,
        duplicate_of: ArticleId | None,
    ) -> Learned:
        """Cut passages, keep the article, find its story, and embed it if there is an embedder."""
        ...


class SearchIndex(Protocol):
    """Full text and vectors of each channel, apart from every other channel's."""

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
        """Passages that hold any of the terms, best first; only what was known by `as_of`.

        Of an article only the version that was newest by `as_of` is searched.  With `newest`
        only about so many texts are, those learned last: the cost is then the same in any channel.
        `fits` says what an article's date of publication multiplies its passages' scores by.
        """
        ...

    async def articles(
        self, channel: ChannelKey, query: LexicalQuery, limit: int, *, newest: int, leads: int
    ) -> Sequence[Article]:
        """The articles whose titles or `leads` first passages hold any of the terms, best first.

        At most as many as `limit` passages have, and of about the `newest` texts (see `lexical`).
        """
        ...

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
        ...

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
        """Passages that have no vector by `model` yet; `of`: those of one version alone.

        With `length`, a vector of another length is none.
        Those of articles whose publishers reserve AI use only `with_reserved`.
        """
        ...

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
        """What versions in force are about, by their first `passages`, copies left out.

        `of`: these alone; `newest`: about so many, those learned last; `not_in`: not those in
        this language, nor those whose language is unknown.
        """
        ...

    async def keep_vectors(self, model: str, embeddings: Sequence[Embedding]) -> None:
        """Keep vectors, replacing those of the same passage and model."""
        ...

    async def passages(self, channel: ChannelKey, version_id: VersionId) -> Sequence[Passage]:
        """A version's passages in order."""
        ...
