"""Asking a write whether it changed anything."""

from __future__ import annotations

from typing import Any

from sqlalchemy import literal
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from bot.storage.database import Insert


async def took_effect(connection: AsyncConnection, insert: Insert) -> bool:
    """Run an ``INSERT … ON CONFLICT``; whether a row was made or changed."""
    row: Any = (await connection.execute(telling(insert))).first()
    return row is not None


def telling(insert: Insert) -> ReturningInsert[int]:
    """An ``INSERT … ON CONFLICT`` that gives back a row for each that was made or changed.

    They are asked back, since `rowcount` is not kept for inserts on Postgres.
    """
    return insert.returning(literal(1))
