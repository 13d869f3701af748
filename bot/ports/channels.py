"""What happens to a whole channel: it is lost to us, or moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.identifiers import ChannelKey


@dataclass(frozen=True, slots=True)
class Departure:
    """Channels that are lost to us, by how their keys begin, and since when."""

    channels: str
    left_at: datetime


class ChannelPurge(Protocol):
    """Deletes everything of channels that are lost to us."""

    async def purge(self, channels: str) -> int:
        """Delete all of one channel, or of all whose keys begin with ``…/``; how many there were."""
        ...

    async def leave(self, channels: str, left_at: datetime) -> Departure:
        """Note that channels are lost to us: they are to be purged, now and when work has ended."""
        ...

    async def come_back(self, channel: ChannelKey) -> None:
        """A channel is ours again: what comes into it from now on is not swept."""
        ...

    async def departures(self) -> Sequence[Departure]:
        """Channels that were lost to us and are not purged to the end."""
        ...

    async def sweep(self, gone: Departure) -> None:
        """Purge again what late work left behind, unless they came back; then the matter is over."""
        ...


class ChannelMove(Protocol):
    """Gives everything of a channel to the one that replaces it."""

    async def move(self, old: ChannelKey, new: ChannelKey) -> bool:
        """Move it; twice is once.  Whether there was nothing in the way."""
        ...
