"""Asking a write whether it changed anything, and writing many rows at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, literal
from sqlalchemy.engine import Compiled
from sqlalchemy.sql.dml import ReturningInsert

from bot.storage.database import Insert


def took_effect(connection: Connection, insert: Insert) -> bool:
    """Run an ``INSERT … ON CONFLICT``; whether a row was made or changed."""
    row: Any = connection.execute(telling(insert)).first()
    return row is not None


def telling(insert: Insert) -> ReturningInsert[int]:
    """An ``INSERT … ON CONFLICT`` that gives back a row for each that was made or changed.

    They are asked back, since `rowcount` is not kept for inserts on Postgres.
    """
    return insert.returning(literal(1))


def write_rows(connection: Connection, insert: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all of the same columns, of numbers, texts and bytes.

    They go to the driver as they are: SQLAlchemy would look at every value of every row.
    """
    if rows:
        compiled = _compiled(insert, connection.dialect, tuple(rows[0]))
        names = compiled.positiontup  # type: ignore[attr-defined] # of the SQL compiler
        given = rows if names is None else [tuple(row[name] for name in names) for row in rows]
        connection.exec_driver_sql(compiled.string, given)


@lru_cache(maxsize=16)
def _compiled(insert: Insert, dialect: Dialect, columns: tuple[str, ...]) -> Compiled:
    return insert.compile(dialect=dialect, column_keys=list(columns))
