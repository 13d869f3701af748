"""Sources: what a feed asks of its readers, where it has moved to, when it last had news."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    none = sa.text("'[]'")
    with op.batch_alter_table("source") as batch:
        batch.add_column(sa.Column("wait_seconds", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("skip_hours", JSON, server_default=none, nullable=False))
        batch.add_column(sa.Column("skip_days", JSON, server_default=none, nullable=False))
        batch.add_column(sa.Column("last_new_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("moved_to", sa.Text(), nullable=True))
        batch.add_column(
            sa.Column("moved_reads", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
