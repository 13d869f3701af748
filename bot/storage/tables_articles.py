"""Tables of what was read, what each channel remembers of it, and how it is found again.

``article`` and ``version`` hold public texts once, whatever number of channels read them; pasted
texts belong to an article that is private to its channel.  ``memory`` says which version which
channel learned, when and how: the only way to a text leads through it (promise 2).  ``band``,
``posting`` and ``vector`` are derived from the texts and go when the memory goes.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.storage.metadata import Channel, Json, Moment, metadata

#: A channel's short number, and the numbers it gave out.  Its row is the lock under which a
#: channel's memory changes: two replicas that teach one channel take turns.
channel = Table(
    "channel",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("channel", Channel, nullable=False, unique=True),
    #: The next memory's slot; never given out twice.
    Column("next_slot", Integer, nullable=False, server_default=text("0")),
)

article = Table(
    "article",
    metadata,
    Column("article_id", Text, primary_key=True),
    #: Canonical; none for a text that was pasted into one channel.
    Column("url", Text),
)

#: One text that an article has had, with what was read beside it.  Its id is made of all of
#: these, so that no channel is shown a title or a date that only another one was given.
version = Table(
    "version",
    metadata,
    Column("version_id", Text, primary_key=True),
    Column("article_id", ForeignKey("article.article_id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("author", Text),
    Column("published_at", Moment),
    Column("language", Text),
    Column("credit", Text),
    #: Who says when it was published, when it was last changed, and who says that.
    Column("date_source", Text),
    Column("modified_at", Moment),
    Column("modified_source", Text),
    #: The section of its site that the page names; no part of the id, for nobody is shown it.
    Column("section", Text),
    #: ``[[start, end], ...]`` in characters, in order.
    Column("passages", Json, nullable=False),
    #: Whether the publisher reserves AI use: a word of its site's, and no part of the reading, so
    #: the id does not count it.
    Column("is_reserved", Boolean, nullable=False, server_default=false()),
)

memory = Table(
    "memory",
    metadata,
    Column("channel_number", ForeignKey("channel.number"), primary_key=True),
    #: Where the memory stands in the channel's postings.
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("article_id", Text, nullable=False),
    Column("version_id", ForeignKey("version.version_id"), nullable=False, index=True),
    Column("version_number", Integer, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("learned_at", Moment, nullable=False),
    #: When the channel learned the next version; none for the newest.
    Column("superseded_at", Moment),
    Column("fetched_at", Moment, nullable=False),
    Column("way", Text, nullable=False),
    Column("source_id", Text),
    Column("external_id", Text),
    Column("message_id", Text),
    Column("story_id", Text),
    Column("duplicate_of", Text),
    Column("passage_count", Integer, nullable=False),
    #: Index terms in title, outlet and passages together.
    Column("term_count", Integer, nullable=False),
    UniqueConstraint("channel_number", "version_id"),
    UniqueConstraint("channel_number", "article_id", "version_number"),
    # Covers the question that every search asks: which slots count, as of then?
    Index(
        "ix_memory_time",
        *("channel_number", "learned_at", "superseded_at", "passage_count", "term_count", "slot"),
    ),
    Index("ix_memory_hash", "channel_number", "content_hash"),
    # A story may have thousands of articles: its newest stand at one end of the first, and the one
    # learned first at the other end of the second.
    Index(
        "ix_memory_story",
        *("channel_number", "story_id", "slot"),
        sqlite_where=text("story_id IS NOT NULL"),
        postgresql_where=text("story_id IS NOT NULL"),
    ),
    Index(
        "ix_memory_story_began",
        *("channel_number", "story_id", "learned_at"),
        sqlite_where=text("story_id IS NOT NULL"),
        postgresql_where=text("story_id IS NOT NULL"),
    ),
    Index(
        "ix_memory_message",
        "channel_number",
        "message_id",
        sqlite_where=text("message_id IS NOT NULL"),
        postgresql_where=text("message_id IS NOT NULL"),
    ),
    Index(
        "ix_memory_superseded",
        "channel_number",
        "slot",
        sqlite_where=text("superseded_at IS NOT NULL"),
        postgresql_where=text("superseded_at IS NOT NULL"),
    ),
)

#: What a channel was asked to forget, by no more than it takes to know it again (`forgotten_marks`).
forgotten = Table(
    "forgotten",
    metadata,
    Column("channel", Channel, primary_key=True),
    Column("mark", Text, primary_key=True),
)

#: Locality-sensitive hashes of a memory's text: near duplicates share one.
band = Table(
    "band",
    metadata,
    Column("channel_number", Integer, primary_key=True, autoincrement=False),
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: Where a term stands in a block of a channel's memories; `postings` packs and reads `data`.
posting = Table(
    "posting",
    metadata,
    Column("channel_number", Integer, primary_key=True, autoincrement=False),
    Column("block", Integer, primary_key=True, autoincrement=False),
    Column("term", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

#: The vectors of a version's passages by one model: `passage_count` unit vectors of float32, one after
#: the other in `data`, and the numbers of their passages in `passages`.
vector = Table(
    "vector",
    metadata,
    Column("version_id", ForeignKey("version.version_id"), primary_key=True),
    Column("model", Text, primary_key=True),
    Column("passage_count", Integer, nullable=False),
    Column("passages", Json, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

#: Merges and splits of stories, as articles brought them about.
story_change = Table(
    "story_change",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("channel", Channel, nullable=False),
    Column("turn", Text, nullable=False),
    Column("story_id", Text, nullable=False),
    #: The story that has the articles since.
    Column("other_id", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    #: The article that brought it about; none once that is forgotten.
    Column("article_id", Text),
    Index(None, "channel", "story_id"),
    Index(None, "channel", "other_id"),
)
