"""Vectors that are missing: after an embedder's outage, for a new model, or for another length.

Recall goes on meanwhile, by words and by such vectors as there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.domain.identifiers import ChannelKey
from bot.errors import ModelError
from bot.memory.channel_memory import ChannelMemory

#: Passages embedded in one portion: a few seconds of a local model.
PORTION = 256

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class VectorBacklog:
    """Finds the channels that lack vectors, and brings them in by portions, the newest first."""

    memory: ChannelMemory
    #: The length of the model's vectors, once it has been asked for one; kept ones of another
    #: length are another model's by the same name.
    _length: int | None = field(default=None, init=False)

    @property
    def has_embedder(self) -> bool:
        """Whether there are to be vectors at all."""
        return self.memory.embedder is not None

    async def behind(self) -> Sequence[ChannelKey]:
        """The channels that lack vectors; none without an embedder, or while it is down."""
        if not self.has_embedder or not await self._is_up():
            return ()
        channels = await self.memory.articles.channels()
        return [channel for channel in channels if await self._lacks(channel)]

    async def catch_up(self, channel: ChannelKey, at: datetime) -> bool:
        """Embed one portion, at a time; whether there may be more.

        Raises:
            ModelError: the embedder could not be used; what it did before is kept.
        """
        count = await self.memory.embed_missing(channel, PORTION, at=at, length=self._length)
        if count:
            _log.info("vectors_brought_in", passages=count)
        return count == PORTION

    async def _is_up(self) -> bool:
        """Whether the embedder answers; asked for one short text before any long work is begun."""
        assert self.memory.embedder is not None
        try:
            (vector,) = await self.memory.embedder.embed(["Vectors"])
        except ModelError as error:
            _log.warning("embedder_down", reason=type(error).__name__)
            return False
        self._length = len(vector)
        return True

    async def _lacks(self, channel: ChannelKey) -> bool:
        embedder = self.memory.embedder
        assert embedder is not None
        missing = await self.memory.index.without_vectors(
            channel,
            embedder.name,
            1,
            with_reserved=not embedder.is_outside,
            length=self._length,
        )
        return bool(missing)
