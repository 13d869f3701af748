"""Tables of what people wrote and what the bot posted: inbox, deliveries, feedback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    false,
    text,
    true,
)

from bot.storage.document_column import Document
from bot.storage.metadata import Channel, Json, Moment, metadata

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
    #: Empty where the platform is asked when it matters.
    Column("may_configure", Boolean),
    #: The row stays without its words, so that a platform's repetition is not taken for news.
    Column("is_forgotten", Boolean, nullable=False, default=False),
    #: ``[[name, media type, size, handle], ...]``
    Column("attachments", Json, nullable=False, server_default=text("'[]'")),
    Column("of_message", Text),
    Column("is_edit", Boolean, nullable=False, server_default=false()),
    Column("is_visible", Boolean, nullable=False, server_default=true()),
    Column("is_stopped", Boolean, nullable=False, server_default=false()),
    Index(None, "channel", "thread", "sent_at"),
    Index(
        "ix_incoming_message_of_message",
        "channel",
        "of_message",
        sqlite_where=text("of_message IS NOT NULL"),
        postgresql_where=text("of_message IS NOT NULL"),
    ),
)

#: What tells a message that was deleted where it stood from one whose words were forgotten.
WITHDRAWN: Mapping[str, Any] = {
    "sender": "",
    "text": "",
    "is_forgotten": True,
    "is_stopped": True,
}

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
    #: The messages that a long post goes on in.
    Column("continued", Json, nullable=False, server_default=text("'[]'")),
    #: How often forgetting rewrote the document, and which of these the platform shows.
    Column("revision", Integer, nullable=False, server_default=text("0")),
    Column("shown_revision", Integer, nullable=False, server_default=text("0")),
    Index(None, "channel", "thread", "sent_at"),
    Index(None, "channel", "message_id"),
    # What was sent lately, in whatever channel: what it cites is looked at again.
    Index("ix_delivery_sent_at", "sent_at"),
    Index(
        "ix_delivery_revision_due",
        "sent_at",
        sqlite_where=text("revision > shown_revision"),
        postgresql_where=text("revision > shown_revision"),
    ),
    # What was handed to a platform and is not confirmed: few, among all that ever was.
    Index(
        "ix_delivery_sending",
        "created_at",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
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

#: Where a post is being shown while it is still written.
preview_message = Table(
    "preview_message",
    metadata,
    Column("delivery_id", Text, primary_key=True),
    Column("channel", Channel, nullable=False, index=True),
    Column("message_id", Text, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("channel", Channel, primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("sender", Text, primary_key=True),
    Column("is_good", Boolean, nullable=False),
    Column("given_at", Moment, nullable=False),
    #: The reaction by which it was given, where that can be taken back.
    Column("reaction_id", Text),
)
