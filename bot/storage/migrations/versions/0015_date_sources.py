"""Who dates a text, and when it was changed; a story's first by an index; what sources brought of late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("version", sa.Column("date_source", sa.Text(), nullable=True))
    op.add_column("version", sa.Column("modified_at", MOMENT, nullable=True))
    op.add_column("version", sa.Column("modified_source", sa.Text(), nullable=True))
    new_by_day = sa.Column("new_by_day", JSON, nullable=False, server_default=sa.text("'[]'"))
    op.add_column("source", new_by_day)
    op.drop_index("ix_memory_story", table_name="memory")
    for name, columns in (
        ("ix_memory_story", ["channel_number", "story_id", "slot"]),
        ("ix_memory_story_began", ["channel_number", "story_id", "learned_at"]),
    ):
        op.create_index(
            name,
            "memory",
            columns,
            sqlite_where=sa.text("story_id IS NOT NULL"),
            postgresql_where=sa.text("story_id IS NOT NULL"),
        )
