"""What a channel was asked to forget, known again when it comes by another way.

No more is kept of it than hashes of its address and of its text, in rows of the channel's own: they
tell nothing but whether something that is at hand is what was forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.identifiers import ChannelKey
from bot.storage.database import Database
from bot.storage.identities import digest
from bot.storage.metadata import Channel
from bot.storage.tables_articles import forgotten

#: Index terms from which a text is known again by itself: a headline alone, or "Follow our live
#: coverage", is printed over other news too.
TELLING_TERMS = 40

_KEY = bindparam("key", type_=Channel())
_ARE_THEY = forgotten.c.channel == _KEY, forgotten.c.mark.in_(bindparam("marks", expanding=True))
_FOUND = select(forgotten.c.mark).where(*_ARE_THEY)
#: Of one article, in a statement that is worded once: SQLAlchemy words a list anew each time.
_OF_ARTICLE = select(forgotten.c.mark).where(
    forgotten.c.channel == _KEY, forgotten.c.mark.in_((bindparam("of_url"), bindparam("of_text")))
)
_BRING_BACK = delete(forgotten).where(*_ARE_THEY)


def of_url(url: str) -> str:
    """The mark of a canonical URL."""
    return "u" + digest("forgotten", url)


def of_text(content_hash: str) -> str:
    """The mark of a text, by its `Fingerprint.content_hash`."""
    return "t" + digest("forgotten", content_hash)


def note(
    connection: Connection, database: Database, channel: ChannelKey, marks: Collection[str]
) -> None:
    """Note what a channel was asked to forget."""
    rows = [{"channel": channel, "mark": mark} for mark in sorted(marks)]
    if rows:
        connection.execute(database.insert(forgotten).on_conflict_do_nothing(), rows)


def among(connection: Connection, channel: ChannelKey, marks: Iterable[str]) -> frozenset[str]:
    """Which of these marks a channel has."""
    given = {"key": channel, "marks": list(marks)}
    return frozenset(connection.execute(_FOUND, given).scalars().all())


def of_article(
    connection: Connection, channel: ChannelKey, url: str | None, content_hash: str
) -> frozenset[str]:
    """Which marks a channel has of an article that came."""
    marks = {"of_url": of_url(url) if url else "", "of_text": of_text(content_hash)}
    return frozenset(connection.execute(_OF_ARTICLE, {"key": channel, **marks}).scalars().all())


def bring_back(connection: Connection, channel: ChannelKey, marks: Iterable[str]) -> None:
    """Forget that a channel was asked to forget these."""
    connection.execute(_BRING_BACK, {"key": channel, "marks": list(marks)})
