"""Posts that were handed to a platform and are not confirmed: found at every beat."""

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
