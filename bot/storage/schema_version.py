"""Keep a store's tables at the version that this program knows.

An up-to-date store costs one query, and an empty one is given its tables as they are now; Alembic is
only imported when there is something to migrate.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.storage import (  # noqa: F401 - what is imported here is in the metadata
    tables_articles,
    tables_briefings,
    tables_conversations,
    tables_following,
    tables_looks,
    tables_matrix,
    tables_operation,
    tables_slack,
)
from bot.storage.driver_errors import store_error
from bot.storage.metadata import metadata

#: The newest migration in ``migrations/versions`` (`tests/unit/storage` compares them).
NEWEST = "0019"

#: Where the migrations are, in a checkout and in an installed wheel.
MIGRATIONS = Path(__file__).parent / "migrations"

Transaction = Callable[[], AbstractAsyncContextManager[AsyncConnection]]

#: Alembic's own, letter for letter.
_VERSION_TABLE = """CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""

#: Any number will do, as long as every replica takes the same one.
_ADVISORY_LOCK = 0x617474616368


async def bring_up_to_date(reading: Transaction, upgrading: Transaction) -> None:
    """Run the migrations that the store has not seen.

    Raises:
        StoreError: the store was written by a newer program, or its rows do not fit together.
        StoreUnavailableError: it cannot be reached, read or written.
    """
    version = await _version(reading)
    if version == NEWEST:
        return
    async with upgrading() as connection:
        await connection.run_sync(_upgrade, version)


async def _version(reading: Transaction) -> str | None:
    async with reading() as connection:
        try:
            row = await connection.execute(text("SELECT version_num FROM alembic_version"))
        except DBAPIError:
            # A new store; and if it is anything else, the upgrade meets it again and tells.
            return None
        version: str | None = row.scalar_one_or_none()
        return version


def _upgrade(connection: Connection, version: str | None) -> None:
    # Programs that start together wait here; the second finds nothing left to do.  On SQLite the
    # lock comes with the first statement.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    else:
        connection.execute(text("SELECT 1"))
    if inspect(connection).get_table_names():
        _migrate_all(connection, version or "an unknown revision")
    else:
        # As the migrations would leave it (`tests/contracts/test_migrations.py` compares them), in a
        # tenth of the time: a demo, and every test, begins with a new store.
        metadata.create_all(connection)
        connection.execute(text(_VERSION_TABLE))
        connection.execute(text("INSERT INTO alembic_version VALUES (:it)"), {"it": NEWEST})


def _migrate_all(connection: Connection, version: str) -> None:
    """Migrate, and see that every row still has those that it belongs to.

    Raises:
        StoreError: it cannot be done; the caller's transaction takes everything back.
    """
    failed = f"The store could not be brought up to date from {version}: nothing was changed."
    advice = "Put back a copy of it, or go on with the Attaché that wrote it."
    try:
        migrate(connection)
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if rows:
                tables = ", ".join(sorted({row[0] for row in rows}))
                raise StoreError(
                    f"{failed} Rows belong to others that are gone ({tables}). {advice}"
                )
    except IntegrityError as error:
        raise StoreError(f"{failed} Its rows do not fit together. {advice}") from error
    except DBAPIError as error:
        told = store_error(error)
        raise type(told)(f"{failed} {told}") from error


def migrate(connection: Connection) -> None:
    """Run the migrations that the store has not seen, in the caller's transaction.

    Raises:
        StoreError: the store was written by a newer program.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            "The store was written by a newer Attaché: install that version or a later one."
        ) from error
