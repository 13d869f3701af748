"""Stories: articles, across outlets and days, about one development."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.articles import Article
from bot.domain.identifiers import StoryId
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
        return min(a.published_at or a.learned_at for a in self.articles)

    @property
    def last(self) -> datetime:
        """When its newest article was published, or learned where no date is known."""
        return max(a.published_at or a.learned_at for a in self.articles)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The publishers that carried it, in order of appearance."""
        return tuple(dict.fromkeys(a.outlet for a in self.articles if a.outlet))

    @property
    def origins(self) -> int:
        """How many publishers tell of it, and not after another one (`origins_of`)."""
        return len(origins_of(self.articles))
