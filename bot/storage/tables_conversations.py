"""Tables of what people wrote and what the bot posted: inbox, deliveries, feedback."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, Text

from bot.storage.document_column import Document
from bot.storage.metadata import Channel, Moment, metadata

incoming_message = Table(
    "incoming_message",
    metadata,
    Column("channel", Channel, primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("thread", Text),
    Column("sender", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("is_addressed", Boolean, nullable=False),
    Column("may_configure", Boolean, nullable=False),
    #: The row stays without its words, so that a platform's repetition is not taken for news.
    Column("is_forgotten", Boolean, nullable=False, default=False),
    Index(None, "channel", "thread", "sent_at"),
)

#: The record through which a post is sent once (DESIGN D5).
delivery = Table(
    "delivery",
    metadata,
    Column("delivery_id", Text, primary_key=True),
    Column("channel", Channel, nullable=False),
    Column("thread", Text),
    Column("document", Document, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("failed_at", Moment),
    Column("message_id", Text),
    Index(None, "channel", "thread", "sent_at"),
    Index(None, "channel", "message_id"),
)

#: Which articles a post quotes: how forgetting one finds the post.
delivery_article = Table(
    "delivery_article",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column(
        "delivery_id",
        ForeignKey("delivery.delivery_id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

feedback = Table(
    "feedback",
    metadata,
    Column("channel", Channel, primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("sender", Text, primary_key=True),
    Column("is_good", Boolean, nullable=False),
    Column("given_at", Moment, nullable=False),
)
