"""Which replicas are at work, so that the others find the dead ones' work (DESIGN D2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bot.storage.database import Database
from bot.storage.tables_operation import replica


class SqlReplicaStore:
    """`ports.ReplicaStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def beat(self, executor_id: str, now: datetime) -> None:
        """Note that a replica lives."""
        insert = self._database.insert(replica).values(executor_id=executor_id, seen_at=now)
        newer = insert.on_conflict_do_update(index_elements=["executor_id"], set_={"seen_at": now})
        await self._database.change(newer)

    async def dead(self, now: datetime, older_than: timedelta) -> Sequence[str]:
        """Replicas not heard of for longer than `older_than`, longest silent first."""
        query = select(replica.c.executor_id).where(replica.c.seen_at < now - older_than)
        return await self._database.values(query.order_by(replica.c.seen_at, replica.c.executor_id))

    async def forget(self, executor_id: str) -> bool:
        """Strike a replica from the list; of all that strike it, one is told True."""
        is_it = replica.c.executor_id == executor_id
        return await self._database.change(delete(replica).where(is_it)) > 0
