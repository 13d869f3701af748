"""The inbox, the threads, the deliveries and the feedback."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    or_,
    select,
    text,
    update,
)

from bot.domain.answers import Turn
from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId
from bot.domain.messages import (
    Attachment,
    Delivery,
    DeliveryState,
    Feedback,
    IncomingMessage,
    Post,
    Whose,
)
from bot.errors import NotFoundError
from bot.storage import tables_conversations as tables
from bot.storage.conversations import (
    IS_SENT,
    Spoken,
    count_replies,
    in_place,
    newest,
    read_deliveries,
    remembered,
)
from bot.storage.database import Database
from bot.storage.post_documents import offered_titles, post_document, proposed, spoken_text
from bot.storage.quoted_versions import link_articles, without_forgotten
from bot.storage.tables_conversations import delivery, delivery_article, incoming_message
from bot.storage.writes import telling, took_effect

#: Messages of a thread among which our newest cited post is looked for.
_TURNS_LOOKED_AT = 50


def _whose() -> Select[bool, bool]:
    channel: BindParameter[ChannelKey] = bindparam("channel", type_=delivery.c.channel.type)
    root: BindParameter[str] = bindparam("root", type_=Text())
    addressed = select(incoming_message.c.message_id).where(
        in_place(incoming_message, channel, root), incoming_message.c.is_addressed
    )
    posted = select(delivery.c.delivery_id).where(in_place(delivery, channel, root), IS_SENT)
    under_way = select(delivery.c.delivery_id).where(
        delivery.c.channel == channel,
        delivery.c.state == DeliveryState.SENDING.value,
        delivery.c.thread.is_(None),
    )
    return select(
        or_(addressed.exists(), posted.exists()).label("is_ours"),
        under_way.exists().label("may_be_ours"),
    )


#: Built once: it is asked for every reply in every thread of a workspace.
_WHOSE = _whose()


class SqlMessageStore:
    """`ports.MessageStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ------------------------------------------------------------ the inbox

    async def keep_incoming(self, message: IncomingMessage) -> bool:
        """Keep a message once; whether it is new.  Comes before the platform is acknowledged."""
        insert = self._database.insert(incoming_message).values(
            channel=message.channel,
            message_id=message.message_id,
            thread=message.thread,
            sender=message.sender,
            text=_storable(message.text),
            sent_at=message.sent_at,
            is_addressed=message.is_addressed,
            may_configure=message.may_configure,
            is_forgotten=False,
            attachments=[[a.name, a.media_type, a.size, a.handle] for a in message.attachments],
            of_message=message.of_message,
            is_edit=message.is_edit,
            is_visible=message.is_visible,
        )
        once = insert.on_conflict_do_nothing()
        if not (message.is_edit and message.of_message):
            return await self._database.change(telling(once), is_awaited=True) > 0

        def work(connection: Connection) -> bool:
            is_new = took_effect(connection, once)
            if is_new:
                _supersede(connection, message)
            return is_new

        return await self._database.write(work, is_awaited=True)

    async def incoming(self, channel: ChannelKey, message_id: MessageId) -> IncomingMessage:
        """A kept message.

        Raises:
            NotFoundError: there is none, or it was forgotten.
        """
        query = select(incoming_message).where(
            remembered(channel), incoming_message.c.message_id == message_id
        )
        row = await self._database.row(query)
        if row is None:
            raise NotFoundError(f"No message {message_id} is kept for {channel}: send it again.")
        return _incoming(row)

    async def knows(self, channel: ChannelKey, message_id: MessageId) -> bool:
        """Whether a message was kept, or words that came from it."""
        heard = incoming_message.c
        query = select(heard.message_id).where(
            heard.channel == channel,
            or_(heard.message_id == message_id, heard.of_message == message_id),
        )
        return await self._database.row(query.limit(1)) is not None

    # ------------------------------------------------------------ the threads

    async def thread(
        self, channel: ChannelKey, root: MessageId, *, limit: int = 20
    ) -> Sequence[Turn]:
        """The newest turns of a thread, oldest first: people's messages and our sent posts."""
        spoken = await self._database.read(
            lambda connection: newest(connection, channel, root, limit)
        )
        # A file without words says nothing that a question could lean on.
        return [_turn(entry) for entry in spoken if entry.is_ours or entry.row.text]

    async def timeline(
        self, channel: ChannelKey, *, thread: MessageId | None = None, limit: int = 200
    ) -> Sequence[IncomingMessage | Delivery]:
        """The newest messages of a channel (top level) or thread (root included), oldest first.

        People's messages as they came in, ours once they are sent.
        """

        def work(connection: Connection) -> Sequence[IncomingMessage | Delivery]:
            spoken = newest(connection, channel, thread, limit)
            ours = [entry.row for entry in spoken if entry.is_ours]
            deliveries = iter(read_deliveries(connection, ours))
            return [next(deliveries) if entry.is_ours else _incoming(entry.row) for entry in spoken]

        return await self._database.read(work)

    async def reply_counts(
        self, channel: ChannelKey, roots: Collection[MessageId]
    ) -> Mapping[MessageId, int]:
        """How many messages, people's and our sent ones, each of these threads has after its root."""
        return await self._database.read(
            lambda connection: count_replies(connection, channel, roots)
        )

    async def whose(self, channel: ChannelKey, root: MessageId) -> Whose:
        """Whether a thread is ours, or may be, at one moment."""
        [row] = await self._database.rows(_WHOSE, {"channel": channel, "root": root})
        return Whose(is_ours=bool(row.is_ours), may_be_ours=bool(row.may_be_ours))

    async def ask_stop(self, channel: ChannelKey, thread: MessageId) -> None:
        """Note that a person wants the work on a thread's messages to stop."""
        stopped = update(incoming_message).where(in_place(incoming_message, channel, thread))
        await self._database.change(stopped.values(is_stopped=True), is_awaited=True)

    async def is_stopped(self, channel: ChannelKey, message_id: MessageId) -> bool:
        """Whether a person asked for the work on this message to stop."""
        query = select(incoming_message.c.is_stopped).where(
            incoming_message.c.channel == channel, incoming_message.c.message_id == message_id
        )
        return bool(await self._database.value(query))

    # ------------------------------------------------------------ the deliveries

    async def keep_delivery(self, post: Post, now: datetime) -> None:
        """Write a post down before it is sent; the one kept first under its id wins.

        A sentence whose article was forgotten while the post was written is not kept.
        """

        def work(connection: Connection) -> None:
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

    # ------------------------------------------------------------ the feedback

    async def keep_feedback(self, feedback: Feedback) -> None:
        """Keep a thumb; a person's newer thumb on a message replaces the older."""
        insert = self._database.insert(tables.feedback).values(
            channel=feedback.channel,
            message_id=feedback.message_id,
            sender=feedback.sender,
            is_good=feedback.is_good,
            given_at=feedback.given_at,
            reaction_id=feedback.reaction_id,
        )
        newer = insert.on_conflict_do_update(
            index_elements=["channel", "message_id", "sender"],
            set_={
                "is_good": feedback.is_good,
                "given_at": feedback.given_at,
                "reaction_id": feedback.reaction_id,
            },
            where=tables.feedback.c.given_at <= feedback.given_at,
        )
        await self._database.change(newer)

    async def drop_feedback(self, channel: ChannelKey, reaction_id: MessageId) -> None:
        """Forget the thumb that was given by a reaction, if one was."""
        given = tables.feedback.c
        is_it = (given.channel == channel) & (given.reaction_id == reaction_id)
        await self._database.change(delete(tables.feedback).where(is_it))

    async def feedback(
        self, channel: ChannelKey, *, message_id: MessageId | None = None
    ) -> Sequence[Feedback]:
        """The thumbs given in a channel, or on one message of it, oldest first."""
        given = tables.feedback.c
        query = select(tables.feedback).where(given.channel == channel)
        if message_id is not None:
            query = query.where(given.message_id == message_id)
        rows = await self._database.rows(query.order_by(given.given_at, given.sender))
        return [_feedback(row) for row in rows]


def _incoming(row: Row[Any]) -> IncomingMessage:
    return IncomingMessage(
        channel=row.channel,
        message_id=MessageId(row.message_id),
        thread=None if row.thread is None else MessageId(row.thread),
        sender=row.sender,
        text=row.text,
        sent_at=row.sent_at,
        is_addressed=row.is_addressed,
        may_configure=row.may_configure,
        attachments=tuple(Attachment(*values) for values in row.attachments),
        of_message=None if row.of_message is None else MessageId(row.of_message),
        is_edit=row.is_edit,
        is_visible=row.is_visible,
    )


def _supersede(connection: Connection, edit: IncomingMessage) -> None:
    """Let an edited message's new words take the place of those before: a thread has them once."""
    of_it = or_(
        incoming_message.c.message_id == edit.of_message,
        and_(incoming_message.c.of_message == edit.of_message, incoming_message.c.is_edit),
    )
    earlier = update(incoming_message).where(
        incoming_message.c.channel == edit.channel,
        of_it,
        incoming_message.c.message_id != edit.message_id,
    )
    # Files come with the first words only: they are read if that has not been done yet.
    has_files = cast(incoming_message.c.attachments, Text) != "[]"
    connection.execute(earlier.where(has_files).values(text=""))
    connection.execute(earlier.where(~has_files).values(text="", is_forgotten=True))


def _channel_of(row: Row[Any]) -> str:
    return str(row.channel)


def _turn(entry: Spoken) -> Turn:
    row = entry.row
    if not entry.is_ours:
        return Turn(row.text, is_ours=False, said_at=row.sent_at)
    document = row.document
    return Turn(
        spoken_text(document),
        is_ours=True,
        said_at=row.sent_at,
        proposes=proposed(document),
        offers=offered_titles(document),
    )


def _feedback(row: Row[Any]) -> Feedback:
    return Feedback(
        channel=row.channel,
        message_id=MessageId(row.message_id),
        sender=row.sender,
        is_good=row.is_good,
        given_at=row.given_at,
        reaction_id=None if row.reaction_id is None else MessageId(row.reaction_id),
    )


def _storable(text: str) -> str:
    """A text as both databases take it: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _no_delivery(delivery_id: DeliveryId) -> NotFoundError:
    return NotFoundError(f"No post {delivery_id} is kept: it may have been forgotten.")
