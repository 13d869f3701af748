"""Stories: articles, across outlets and days, about one development."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.articles import Article
from bot.domain.identifiers import ArticleId, StoryId
from bot.domain.origins import origins_of


@dataclass(frozen=True, slots=True)
class Story:
    """One development as one channel has read it; `articles` in order of publication."""

    story_id: StoryId
    title: str
    articles: tuple[Article, ...]

    @property
    def first(self) -> datetime:
        """When its first article was published, or learned where no date is known."""
        return min(a.told_at for a in self.articles)

    @property
    def last(self) -> datetime:
        """When its newest article was published, or learned where no date is known."""
        return max(a.told_at for a in self.articles)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The publishers that carried it, in order of appearance."""
        return tuple(dict.fromkeys(a.outlet for a in self._meant if a.outlet))

    @property
    def reserved(self) -> tuple[str, ...]:
        """The outlets, or else addresses, of articles whose publishers reserve AI use."""
        reserved = (a for a in self.articles if a.is_reserved)
        return tuple(dict.fromkeys(a.outlet or a.url or "a file" for a in reserved))

    @property
    def origins(self) -> int:
        """How many publishers tell of it, and not after another one (`origins_of`)."""
        return len(origins_of(self._meant))

    @property
    def _meant(self) -> tuple[Article, ...]:
        """Its articles but for satire, which bears nobody out; all, where it is nothing else."""
        return tuple(a for a in self.articles if not a.is_satire) or self.articles


@dataclass(frozen=True, slots=True)
class StorySample:
    """As much of a story as a new article is compared with: its newest articles, no copies."""

    story_id: StoryId
    #: When the channel learned its first article: of two stories that become one, the older stays.
    began_at: datetime
    articles: tuple[Article, ...]


class Regrouping(StrEnum):
    """What can become of a story when an article comes in."""

    #: It was found to be another one, which has all its articles now.
    MERGED = "merged"
    #: Some of its articles were found to be of another story.
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class StoryChange:
    """What an article made of the stories that were there before it."""

    turn: Regrouping
    story_id: StoryId
    #: The story that has the articles now.
    other_id: StoryId
    #: The articles that went (copies go with their originals); for a merge, none are named: all.
    article_ids: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a new article belongs; `story_id` is None when it starts a story of its own."""

    story_id: StoryId | None = None
    changes: tuple[StoryChange, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """A merge or a split as it is on record."""

    turn: Regrouping
    story_id: StoryId
    other_id: StoryId
    at: datetime
    #: The article that brought it about; None once that is forgotten.
    because_of: ArticleId | None
