"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# As `bot.storage.metadata` had them when this was written: a migration never changes.
MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("answer_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_channel"), "answer", ["channel"], unique=False)
    op.create_table(
        "article",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article")),
    )
    op.create_table(
        "band",
        sa.Column("channel_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("channel_number", "band", "slot", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "briefing",
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=True),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("briefing_id", name=op.f("pk_briefing")),
    )
    op.create_index(
        op.f("ix_briefing_channel_sent_at"), "briefing", ["channel", "sent_at"], unique=False
    )
    op.create_table(
        "channel",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("next_slot", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_channel")),
        sa.UniqueConstraint("channel", name=op.f("uq_channel_channel")),
    )
    op.create_table(
        "channel_settings",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("topics", JSON, nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_settings")),
    )
    op.create_table(
        "delivery",
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("failed_at", MOMENT, nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_delivery")),
    )
    op.create_index(
        op.f("ix_delivery_channel_message_id"), "delivery", ["channel", "message_id"], unique=False
    )
    op.create_index(
        op.f("ix_delivery_channel_thread_sent_at"),
        "delivery",
        ["channel", "thread", "sent_at"],
        unique=False,
    )
    op.create_table(
        "draft",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
    )
    op.create_table(
        "feedback",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("is_good", sa.Boolean(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", "message_id", "sender", name=op.f("pk_feedback")),
    )
    op.create_table(
        "incoming_message",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("is_addressed", sa.Boolean(), nullable=False),
        sa.Column("may_configure", sa.Boolean(), nullable=False),
        sa.Column("is_forgotten", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "message_id", name=op.f("pk_incoming_message")),
    )
    op.create_index(
        op.f("ix_incoming_message_channel_thread_sent_at"),
        "incoming_message",
        ["channel", "thread", "sent_at"],
        unique=False,
    )
    op.create_table(
        "model_usage",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt_tokens", sa.BigInteger(), nullable=False),
        sa.Column("completion_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("day", "model", name=op.f("pk_model_usage")),
    )
    op.create_table(
        "posting",
        sa.Column("channel_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("block", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("channel_number", "block", "term", name=op.f("pk_posting")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "replica",
        sa.Column("executor_id", sa.Text(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("executor_id", name=op.f("pk_replica")),
    )
    op.create_table(
        "schedule",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("days", JSON, nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_schedule")),
        sa.UniqueConstraint("schedule_id", name=op.f("uq_schedule_schedule_id")),
    )
    op.create_table(
        "slot",
        sa.Column("schedule_id", sa.Text(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("schedule_id", "local_date", name=op.f("pk_slot")),
    )
    op.create_table(
        "source",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("last_read_at", MOMENT, nullable=True),
        sa.Column("last_success_at", MOMENT, nullable=True),
        sa.Column("next_read_at", MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("items_seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source")),
        sa.UniqueConstraint("channel", "url", name=op.f("uq_source_channel_url")),
    )
    op.create_index(op.f("ix_source_next_read_at"), "source", ["next_read_at"], unique=False)
    op.create_table(
        "answer_article",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("answer_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.answer_id"],
            name=op.f("fk_answer_article_answer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "answer_id", name=op.f("pk_answer_article")),
    )
    op.create_index(
        op.f("ix_answer_article_answer_id"), "answer_article", ["answer_id"], unique=False
    )
    op.create_table(
        "briefing_article",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["briefing_id"],
            ["briefing.briefing_id"],
            name=op.f("fk_briefing_article_briefing_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "briefing_id", name=op.f("pk_briefing_article")),
    )
    op.create_index(
        op.f("ix_briefing_article_briefing_id"), "briefing_article", ["briefing_id"], unique=False
    )
    op.create_table(
        "briefing_story",
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["briefing_id"],
            ["briefing.briefing_id"],
            name=op.f("fk_briefing_story_briefing_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("briefing_id", "story_id", name=op.f("pk_briefing_story")),
    )
    op.create_table(
        "delivery_article",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["delivery.delivery_id"],
            name=op.f("fk_delivery_article_delivery_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "delivery_id", name=op.f("pk_delivery_article")),
    )
    op.create_index(
        op.f("ix_delivery_article_delivery_id"), "delivery_article", ["delivery_id"], unique=False
    )
    op.create_table(
        "draft_version",
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["draft.key"], name=op.f("fk_draft_version_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "key", name=op.f("pk_draft_version")),
    )
    op.create_index(op.f("ix_draft_version_key"), "draft_version", ["key"], unique=False)
    op.create_table(
        "version",
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("credit", sa.Text(), nullable=True),
        sa.Column("passages", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.article_id"], name=op.f("fk_version_article_id")
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_version")),
    )
    op.create_index(op.f("ix_version_article_id"), "version", ["article_id"], unique=False)
    op.create_table(
        "briefing_version",
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["briefing_id", "story_id"],
            ["briefing_story.briefing_id", "briefing_story.story_id"],
            name=op.f("fk_briefing_version_briefing_id_story_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "briefing_id", "story_id", "version_id", name=op.f("pk_briefing_version")
        ),
    )
    op.create_index(
        op.f("ix_briefing_version_version_id"), "briefing_version", ["version_id"], unique=False
    )
    op.create_table(
        "memory",
        sa.Column("channel_number", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("learned_at", MOMENT, nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("story_id", sa.Text(), nullable=True),
        sa.Column("duplicate_of", sa.Text(), nullable=True),
        sa.Column("passage_count", sa.Integer(), nullable=False),
        sa.Column("term_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_number"], ["channel.number"], name=op.f("fk_memory_channel_number")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.version_id"], name=op.f("fk_memory_version_id")
        ),
        sa.PrimaryKeyConstraint("channel_number", "slot", name=op.f("pk_memory")),
        sa.UniqueConstraint(
            "channel_number",
            "article_id",
            "version_number",
            name=op.f("uq_memory_channel_number_article_id_version_number"),
        ),
        sa.UniqueConstraint(
            "channel_number", "version_id", name=op.f("uq_memory_channel_number_version_id")
        ),
    )
    op.create_index("ix_memory_hash", "memory", ["channel_number", "content_hash"], unique=False)
    op.create_index(
        "ix_memory_message",
        "memory",
        ["channel_number", "message_id"],
        unique=False,
        sqlite_where=sa.text("message_id IS NOT NULL"),
        postgresql_where=sa.text("message_id IS NOT NULL"),
    )
    op.create_index(
        "ix_memory_story",
        "memory",
        ["channel_number", "story_id"],
        unique=False,
        sqlite_where=sa.text("story_id IS NOT NULL"),
        postgresql_where=sa.text("story_id IS NOT NULL"),
    )
    op.create_index(
        "ix_memory_superseded",
        "memory",
        ["channel_number", "slot"],
        unique=False,
        sqlite_where=sa.text("superseded_at IS NOT NULL"),
        postgresql_where=sa.text("superseded_at IS NOT NULL"),
    )
    op.create_index(
        "ix_memory_time",
        "memory",
        ["channel_number", "learned_at", "superseded_at", "passage_count", "term_count", "slot"],
        unique=False,
    )
    op.create_index(op.f("ix_memory_version_id"), "memory", ["version_id"], unique=False)
    op.create_table(
        "vector",
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("passage_count", sa.Integer(), nullable=False),
        sa.Column("passages", JSON, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.version_id"], name=op.f("fk_vector_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "model", name=op.f("pk_vector")),
    )
