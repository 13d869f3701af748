"""Stories told in several languages become one, by what their articles' vectors say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.domain.articles import Article
from bot.domain.identifiers import ChannelKey, StoryId, VersionId
from bot.domain.stories import Regrouping, StoryChange, StorySample
from bot.errors import NotFoundError
from bot.memory.cross_lingual_vectors import LanguageSense, VectoredText, sentences
from bot.memory.language_codes import language_code
from bot.memory.stories import HALF_LIFE, NEWEST_ARTICLES
from bot.ports.articles import ArticleStore, Lead
from bot.ports.embedder import Embedder
from bot.ports.search import SearchIndex

#: Likeness from which an article tells the development of one in another language; and the mean
#: between all the articles of two stories, of which one article can be an odd one.
ALIKE, ALIKE_ON_AVERAGE = 0.5, 0.35
#: Texts learned last among which it is looked for: three days of a channel that reads 170 a day.  Of
#: what is published further apart not even equal texts are alike enough (`stories.HALF_LIFE`).
REACH = 512
#: Passages that say what a text is about.
LEADS = 2


@dataclass(slots=True)
class LanguageJoiner:
    """Finds the story of an article among those told in other languages.

    It follows the vectors, which may come after the article: a story that was found to be another
    one is merged into it then, and that is put on record.
    """

    articles: ArticleStore
    index: SearchIndex
    embedder: Embedder
    _sense: LanguageSense | None = field(default=None, init=False)

    @property
    def languages(self) -> frozenset[str]:
        """The languages between which vectors tell stories apart, as far as is known yet."""
        return self._sense.languages if self._sense is not None else frozenset()

    async def join(
        self, channel: ChannelKey, version_id: VersionId, at: datetime | None = None
    ) -> None:
        """Let the story of a version, which has its vectors, go together with another language's.

        `at` is when that is found; when the article was learned, if it is not said.

        Raises:
            ModelError: the embedder could not be used.
        """
        article = await self._article(channel, version_id)
        language = language_code(article.language) if article is not None else None
        if article is None or language is None or article.story_id is None:
            return
        others = await self._leads(channel, newest=REACH, not_in=language)
        if not others or language not in (await self._known()).languages:
            return
        own = await self._leads(channel, of=[version_id])
        candidate = self._likest(own, [o for o in others if o.story_id != article.story_id])
        if candidate is None:
            return
        change = await self._merged(channel, article.story_id, candidate)
        if change is not None:
            at = at or article.learned_at
            await self.articles.change_story(channel, change, article.article_id, at)

    async def _article(self, channel: ChannelKey, version_id: VersionId) -> Article | None:
        """The article, unless it is a copy (which goes where its original is) or was forgotten."""
        try:
            article = await self.articles.version(channel, version_id)
        except NotFoundError:
            return None
        return None if article.duplicate_of else article

    async def _known(self) -> LanguageSense:
        if self._sense is None:
            vectors = await self.embedder.embed([sentence for _, sentence in sentences()])
            self._sense = LanguageSense.of(vectors)
        return self._sense

    def _likest(self, own: Sequence[Lead], others: Sequence[Lead]) -> StoryId | None:
        alike = self._alike(own, others)
        if np.isnan(alike).all():
            return None
        best = int(np.nanargmax(alike.max(axis=0)))
        return others[best].story_id if np.nanmax(alike) >= ALIKE else None

    async def _merged(
        self, channel: ChannelKey, own: StoryId, other: StoryId
    ) -> StoryChange | None:
        """The younger story goes into the older one, if their articles are alike on average."""
        samples = await self.articles.story_samples(channel, [own, other], NEWEST_ARTICLES)
        if len(samples) < 2:
            return None
        here, there = [await self._of_sample(channel, sample) for sample in samples]
        alike = self._alike(here, there)
        if np.isnan(alike).all() or np.nanmean(alike) < ALIKE_ON_AVERAGE:
            return None
        older, younger = sorted(samples, key=lambda s: (s.began_at, s.story_id))
        return StoryChange(Regrouping.MERGED, younger.story_id, older.story_id)

    async def _of_sample(self, channel: ChannelKey, sample: StorySample) -> Sequence[Lead]:
        return await self._leads(channel, of=[a.version_id for a in sample.articles])

    async def _leads(
        self,
        channel: ChannelKey,
        *,
        of: Sequence[VersionId] | None = None,
        newest: int | None = None,
        not_in: str | None = None,
    ) -> Sequence[Lead]:
        name = self.embedder.name
        return await self.index.leads(channel, name, LEADS, of=of, newest=newest, not_in=not_in)

    def _alike(self, some: Sequence[Lead], others: Sequence[Lead]) -> NDArray[np.float64]:
        """How alike each two are, less if they are days apart; not a number if nobody can tell."""
        if self._sense is None or not some or not others:
            return np.full((1, 1), np.nan)
        alike = self._sense.likeness(*([_told(lead) for lead in leads] for leads in (some, others)))
        here, there = (np.array([_seconds(lead) for lead in leads]) for leads in (some, others))
        apart = np.nan_to_num(np.abs(np.subtract.outer(here, there)))
        return np.asarray(alike * 0.5 ** (apart / HALF_LIFE.total_seconds()))


def _told(lead: Lead) -> VectoredText:
    return language_code(lead.language) or "", lead.vector


def _seconds(lead: Lead) -> float:
    """When it was published; where that is unknown, time decides nothing."""
    return lead.published_at.timestamp() if lead.published_at is not None else np.nan
