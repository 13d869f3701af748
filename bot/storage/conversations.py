"""Reading conversations: who said what in a channel or thread, in order; posts through the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Table, and_, func, or_, select

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Delivery, DeliveryState
from bot.storage.claim_documents import cited_versions
from bot.storage.post_documents import restored_post
from bot.storage.quoted_versions import quoted_versions
from bot.storage.tables_conversations import delivery, incoming_message

IS_SENT = delivery.c.state == DeliveryState.SENT.value


@dataclass(frozen=True, slots=True)
class Spoken:
    """A row of `incoming_message`, or of `delivery` when the bot said it."""

    row: Row[Any]
    is_ours: bool


def remembered(channel: ChannelKey) -> ColumnElement[bool]:
    """People's messages of a channel that were not forgotten."""
    return and_(incoming_message.c.channel == channel, ~incoming_message.c.is_forgotten)


def is_withdrawn(connection: Connection, channel: ChannelKey, message_id: MessageId) -> bool:
    """Whether a message that was kept was deleted since, with all that took its words' place.

    One that is not cannot be before this transaction ends: on SQLite nobody else writes, on
    Postgres forgetting waits for the rows that are held here.
    """
    heard = incoming_message.c
    senders = connection.execute(
        select(heard.sender)
        .where(
            heard.channel == channel,
            or_(heard.message_id == message_id, heard.of_message == message_id),
        )
        .with_for_update(read=True)
    ).scalars()
    # An edit forgets the words before it, and keeps who said them; deletion forgets both.
    found = list(senders)
    return bool(found) and not any(found)


def in_place(
    table: Table,
    channel: ChannelKey | BindParameter[ChannelKey],
    root: MessageId | BindParameter[str] | None,
) -> ColumnElement[bool]:
    """Messages of a thread, its root included; with no root, those at a channel's top level.

    Some platforms call a message that starts a thread a member of it, others do not.
    """
    own = table.c.message_id
    thread = table.c.thread
    inside = (
        or_(thread.is_(None), thread == own) if root is None else or_(thread == root, own == root)
    )
    return and_(table.c.channel == channel, inside)


def newest(
    connection: Connection, channel: ChannelKey, root: MessageId | None, limit: int
) -> Sequence[Spoken]:
    """What was said last in a place, oldest first."""
    heard = select(incoming_message).where(
        in_place(incoming_message, channel, root), remembered(channel)
    )
    posted = select(delivery).where(in_place(delivery, channel, root), IS_SENT)
    spoken = [
        Spoken(row, is_ours)
        for query, table, is_ours in ((heard, incoming_message, False), (posted, delivery, True))
        for row in connection.execute(
            query.order_by(table.c.sent_at.desc(), table.c.message_id.desc()).limit(limit)
        )
    ]
    # At the same instant the question stands before the answer.
    spoken.sort(key=lambda s: (s.row.sent_at, s.is_ours, s.row.message_id))
    return spoken[max(0, len(spoken) - limit) :]


def count_replies(
    connection: Connection, channel: ChannelKey, roots: Collection[MessageId]
) -> Mapping[MessageId, int]:
    """How many messages follow each of these roots in its thread."""
    counts: Counter[MessageId] = Counter()
    for table, is_shown in (
        (incoming_message, ~incoming_message.c.is_forgotten),
        (delivery, IS_SENT),
    ):
        query = (
            select(table.c.thread, func.count())
            .where(
                table.c.channel == channel,
                table.c.thread.in_(roots),
                table.c.message_id != table.c.thread,
                is_shown,
            )
            .group_by(table.c.thread)
        )
        for root, count in connection.execute(query):
            counts[root] += count
    return counts


def read_deliveries(connection: Connection, rows: Sequence[Row[Any]]) -> Sequence[Delivery]:
    """Deliveries from rows of one channel; their claims pass the gate again."""
    if not rows:
        return []
    cited = frozenset().union(*(cited_versions(row.document) for row in rows))
    versions = quoted_versions(connection, rows[0].channel, cited)
    return [
        Delivery(
            post=restored_post(row.document, versions),
            state=DeliveryState(row.state),
            created_at=row.created_at,
            sent_at=row.sent_at,
            message_id=None if row.message_id is None else MessageId(row.message_id),
            continued=tuple(map(MessageId, row.continued)),
            revision=row.revision,
        )
        for row in rows
    ]
