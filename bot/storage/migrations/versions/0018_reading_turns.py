"""Sources: who reads what they brought; feed items: their titles, and since when no feed lists them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

#: As `metadata.Moment` has it.
MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("source", sa.Column("reader", sa.Text(), nullable=True))
    op.add_column("source", sa.Column("reading_until", MOMENT, nullable=True))
    op.add_column("feed_item", sa.Column("title_mark", sa.Text(), nullable=True))
    op.add_column("feed_item", sa.Column("unlisted_since", MOMENT, nullable=True))
