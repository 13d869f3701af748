"""The section of its site that an article stands in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("version", sa.Column("section", sa.Text(), nullable=True))
