"""The store of second looks at what was cited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.changes import SecondLook, TextChange
from bot.domain.identifiers import ArticleId, ChannelKey, VersionId


class LookStore(Protocol):
    """Which cited articles are looked at again, what was found, and what changed between versions."""

    async def enrol(self, since: datetime, limit: int) -> int:
        """Let articles cited in posts sent since then be looked at again; how many are new to it.

        At most `limit` at a time, those cited first; an article that is enrolled stays as it is.
        Only articles whose text was read at their address: what was pasted or came in a file says
        nothing about its page.
        """
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[SecondLook]:
        """Articles of every channel whose time to be looked at has come, longest waiting first."""
        ...

    async def look_at(self, channel: ChannelKey, article_id: ArticleId) -> SecondLook | None:
        """How looking at one article stands; None when it was never cited, or was forgotten."""
        ...

    async def cited(self, channel: ChannelKey, limit: int) -> Sequence[SecondLook]:
        """The channel's cited articles, those cited last first."""
        ...

    async def note(self, look: SecondLook) -> None:
        """Note what a look found and when the next is due; nothing if it was forgotten meanwhile."""
        ...

    async def keep_changes(
        self,
        channel: ChannelKey,
        before: VersionId,
        after: VersionId,
        changes: Sequence[TextChange],
    ) -> None:
        """Keep what one version changed of another; not if the channel has forgotten either."""
        ...

    async def changes(
        self, channel: ChannelKey, before: VersionId, after: VersionId
    ) -> Sequence[TextChange] | None:
        """What one version changed of another; None when that is not kept."""
        ...
