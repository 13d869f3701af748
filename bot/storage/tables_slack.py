"""Tables that only Slack needs: installations, OAuth's one-time states, events heard, workspaces."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, LargeBinary, Table, Text

from bot.storage.metadata import Moment, metadata

#: One installation of the app; an organisation's has no workspace of its own.
slack_installation = Table(
    "slack_installation",
    metadata,
    Column("enterprise_id", Text, primary_key=True),
    Column("team_id", Text, primary_key=True),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("installed_at", Moment, nullable=False),
    #: The token and what belongs to it, encrypted (`token_cipher`).
    Column("sealed", LargeBinary, nullable=False),
)

#: A state is used once; whoever comes back with one that is not here was not sent by us.
slack_oauth_state = Table(
    "slack_oauth_state",
    metadata,
    Column("state", Text, primary_key=True),
    Column("expires_at", Moment, nullable=False),
)

#: When each kind of event was last heard: how `attache doctor` finds a missing subscription.
slack_heard = Table(
    "slack_heard",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("event_type", Text, primary_key=True),
    Column("heard_at", Moment, nullable=False),
)

#: Workspaces of which anything was taken in.
slack_workspace = Table(
    "slack_workspace",
    metadata,
    Column("team_id", Text, primary_key=True),
    #: The organisation that it belongs to: which workspaces leave when it does.
    Column("enterprise_id", Text, index=True),
)
