"""What all our tables share: one `metadata`, and column types that hold our own words.

Tables live in ``tables_*.py``, one file per subject.  A column's type says what goes in and what
comes out, so that no store converts by hand and no naive time or bare string slips through.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, MetaData, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from bot.domain.identifiers import ChannelKey

#: Constraints get names from their columns, so that migrations can address them on both databases.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=_NAMES)

#: ``Table(..., info=MAKES_CHANNEL_KNOWN)``: a row in this table's `channel` column means that the
#: channel has read, followed, scheduled or set something (`ArticleStore.channels`).
MAKES_CHANNEL_KNOWN = {"makes_channel_known": True}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware time, given back in UTC: ``timestamptz``, or microseconds since 1970 on SQLite.

    Integers keep SQLite's comparisons and orders those of time, whatever zone went in.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the database's own type."""
        is_sqlite = dialect.name == "sqlite"
        return dialect.type_descriptor(BigInteger() if is_sqlite else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a naive time: it is a defect of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return (value - _EPOCH) // _MICROSECOND if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the time back in UTC."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return _EPOCH + timedelta(microseconds=value)
        aware: datetime = value
        return aware.astimezone(UTC)


class Channel(TypeDecorator[ChannelKey]):
    """A `ChannelKey`, kept as ``platform:place``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: ChannelKey | None, dialect: Dialect) -> str | None:
        """Write the key."""
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> ChannelKey | None:
        """Read the key."""
        del dialect
        return None if value is None else ChannelKey.parse(value)


#: A JSON document: ``jsonb`` on Postgres, text on SQLite.
Json = JSON().with_variant(JSONB(), "postgresql")
