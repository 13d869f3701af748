"""The feedback: thumbs that people give to what the bot has posted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Row,
    delete,
    select,
)

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import (
    Feedback,
)
from bot.storage import tables_conversations as tables
from bot.storage.database import Database


class SqlFeedback:
    """`ports.FeedbackStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

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


def _feedback(row: Row[Any]) -> Feedback:
    return Feedback(
        channel=row.channel,
        message_id=MessageId(row.message_id),
        sender=row.sender,
        is_good=row.is_good,
        given_at=row.given_at,
        reaction_id=None if row.reaction_id is None else MessageId(row.reaction_id),
    )
