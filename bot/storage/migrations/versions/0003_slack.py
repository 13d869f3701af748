"""Slack: installations, OAuth states, events heard; and messages that grow while they are written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "preview_message",
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_preview_message")),
    )
    op.create_index(
        op.f("ix_preview_message_channel"), "preview_message", ["channel"], unique=False
    )
    op.create_table(
        "slack_installation",
        sa.Column("enterprise_id", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("installed_at", MOMENT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "team_id", name=op.f("pk_slack_installation")),
    )
    op.create_table(
        "slack_oauth_state",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_slack_oauth_state")),
    )
    op.create_table(
        "slack_heard",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("enterprise_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "event_type", name=op.f("pk_slack_heard")),
    )
