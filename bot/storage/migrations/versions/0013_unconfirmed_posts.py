"""Posts that are not confirmed are found at every beat; thumbs know by which reaction they came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_sending = sa.text("state = 'sending'")
    op.create_index(
        "ix_delivery_sending",
        "delivery",
        ["created_at"],
        sqlite_where=is_sending,
        postgresql_where=is_sending,
    )
    with op.batch_alter_table("feedback") as batch:
        batch.add_column(sa.Column("reaction_id", sa.Text()))
