"""What a model once wrote of public articles, so that no channel pays twice (DESIGN D9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.domain.identifiers import VersionId
from bot.storage.database import Database
from bot.storage.quoted_versions import public_versions
from bot.storage.tables_operation import draft, draft_version
from bot.storage.writes import took_effect


class SqlDraftCache:
    """`ports.DraftCache` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> Mapping[str, Any] | None:
        """The draft kept under a key (a hash of the evidence, the prompt's and the model's name)."""
        query = select(draft.c.document).where(draft.c.key == key)
        document: Mapping[str, Any] | None = await self._database.value(query)
        return document

    async def put(
        self, key: str, document: Mapping[str, Any], version_ids: Collection[VersionId]
    ) -> None:
        """Keep a draft written from these versions; the one kept first under a key wins.

        Forgetting any of the versions drops it.  With one that was forgotten meanwhile, or that was
        pasted into one channel, it is not kept.
        """
        insert_once = self._database.insert(draft).values(key=key, document=dict(document))
        wanted = set(version_ids)

        def work(connection: Connection) -> None:
            if public_versions(connection, wanted) != wanted:
                return
            if took_effect(connection, insert_once.on_conflict_do_nothing()) and wanted:
                links = [{"key": key, "version_id": v} for v in sorted(wanted)]
                connection.execute(insert(draft_version), links)

        await self._database.write(work)
