"""Sources: the last items that were not read, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0009"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    none = sa.text("'[]'")
    with op.batch_alter_table("source") as batch:
        batch.add_column(sa.Column("not_read", JSON, server_default=none, nullable=False))
