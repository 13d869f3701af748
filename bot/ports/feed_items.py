"""The store of what feeds have brought, until its articles are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.articles import AwaitedItem, FeedItem
from bot.domain.identifiers import ChannelKey, SourceId
from bot.domain.sources import ItemsTold


@dataclass(frozen=True, slots=True)
class BroughtItems:
    """What a feed's document brought that its source had not shown before."""

    #: Articles to be read, the oldest first.
    awaited: Sequence[FeedItem]
    #: Keys of items that are known as articles already, or too old to be news.
    passed_over: Collection[str] = ()
    #: Keys of all that the document lists; what it lists no longer may be lost from sight.
    listed: Collection[str] = ()
    #: Items that are known under another title: their articles are read again.
    retitled: Sequence[FeedItem] = ()


class FeedItemStore(Protocol):
    """The items of every source: kept as they came before anything else is done with them.

    So nothing that a feed has shown is lost when its page is down, when the program ends halfway,
    or when the feed drops it meanwhile.
    """

    async def known(self, source_id: SourceId) -> Mapping[str, str | None]:
        """The keys of a source's items that need no second look: awaited, read, or passed over.

        Each with its `FeedItem.title_mark`, where it came to be read.
        """
        ...

    async def bring(self, source_id: SourceId, brought: BroughtItems, *, now: datetime) -> None:
        """Keep what a feed brought until its articles are read; an item that is known stays as it is.

        One that was read and has another title is awaited again, once an hour at most.
        """
        ...

    async def awaited(self, source_id: SourceId, limit: int) -> Sequence[AwaitedItem]:
        """Items whose articles are still to be read: the newest, and of these the oldest first."""
        ...

    async def still_awaited(self, source_id: SourceId, keys: Collection[str]) -> frozenset[str]:
        """Which of a source's items are awaited yet, and were not let go of meanwhile."""
        ...

    async def let_go(
        self, channel: ChannelKey, is_it: Callable[[FeedItem], bool]
    ) -> Sequence[FeedItem]:
        """Await certain items of a channel's sources no longer; which there were.

        Their texts go; that they were seen stays known, so that none comes back.
        """
        ...

    async def settle(
        self,
        source_id: SourceId,
        keys: Collection[str],
        told: ItemsTold,
        *,
        now: datetime,
        next_read_at: datetime | None = None,
    ) -> None:
        """Note items that are awaited no longer, read or not, and what became of all.

        Their texts go; that they were seen stays known.  The source is due at `next_read_at`, or
        when it was.
        """
        ...
