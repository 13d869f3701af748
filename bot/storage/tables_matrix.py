"""Tables of Matrix: where we are in the stream of events, who reads it, what waits for a key."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Table, Text, false

from bot.storage.metadata import Channel, Moment, metadata

matrix_position = Table(
    "matrix_position",
    metadata,
    Column("user_id", Text, primary_key=True),
    #: Everything before it is stored; empty before the first answer.
    Column("since", Text),
    #: Which replica syncs, and until when it need not say so again.
    Column("leader", Text),
    Column("leads_until", Moment),
)

#: Rooms that are encrypted; one never ceases to be.
matrix_encrypted = Table(
    "matrix_encrypted",
    metadata,
    Column("channel", Channel, primary_key=True),
)

#: Events that came without the key that opens them.
matrix_sealed = Table(
    "matrix_sealed",
    metadata,
    Column("channel", Channel, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("session_id", Text, nullable=False, index=True),
    Column("heard_at", Moment, nullable=False),
    #: Whether its writer knows that it could not be read.
    Column("told", Boolean, nullable=False, server_default=false()),
)
