"""Tables of second looks: cited articles whose pages are read again, and what changed in them."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from bot.storage.metadata import Channel, Json, Moment, metadata

#: One per cited article; it stays when its looks are over, for what they found.
second_look = Table(
    "second_look",
    metadata,
    Column("channel", Channel, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("cited_at", Moment, nullable=False),
    #: None once it was looked at often enough.
    Column("next_at", Moment),
    Column("looked_at", Moment),
    Column("state", Text),
    Column("state_since", Moment),
    #: What the page's host is told back, letter for letter.
    Column("etag", Text),
    Column("last_modified", Text),
    Index(None, "channel", "cited_at"),
    Index(None, "next_at"),
)

#: What one version changed of another, as places in their texts; it holds no words of them.
text_change = Table(
    "text_change",
    metadata,
    Column("channel", Channel, primary_key=True),
    Column("before_id", Text, primary_key=True),
    Column("after_id", Text, primary_key=True),
    #: ``[[before, after, removed, added], ...]``: ``[start, end]`` or null, then lists of them.
    Column("changes", Json, nullable=False),
)
