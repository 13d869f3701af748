"""What became of reading something in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.articles import Feed, Learned, Rejection
from bot.domain.sources import Source


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What reading an address brought: one article, or a feed's newest."""

    learned: tuple[Learned, ...]
    rejected: tuple[Rejection, ...] = ()
    #: The feed's items as a whole, when the address was a feed.
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class SourceRead:
    """One read of a source."""

    source: Source
    learned: tuple[Learned, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    #: Items that its feed had not shown before, and whose articles are to be read.
    brought: int = 0
    #: The server said that nothing has changed.
    is_unchanged: bool = False
    #: Why the source could not be read, in a sentence that a person understands.
    error: str | None = None

    @property
    def new_items(self) -> int:
        """Articles that the channel did not know before."""
        return sum(learned.is_new for learned in self.learned)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed at an address, or behind the page there."""

    url: str
    feed: Feed


@dataclass(frozen=True, slots=True)
class Followed:
    """A source that a channel follows now, and what its feed holds."""

    source: Source
    feed: Feed
