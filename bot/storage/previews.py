"""Messages that stand on a platform while their post is still being written."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId
from bot.storage.database import Database
from bot.storage.tables_conversations import preview_message


class SqlPreviewStore:
    """`ports.PreviewStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep_preview(
        self, delivery_id: DeliveryId, channel: ChannelKey, message_id: MessageId
    ) -> None:
        """Note where a post is being shown."""
        insert = self._database.insert(preview_message).values(
            delivery_id=delivery_id, channel=channel, message_id=message_id
        )
        replaced = insert.on_conflict_do_update(
            index_elements=["delivery_id"], set_={"message_id": message_id}
        )
        await self._database.change(replaced)

    async def preview(self, delivery_id: DeliveryId) -> MessageId | None:
        """Where a post is being shown, if it is."""
        query = select(preview_message.c.message_id).where(
            preview_message.c.delivery_id == delivery_id
        )
        found: str | None = await self._database.value(query)
        return MessageId(found) if found else None

    async def drop_preview(self, delivery_id: DeliveryId) -> None:
        """The post stands there as it was sent, or the message is gone."""
        is_it = preview_message.c.delivery_id == delivery_id
        await self._database.change(delete(preview_message).where(is_it))
