"""Cited articles are looked at again, and what changed between two versions is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "second_look",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("cited_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("looked_at", MOMENT, nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("state_since", MOMENT, nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("channel", "article_id", name=op.f("pk_second_look")),
    )
    op.create_index(
        op.f("ix_second_look_channel_cited_at"), "second_look", ["channel", "cited_at"]
    )
    op.create_index(op.f("ix_second_look_next_at"), "second_look", ["next_at"])
    op.create_table(
        "text_change",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("before_id", sa.Text(), nullable=False),
        sa.Column("after_id", sa.Text(), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.PrimaryKeyConstraint("channel", "before_id", "after_id", name=op.f("pk_text_change")),
    )
    op.create_index("ix_delivery_sent_at", "delivery", ["sent_at"])
