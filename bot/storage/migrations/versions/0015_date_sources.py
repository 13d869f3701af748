"""Memories: a story's first article is found by an index of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
