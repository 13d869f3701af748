"""Publishers' rights: which texts, and which feeds, may not reach a model."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("version", "source"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(
                sa.Column("is_reserved", sa.Boolean(), nullable=False, server_default=sa.false())
            )
