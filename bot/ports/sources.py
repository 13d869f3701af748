"""The store of feeds and their health."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.identifiers import ChannelKey, SourceId
from bot.domain.sources import FeedTold, Source, SourceHealth, Validators


class SourceStore(Protocol):
    """What each channel follows, and how reading it goes."""

    async def follow(
        self, channel: ChannelKey, url: str, title: str | None, now: datetime
    ) -> Source:
        """Follow a feed; following it again returns the same source."""
        ...

    async def unfollow(self, channel: ChannelKey, url: str) -> bool:
        """Stop following; whether it was followed.  What was read stays in memory."""
        ...

    async def sources(self, channel: ChannelKey) -> Sequence[SourceHealth]:
        """What a channel follows, in the order it was added."""
        ...

    async def source(self, source_id: SourceId) -> SourceHealth | None:
        """One source as it is now; None when nobody follows it any more."""
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[SourceHealth]:
        """Sources of every channel whose time to be read has come, longest waiting first."""
        ...

    async def record_success(
        self,
        source_id: SourceId,
        *,
        now: datetime,
        validators: Validators,
        next_read_at: datetime | None,
        told: FeedTold | None,
    ) -> None:
        """Note a read that went well; failures start from zero again.

        With nothing `told`, as when nothing has changed, what was told before still holds.  With no
        `next_read_at` it stays due.
        """
        ...

    async def begin_reading(
        self, source_id: SourceId, reader: str, *, now: datetime, until: datetime
    ) -> bool:
        """Be the one who reads a source's articles, until a moment; asked again, until a later one.

        Whether one is: not while somebody else is, nor where nobody follows it any more.  Who was
        killed on this machine is nobody.
        """
        ...

    async def end_reading(self, source_id: SourceId, reader: str) -> None:
        """Let others read, if one is still the reader."""
        ...

    async def note_moved(self, source_id: SourceId, moved_to: str | None) -> int:
        """Note where a source's host says that it has moved to; in how many reads on end."""
        ...

    async def move(self, source_id: SourceId, url: str) -> bool:
        """Read a source at another address from now on; not where its channel follows that already.

        What its old address was answered with is forgotten: the next read is a whole one.
        """
        ...

    async def record_failure(
        self, source_id: SourceId, *, now: datetime, error: str, next_read_at: datetime
    ) -> None:
        """Note a read that failed, in a sentence that a person understands."""
        ...
