"""Feeds: their items are kept before their articles are read, and known for good."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

#: As `metadata.Moment` has it.
MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    none = sa.text("0")
    with op.batch_alter_table("source") as batch:
        batch.add_column(sa.Column("home_url", sa.Text()))
        batch.add_column(
            sa.Column("awaited_items", sa.Integer(), server_default=none, nullable=False)
        )
    op.create_table(
        "feed_item",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text()),
        sa.PrimaryKeyConstraint("source_id", "key", name="pk_feed_item"),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.source_id"],
            name="fk_feed_item_source_id",
            ondelete="CASCADE",
        ),
    )
