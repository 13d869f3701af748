"""Tables of briefings, answers, and the ledger of what each channel was actually sent."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Table, Text

from bot.storage.document_column import Document
from bot.storage.metadata import Channel, Moment, metadata

#: A briefing is in the ledger once `sent_at` is set.
briefing = Table(
    "briefing",
    metadata,
    Column("briefing_id", Text, primary_key=True),
    Column("channel", Channel, nullable=False),
    Column("since", Moment),
    Column("until", Moment, nullable=False),
    Column("topic", Text),
    Column("sent_at", Moment),
    Column("document", Document, nullable=False),
    Index(None, "channel", "sent_at"),
)

#: One item of a briefing as the ledger remembers it.
briefing_story = Table(
    "briefing_story",
    metadata,
    Column(
        "briefing_id",
        ForeignKey("briefing.briefing_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("story_id", Text, primary_key=True),
    #: ``[{"text": ..., "citations": [...]}, ...]``: each sentence and what it rests on.
    Column("sentences", Document, nullable=False),
)

#: The versions of a story that a briefing knew of.
briefing_version = Table(
    "briefing_version",
    metadata,
    Column("briefing_id", Text, primary_key=True),
    Column("story_id", Text, primary_key=True),
    Column("version_id", Text, primary_key=True),
    ForeignKeyConstraint(
        ["briefing_id", "story_id"],
        ["briefing_story.briefing_id", "briefing_story.story_id"],
        ondelete="CASCADE",
    ),
    Index(None, "version_id"),
)

#: Which articles a briefing quotes or lists: how forgetting one finds the briefing.
briefing_article = Table(
    "briefing_article",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column(
        "briefing_id",
        ForeignKey("briefing.briefing_id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

answer = Table(
    "answer",
    metadata,
    Column("answer_id", Text, primary_key=True),
    Column("channel", Channel, nullable=False, index=True),
    Column("document", Document, nullable=False),
)

#: Which articles an answer quotes: how forgetting one finds the answer.
answer_article = Table(
    "answer_article",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column(
        "answer_id",
        ForeignKey("answer.answer_id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)
