"""Tables of running the bot: tokens spent, replicas at work, drafts that a model wrote, departures."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Double, ForeignKey, Table, Text

from bot.storage.document_column import Document
from bot.storage.metadata import Moment, metadata

model_usage = Table(
    "model_usage",
    metadata,
    Column("day", Date, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("prompt_tokens", BigInteger, nullable=False),
    Column("completion_tokens", BigInteger, nullable=False),
    #: In the price table's currency; empty while nothing of the day had a price.
    Column("cost", Double),
)

replica = Table(
    "replica",
    metadata,
    Column("executor_id", Text, primary_key=True),
    Column("seen_at", Moment, nullable=False),
)

#: A model's draft of public articles, shared by channels (DESIGN D9).
draft = Table(
    "draft",
    metadata,
    Column("key", Text, primary_key=True),
    Column("document", Document, nullable=False),
)

#: What a draft was written from: how forgetting a version finds the draft.
draft_version = Table(
    "draft_version",
    metadata,
    Column("version_id", Text, primary_key=True),
    Column("key", ForeignKey("draft.key", ondelete="CASCADE"), primary_key=True, index=True),
)

#: Channels that are lost to us and not purged to the end yet; gone when they are, or came back.
departure = Table(
    "departure",
    metadata,
    #: How their keys begin.
    Column("channels", Text, primary_key=True),
    Column("left_at", Moment, nullable=False),
    #: Whose they are, where one organisation has many.
    Column("organisation", Text),
)
