"""What one channel remembers: reading ends here, and recall begins here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from bot.domain.articles import Article, Hit, Learned, Passage, ReadArticle
from bot.domain.identifiers import ArticleId, ChannelKey, StoryId, VersionId
from bot.domain.stories import Placement, Story, StoryEvent
from bot.errors import ModelError, NotFoundError
from bot.memory.cross_lingual_joining import LanguageJoiner
from bot.memory.fitting_dates import FittingDates
from bot.memory.passages import cut_passages
from bot.memory.queries import read_query
from bot.memory.ranking import rank
from bot.memory.stories import (
    NEWEST_ARTICLES,
    gather_stories,
    nearest_stories,
    place,
    story_query,
)
from bot.ports.articles import Arrival, ArticleStore, Fingerprint, Indexed
from bot.ports.embedder import Embedder
from bot.ports.search import Embedding, SearchIndex

#: Passages that each search brings in before they are ranked: enough that an article whose best
#: passage is poor is seen, few enough to rank in a few milliseconds.
CANDIDATES = 80
#: Passages that are looked at for the story of a new article.
STORY_CANDIDATES = 40
#: Texts learned last that are looked through for it: nine days of a channel that reads 150 a day.
#: Of what is published further apart, even equal texts are not alike enough (`stories.HALF_LIFE`).
STORY_REACH = 1_344
#: Passages from each text's beginning that are: what it is about stands there, and no more of it is
#: compared (`subjects.LEAD_CHARACTERS`; a passage is mostly longer than half of that).
STORY_LEADS = 2
#: Passages embedded in one call of the embedder.
EMBEDDING_BATCH = 64

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ChannelMemory:
    """The memory of every channel, each apart: implements `ports.Memory`."""

    articles: ArticleStore
    index: SearchIndex
    embedder: Embedder | None = None
    _joiner: LanguageJoiner | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """With an embedder, stories in several languages are put together."""
        if self.embedder is not None:
            joiner = LanguageJoiner(self.articles, self.index, self.embedder)
            object.__setattr__(self, "_joiner", joiner)

    async def remember(
        self,
        article: ReadArticle,
        fingerprint: Fingerprint,
        arrival: Arrival,
        duplicate_of: ArticleId | None,
    ) -> Learned:
        """Cut passages, keep the article, find its story, and embed it if there is an embedder.

        An embedder that fails costs nothing but vectors, which `embed_missing` brings in later.
        """
        passages = cut_passages(article.text, article.language)
        indexed = Indexed(article, passages, fingerprint)
        found = Placement() if duplicate_of else await self._place(arrival.channel, article)
        learned = await self.articles.learn(indexed, arrival, duplicate_of, found)
        if learned.is_new or learned.is_update:
            await self._embed_gently(arrival.channel, learned.version_id, len(passages))
        return learned

    async def recall(
        self,
        channel: ChannelKey,
        query: str,
        *,
        limit: int = 10,
        as_of: datetime | None = None,
        asked_at: datetime,
    ) -> Sequence[Hit]:
        """Passages that may answer `query`, best first, of what was known by `as_of`.

        `asked_at` is where freshness is measured from.
        """
        dates = FittingDates.of(query, asked_at)
        near = await self._nearest(channel, query, as_of)
        return rank(query, await self._lexical(channel, query, dates, as_of), near, dates, limit)

    async def whole(
        self, channel: ChannelKey, article: Article, *, most: int
    ) -> Sequence[tuple[Article, Passage]]:
        """The first passages of the version of an article that was found, in order.

        None where the channel has forgotten it meanwhile.
        """
        try:
            passages = await self.index.passages(channel, article.version_id)
        except NotFoundError:
            return ()
        return [(article, passage) for passage in passages[:most]]

    async def has_read_nothing(self, channel: ChannelKey, by: datetime | None = None) -> bool:
        """Whether the channel had learned nothing at all, `by` then where that is given."""
        until = by or datetime.max.replace(tzinfo=UTC)
        return not await self.articles.learned_between(channel, None, until, limit=1)

    async def stories(
        self, channel: ChannelKey, *, as_of: datetime | None = None
    ) -> Sequence[Story]:
        """Every story of the channel, the one with the newest article first."""
        until = as_of or datetime.max.replace(tzinfo=UTC)
        return gather_stories(await self.articles.learned_between(channel, None, until))

    async def stories_of(
        self, channel: ChannelKey, articles: Sequence[Article], *, as_of: datetime | None = None
    ) -> Sequence[Story]:
        """The stories that these articles belong to, each whole, the newest first."""
        wanted = {a.story_id for a in articles if a.story_id is not None}
        known = await self.articles.of_stories(channel, wanted, as_of=as_of)
        return gather_stories([*known, *(a for a in articles if a.story_id is None)])

    async def told_after(
        self,
        channel: ChannelKey,
        articles: Sequence[Article],
        *,
        newest: int,
        as_of: datetime | None = None,
    ) -> Sequence[Article]:
        """What the stories of these articles told after the earliest of them, `newest` of each."""
        wanted = {a.story_id for a in articles if a.story_id is not None}
        if not wanted:
            return ()
        since = min(article.told_at for article in articles)
        return await self.articles.told_after(channel, wanted, since, newest, as_of=as_of)

    async def story(
        self, channel: ChannelKey, story_id: StoryId, *, as_of: datetime | None = None
    ) -> tuple[Story, Sequence[StoryEvent]]:
        """A story, by its id or that of one merged into it, and its merges and splits.

        Raises:
            NotFoundError: the channel has no such story.
        """
        found = gather_stories(await self.articles.of_stories(channel, [story_id], as_of=as_of))
        if not found:
            raise NotFoundError(f"{channel} has no story {story_id}: `attache stories` lists them.")
        return found[0], await self.articles.story_events(channel, found[0].story_id)

    async def embed_missing(
        self,
        channel: ChannelKey,
        limit: int,
        *,
        of: VersionId | None = None,
        at: datetime | None = None,
        length: int | None = None,
    ) -> int:
        """Embed up to `limit` passages that have no vector yet; how many were embedded.

        `of`: those of one version alone; with `length`, vectors of another length are made anew.
        Articles whose beginnings now have vectors may join stories in other languages, as found at
        `at` (or else when they were learned).
        What publishers reserve goes to no embedder outside: it is found by its words.

        Raises:
            ModelError: the embedder could not be used.
        """
        if self.embedder is None or self._joiner is None:
            return 0
        passages = await self.index.without_vectors(
            channel,
            self.embedder.name,
            limit,
            of=of,
            with_reserved=not self.embedder.is_outside,
            length=length,
        )
        for batch in _batches(passages, EMBEDDING_BATCH):
            vectors = await self.embedder.embed([p.text for p in batch])
            kept = [
                Embedding(p.version_id, p.start, p.end, vector)
                for p, vector in zip(batch, vectors, strict=True)
            ]
            await self.index.keep_vectors(self.embedder.name, kept)
        for version_id in dict.fromkeys(p.version_id for p in passages):
            await self._joiner.join(channel, version_id, at)
        return len(passages)

    async def _place(self, channel: ChannelKey, article: ReadArticle) -> Placement:
        """The story that tells of the same development, and what the article makes of others."""
        query = story_query(article)
        if not query.terms:
            return Placement()
        found = await self.index.articles(
            channel, query, STORY_CANDIDATES, newest=STORY_REACH, leads=STORY_LEADS
        )
        near = nearest_stories(article, found)
        samples = await self.articles.story_samples(channel, near, NEWEST_ARTICLES)
        by_vectors = self._joiner.languages if self._joiner is not None else None
        return place(article, channel, samples, by_vectors)

    async def _lexical(
        self, channel: ChannelKey, query: str, dates: FittingDates, as_of: datetime | None
    ) -> Sequence[Hit]:
        read = read_query(query)
        if not read.terms:
            return ()
        return await self.index.lexical(channel, read, CANDIDATES, as_of=as_of, fits=dates.factor)

    async def _nearest(
        self, channel: ChannelKey, query: str, as_of: datetime | None
    ) -> Sequence[Hit]:
        """Hits by meaning; none without an embedder, or when it fails."""
        if self.embedder is None or not query.strip():
            return ()
        try:
            (vector,) = await self.embedder.embed([query])
        except ModelError as error:
            _log.warning("recall_without_vectors", reason=type(error).__name__)
            return ()
        name = self.embedder.name
        return await self.index.nearest(channel, vector, name, CANDIDATES, as_of=as_of)

    async def _embed_gently(self, channel: ChannelKey, version_id: VersionId, count: int) -> None:
        """Embed one version: all that lack vectors are not looked for with every article."""
        try:
            await self.embed_missing(channel, count, of=version_id)
        except ModelError as error:
            _log.warning("passages_left_without_vectors", reason=type(error).__name__)


def _batches(items: Sequence[Passage], size: int) -> Iterable[Sequence[Passage]]:
    return (items[at : at + size] for at in range(0, len(items), size))
