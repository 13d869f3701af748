"""The deliveries: our posts, from before they are sent until the platform has confirmed them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Text,
    cast,
    select,
    text,
    update,
)

from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId
from bot.domain.messages import (
    Delivery,
    DeliveryState,
    Post,
)
from bot.errors import NotFoundError
from bot.storage.conversations import (
    IS_SENT,
    is_withdrawn,
    newest,
    read_deliveries,
)
from bot.storage.database import Database
from bot.storage.post_documents import post_document
from bot.storage.quoted_versions import link_articles, without_forgotten
from bot.storage.tables_conversations import delivery, delivery_article
from bot.storage.writes import took_effect

#: Messages of a thread among which our newest cited post is looked for.
_TURNS_LOOKED_AT = 50


class SqlDeliveries:
    """`ports.DeliveryStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep_delivery(self, post: Post, now: datetime) -> None:
        """Write a post down before it is sent; the one kept first under its id wins.

        A sentence whose article was forgotten while the post was written is not kept, and nothing
        of a post whose question was deleted meanwhile.
        """

        def work(connection: Connection) -> None:
            if post.answers and is_withdrawn(connection, post.channel, post.answers):
                return
            document = without_forgotten(connection, post.channel, post_document(post))
            insert = self._database.insert(delivery).values(
                delivery_id=post.delivery_id,
                channel=post.channel,
                thread=post.thread,
                document=document,
                state=DeliveryState.READY.value,
                created_at=now,
            )
            if took_effect(connection, insert.on_conflict_do_nothing()):
                link_articles(connection, delivery_article, post.delivery_id, document)

        await self._database.write(work)

    async def delivery(self, delivery_id: DeliveryId) -> Delivery:
        """A delivery; its claims have passed the gate again on the way out of the store.

        Raises:
            NotFoundError: there is none.
        """
        found = await self._deliveries(delivery.c.delivery_id == delivery_id)
        if not found:
            raise _no_delivery(delivery_id)
        return found[0]

    async def sent_post(self, channel: ChannelKey, message_id: MessageId) -> Delivery | None:
        """The delivery behind one of our messages, also one that a long post goes on in."""
        goes_on = cast(delivery.c.continued, Text).contains(f'"{message_id}"', autoescape=True)
        for is_it in (delivery.c.message_id == message_id, goes_on):
            found = await self._deliveries(delivery.c.channel == channel, is_it, IS_SENT)
            if found:
                return found[0]
        return None

    async def newest_sent(self, channel: ChannelKey, thread: MessageId) -> Delivery | None:
        """Our newest post with cited sentences in a thread, its root included."""

        def work(connection: Connection) -> Sequence[Delivery]:
            spoken = newest(connection, channel, thread, _TURNS_LOOKED_AT)
            return read_deliveries(connection, [one.row for one in spoken if one.is_ours])

        deliveries = await self._database.read(work)
        return next((one for one in reversed(deliveries) if one.post.claims()), None)

    async def revisions_due(self, limit: int) -> Sequence[Delivery]:
        """Sent posts that lost something to forgetting and still stand as they were sent."""
        query = (
            select(delivery)
            .where(delivery.c.revision > delivery.c.shown_revision, IS_SENT)
            .order_by(delivery.c.sent_at)
            .limit(limit)
        )

        def work(connection: Connection) -> Sequence[Delivery]:
            rows = sorted(connection.execute(query), key=_channel_of)
            return [
                one
                for _, of_channel in groupby(rows, key=_channel_of)
                for one in read_deliveries(connection, list(of_channel))
            ]

        return await self._database.read(work)

    async def mark_revised(self, delivery_id: DeliveryId, revision: int) -> None:
        """Note that the platform shows the post as it was at this revision."""
        is_older = delivery.c.shown_revision < revision
        await self._mark(delivery_id, is_older, shown_revision=revision)

    async def mark_sending(self, delivery_id: DeliveryId) -> None:
        """Note that the post is being handed to its platform; one that is over stays as it is."""
        is_open = delivery.c.state.in_([DeliveryState.READY.value, DeliveryState.SENDING.value])
        await self._mark(delivery_id, is_open, state=DeliveryState.SENDING.value)

    async def unconfirmed(
        self, kept_after: datetime, kept_before: datetime, limit: int
    ) -> Sequence[tuple[ChannelKey, DeliveryId]]:
        """Posts kept in a time that were handed to their platform and not confirmed, oldest first."""
        kept = delivery.c.created_at
        query = (
            select(delivery.c.channel, delivery.c.delivery_id)
            # In so many words, as the index has it.
            .where(text("delivery.state = 'sending'"), kept > kept_after, kept <= kept_before)
            .order_by(kept)
            .limit(limit)
        )
        found = await self._database.rows(query)
        return [(row.channel, DeliveryId(row.delivery_id)) for row in found]

    async def mark_sent(
        self, delivery_id: DeliveryId, message_ids: Sequence[MessageId], now: datetime
    ) -> None:
        """Note the platform's confirmation; of two, the first stays."""
        first, *others = message_ids
        await self._mark(
            delivery_id,
            ~IS_SENT,
            state=DeliveryState.SENT.value,
            message_id=first,
            continued=others,
            sent_at=now,
        )

    async def mark_failed(self, delivery_id: DeliveryId, now: datetime) -> None:
        """Give a post up; one that was sent stays sent."""
        await self._mark(delivery_id, ~IS_SENT, state=DeliveryState.FAILED.value, failed_at=now)

    async def failed(self, channel: ChannelKey, since: datetime) -> Sequence[Delivery]:
        """Deliveries of a channel that were given up since a moment, in the order of their making."""
        is_it = (delivery.c.channel == channel, delivery.c.state == DeliveryState.FAILED.value)
        found = await self._deliveries(*is_it, delivery.c.failed_at >= since)
        return sorted(found, key=lambda one: one.created_at)

    async def _deliveries(self, *where: ColumnElement[bool]) -> Sequence[Delivery]:
        query = select(delivery).where(*where)
        return await self._database.read(
            lambda connection: read_deliveries(connection, connection.execute(query).all())
        )

    async def _mark(
        self, delivery_id: DeliveryId, where: ColumnElement[bool], **values: Any
    ) -> None:
        is_it = delivery.c.delivery_id == delivery_id
        if await self._database.change(update(delivery).where(is_it, where).values(values)):
            return
        if await self._database.row(select(delivery.c.state).where(is_it)) is None:
            raise _no_delivery(delivery_id)


def _channel_of(row: Row[Any]) -> str:
    return str(row.channel)


def _no_delivery(delivery_id: DeliveryId) -> NotFoundError:
    return NotFoundError(f"No post {delivery_id} is kept: it may have been forgotten.")
