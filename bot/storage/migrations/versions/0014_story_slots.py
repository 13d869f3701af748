"""Memories: the newest of a story, and when it began, are found without reading all of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    has_story = sa.text("story_id IS NOT NULL")
    op.drop_index("ix_memory_story", table_name="memory")
    op.create_index(
        "ix_memory_story",
        "memory",
        ["channel_number", "story_id", "slot", "learned_at"],
        sqlite_where=has_story,
        postgresql_where=has_story,
    )
