"""The inbox and the threads; the deliveries and the feedback stand beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    or_,
    select,
    update,
)

from bot.domain.answers import Turn
from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import (
    Attachment,
    Delivery,
    DeliveryState,
    IncomingMessage,
    Whose,
)
from bot.errors import NotFoundError
from bot.storage.conversations import (
    IS_SENT,
    Spoken,
    count_replies,
    in_place,
    newest,
    read_deliveries,
    remembered,
)
from bot.storage.database import Insert
from bot.storage.deliveries import SqlDeliveries
from bot.storage.feedback import SqlFeedback
from bot.storage.post_documents import offered_titles, proposed, spoken_text
from bot.storage.tables_conversations import WITHDRAWN, delivery, incoming_message
from bot.storage.writes import telling, took_effect


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


class SqlMessageStore(SqlDeliveries, SqlFeedback):
    """`ports.MessageStore` in a database."""

    # ------------------------------------------------------------ the inbox

    async def keep_incoming(self, message: IncomingMessage) -> bool:
        """Keep a message once; whether it is new.  Comes before the platform is acknowledged.

        Of the words that one message had, the latest count, in whatever order they come.
        """
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
            if not took_effect(connection, once):
                return False
            # The first words may come yet: an event that was not acknowledged comes again.
            connection.execute(self._gone(message.channel, message.origin, message.sent_at))
            if _is_of_deleted(connection, message) or _is_overtaken(connection, message):
                return False
            _supersede(connection, message)
            return True

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

    async def withdraw(self, channel: ChannelKey, message_id: MessageId, at: datetime) -> bool:
        """Note that a message was deleted; whether it was known.

        Work on it stops, nothing that it brings is learned any more, and if it comes yet it is
        not kept.
        """
        heard = incoming_message.c
        of_it = or_(heard.message_id == message_id, heard.of_message == message_id)
        silenced = update(incoming_message).where(heard.channel == channel, of_it)
        first = select(heard.message_id).where(
            heard.channel == channel, heard.message_id == message_id
        )

        def work(connection: Connection) -> bool:
            # The place is taken first: a message that is being kept meanwhile is waited for.
            is_unheard = took_effect(connection, self._gone(channel, message_id, at))
            # And so is an edit of it, which holds the first words' row: it is found below.
            connection.execute(first.with_for_update())
            return connection.execute(silenced.values(**WITHDRAWN)).rowcount > is_unheard

        return await self._database.write(work, is_awaited=True)

    def _gone(self, channel: ChannelKey, message_id: MessageId, at: datetime) -> Insert:
        """The place of a message that is not to be kept if it comes."""
        row = self._database.insert(incoming_message).values(
            channel=channel, message_id=message_id, sender="", text="", sent_at=at,
            is_addressed=False, is_forgotten=True, attachments=[],
        )  # fmt: skip
        return row.on_conflict_do_nothing()

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


def _is_of_deleted(connection: Connection, edit: IncomingMessage) -> bool:
    """Whether an edited message was deleted before these words came, which are then not kept."""
    heard = incoming_message.c
    first = select(heard.sender, heard.is_stopped).where(
        heard.channel == edit.channel, heard.message_id == edit.of_message
    )
    # Whoever deletes it meanwhile waits, and then finds these words.
    row = connection.execute(first.with_for_update(read=True)).one()
    if row.sender or not row.is_stopped:
        return False
    own = (heard.channel == edit.channel, heard.message_id == edit.message_id)
    connection.execute(update(incoming_message).where(*own).values(**WITHDRAWN))
    return True


def _is_overtaken(connection: Connection, edit: IncomingMessage) -> bool:
    """Whether later words of the message came before these, which are then not kept."""
    heard = incoming_message.c
    of_it = (heard.channel == edit.channel, heard.of_message == edit.of_message, heard.is_edit)
    later = select(heard.message_id).where(*of_it, heard.sent_at > edit.sent_at).limit(1)
    if connection.execute(later).first() is None:
        return False
    own = (heard.channel == edit.channel, heard.message_id == edit.message_id)
    connection.execute(update(incoming_message).where(*own).values(text="", is_forgotten=True))
    return True


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


def _storable(text: str) -> str:
    """A text as both databases take it: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
