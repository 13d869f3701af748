"""Tables of what channels follow and have asked for: sources, settings, schedules, slots."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
)

from bot.storage.document_column import Document
from bot.storage.metadata import MAKES_CHANNEL_KNOWN, Channel, Json, Moment, metadata

source = Table(
    "source",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("channel", Channel, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text),
    Column("added_at", Moment, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("last_read_at", Moment),
    Column("last_success_at", Moment),
    Column("next_read_at", Moment),
    Column("failures", Integer, nullable=False, default=0),
    Column("last_error", Text),
    Column("items_seen", Integer, nullable=False, default=0),
    Column("last_new_at", Moment),
    Column("wait_seconds", Integer),
    Column("skip_hours", Json, nullable=False, server_default=text("'[]'")),
    Column("skip_days", Json, nullable=False, server_default=text("'[]'")),
    Column("moved_to", Text),
    Column("moved_reads", Integer, nullable=False, server_default=text("0")),
    Column("is_reserved", Boolean, nullable=False, server_default=false()),
    #: Of each: its name, its address, why, and when in ISO.
    Column("not_read", Json, nullable=False, server_default=text("'[]'")),
    #: ``[day in ISO, new items]`` of the last days, the oldest first.
    Column("new_by_day", Json, nullable=False, server_default=text("'[]'")),
    Column("home_url", Text),
    #: Rows of `feed_item` that have a document.
    Column("awaited_items", Integer, nullable=False, server_default=text("0")),
    #: Who reads the articles that it has brought, and until when nobody else does.
    Column("reader", Text),
    Column("reading_until", Moment),
    UniqueConstraint("channel", "url"),
    Index(None, "next_read_at"),
    info=MAKES_CHANNEL_KNOWN,
)

#: What a feed has shown: with its document while its article is to be read, and without it later,
#: so that it is known again.
feed_item = Table(
    "feed_item",
    metadata,
    Column("source_id", Text, ForeignKey("source.source_id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    #: When it came.
    Column("noted_at", Moment, nullable=False),
    #: Its place among those that came with it, the oldest first.
    Column("place", Integer, nullable=False),
    Column("document", Document),
    #: Its title, hashed; None of what was never to be read.
    Column("title_mark", Text),
    #: When its feed was first read without it, since it last listed it.
    Column("unlisted_since", Moment),
)

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("channel", Channel, primary_key=True),
    Column("topics", Json, nullable=False),
    Column("language", Text),
    Column("timezone", Text),
    Column("digests_ring", Boolean, nullable=False, server_default=false()),
    info=MAKES_CHANNEL_KNOWN,
)

#: One per channel: saving another takes its place.
schedule = Table(
    "schedule",
    metadata,
    Column("channel", Channel, primary_key=True),
    Column("schedule_id", Text, nullable=False, unique=True),
    Column("at", Time, nullable=False),
    #: Weekdays in order, Monday as 0.
    Column("days", Json, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    info=MAKES_CHANNEL_KNOWN,
)

#: A slot outlives its schedule, so that a schedule that is set again cannot repeat a digest.
slot = Table(
    "slot",
    metadata,
    Column("schedule_id", Text, primary_key=True),
    Column("local_date", Date, primary_key=True),
    Column("channel", Channel, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)
