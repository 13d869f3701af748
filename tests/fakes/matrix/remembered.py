"""What an adapter keeps, in memory."""

from __future__ import annotations


class EncryptedRooms:
    """Rooms that were ever encrypted."""

    def __init__(self, *channels):
        self.channels = set(channels)

    async def holds(self, channel):
        return channel in self.channels

    async def keep(self, channel):
        self.channels.add(channel)
