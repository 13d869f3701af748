"""What each channel has asked for."""

from __future__ import annotations

from sqlalchemy import select

from bot.domain.identifiers import ChannelKey
from bot.domain.schedules import ChannelSettings
from bot.storage.database import Database
from bot.storage.tables_following import channel_settings


class SqlSettingsStore:
    """`ports.SettingsStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, channel: ChannelKey) -> ChannelSettings:
        """A channel's settings; the defaults if it never set any."""
        query = select(channel_settings).where(channel_settings.c.channel == channel)
        row = await self._database.row(query)
        if row is None:
            return ChannelSettings(channel)
        return ChannelSettings(
            channel, tuple(row.topics), row.language, row.timezone, row.digests_ring
        )

    async def save_settings(self, settings: ChannelSettings) -> None:
        """Replace a channel's settings."""
        values = {
            "topics": list(settings.topics),
            "language": settings.language,
            "timezone": settings.timezone,
            "digests_ring": settings.digests_ring,
        }
        insert = self._database.insert(channel_settings).values(channel=settings.channel, **values)
        newer = insert.on_conflict_do_update(index_elements=["channel"], set_=values)
        await self._database.change(newer)
