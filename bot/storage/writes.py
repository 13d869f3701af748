"""Asking a write whether it changed anything."""

from __future__ import annotations

from typing import Any

from sqlalchemy import literal
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Insert


async def took_effect(connection: AsyncConnection, insert: Insert) -> bool:
    """Run an ``INSERT … ON CONFLICT``; whether a row was made or changed.

    The row is asked back, since `rowcount` is not kept for inserts on Postgres.
    """
    row: Any = (await connection.execute(insert.returning(literal(1)))).first()
    return row is not None
