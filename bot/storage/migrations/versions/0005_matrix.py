"""Matrix: the stream's position and its reader, events without their key; digests that ring."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "matrix_position",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("leads_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_matrix_position")),
    )
    op.create_table(
        "matrix_encrypted",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_matrix_encrypted")),
    )
    op.create_table(
        "matrix_sealed",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("channel", "event_id", name=op.f("pk_matrix_sealed")),
    )
    op.create_index(op.f("ix_matrix_sealed_session_id"), "matrix_sealed", ["session_id"])
    with op.batch_alter_table("channel_settings") as batch:
        batch.add_column(
            sa.Column("digests_ring", sa.Boolean(), nullable=False, server_default=sa.false())
        )
