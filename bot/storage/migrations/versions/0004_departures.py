"""Which workspaces belong to which organisation, and workspaces that have left and are to be purged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "slack_workspace",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("enterprise_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_slack_workspace")),
    )
    op.create_index(
        op.f("ix_slack_workspace_enterprise_id"), "slack_workspace", ["enterprise_id"], unique=False
    )
    op.create_table(
        "departure",
        sa.Column("channels", sa.Text(), nullable=False),
        sa.Column("left_at", MOMENT, nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("channels", name=op.f("pk_departure")),
    )
    # What was noted until now beside the events.
    op.execute(
        "INSERT INTO slack_workspace (team_id, enterprise_id) "
        "SELECT team_id, max(enterprise_id) FROM slack_heard GROUP BY team_id"
    )
    with op.batch_alter_table("slack_heard") as batch:
        batch.drop_column("enterprise_id")
