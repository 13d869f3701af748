"""Items that need no second look, though the store does not know them under their feed's address.

A feed's link often redirects, or its page calls itself by another address, or it holds no article
at all.  Without this memory such a page would be fetched again whenever its feed changes.  It is
kept per process: after a restart each such page is fetched once more.
"""

from __future__ import annotations

from collections import OrderedDict

from bot.domain.articles import FeedItem
from bot.domain.identifiers import SourceId
from bot.ingest.item_reading import ItemRead

#: Items remembered, over all sources: 500 feeds of 100 items.
_MOST = 50_000


class SeenItems:
    """A bounded memory; what was noted longest ago goes first."""

    def __init__(self) -> None:
        self._noted: OrderedDict[tuple[SourceId, str, str | None], None] = OrderedDict()

    def knows(self, source_id: SourceId, item: FeedItem) -> bool:
        """Whether the item was read, or refused for good."""
        return _key(source_id, item) in self._noted

    def note(self, source_id: SourceId, read: ItemRead) -> None:
        """Remember what needs no second look."""
        if read.is_worth_another_try:
            return
        self._noted[_key(source_id, read.item)] = None
        if len(self._noted) > _MOST:
            self._noted.popitem(last=False)


def _key(source_id: SourceId, item: FeedItem) -> tuple[SourceId, str, str | None]:
    # An item whose link changed under the same id is another page.
    return source_id, item.item_id, item.url
