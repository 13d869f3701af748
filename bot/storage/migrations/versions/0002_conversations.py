"""What chat platforms need: files, edits, stops; long posts, and posts that are shown anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("incoming_message") as batch:
        batch.alter_column("may_configure", existing_type=sa.Boolean(), nullable=True)
        batch.add_column(
            sa.Column("attachments", JSON, server_default=sa.text("'[]'"), nullable=False)
        )
        batch.add_column(sa.Column("of_message", sa.Text(), nullable=True))
        batch.add_column(
            sa.Column("is_edit", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch.add_column(
            sa.Column("is_visible", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch.add_column(
            sa.Column("is_stopped", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.create_index(
        "ix_incoming_message_of_message",
        "incoming_message",
        ["channel", "of_message"],
        unique=False,
        sqlite_where=sa.text("of_message IS NOT NULL"),
        postgresql_where=sa.text("of_message IS NOT NULL"),
    )
    with op.batch_alter_table("delivery") as batch:
        batch.add_column(
            sa.Column("continued", JSON, server_default=sa.text("'[]'"), nullable=False)
        )
        batch.add_column(
            sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch.add_column(
            sa.Column("shown_revision", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
    op.create_index(
        "ix_delivery_revision_due",
        "delivery",
        ["sent_at"],
        unique=False,
        sqlite_where=sa.text("revision > shown_revision"),
        postgresql_where=sa.text("revision > shown_revision"),
    )
