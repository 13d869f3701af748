"""Stories: articles, across outlets and days, about one development."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.articles import Article
from bot.domain.identifiers import StoryId


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
    def reserved(self) -> tuple[str, ...]:
        """The outlets, or else addresses, of articles whose publishers reserve AI use."""
        reserved = (a for a in self.articles if a.is_reserved)
        return tuple(dict.fromkeys(a.outlet or a.url or "a file" for a in reserved))

    @property
    def origins(self) -> int:
        """How many of its articles are not copies of another one: independent tellings."""
        return len({a.origin_id for a in self.articles})
