"""The file that a device's keys are kept in, opened by one process, and the thread that it lives in.

All of nio runs in one thread: the store blocks (a commit is an fsync), peewee binds its models to one
database at a time for the whole process, and what one call reads no other may be writing.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import peewee
from nio.store import SqliteStore

from bot.errors import ConfigurationError, StoreUnavailableError
from bot.platforms.matrix import private_files
from bot.platforms.matrix.encryption.key_machine import KeyMachine

STORE_FILE = private_files.KEY_STORE_FILE

Result = TypeVar("Result")

_thread = ThreadPoolExecutor(1, thread_name_prefix="matrix-keys")


async def in_key_thread(work: Callable[[], Result]) -> Result:
    """Run `work` where the key store lives.

    Raises:
        StoreUnavailableError: the store could not be written.
    """
    try:
        return await asyncio.get_running_loop().run_in_executor(_thread, work)
    except (peewee.DatabaseError, peewee.InterfaceError) as error:
        raise StoreUnavailableError(f"The Matrix key store cannot be used now: {error}.") from error


class _OneOwnersStore(SqliteStore):  # type: ignore[misc]  # nio ships no types
    """nio's store, for one process at a time.

    Two would move the same ratchets apart: keys would be used twice, and messages lost. SQLite's
    lock is held until the store is closed or its process has ended.
    """

    def _create_database(self) -> peewee.SqliteDatabase:
        pragmas = {"locking_mode": "exclusive", "foreign_keys": 1, "secure_delete": 1}
        # A late call after the store was closed must not open it, and lock out whoever has it now.
        return peewee.SqliteDatabase(
            self.database_path, pragmas=pragmas, timeout=0, autoconnect=False
        )

    def take(self) -> None:
        """Be the one that has it.

        Raises:
            peewee.OperationalError: another process has it.
        """
        self.database.execute_sql("BEGIN EXCLUSIVE")
        self.database.execute_sql("COMMIT")


def open_key_store(folder: Path, user_id: str, device_id: str) -> KeyMachine:
    """The machine of a device, new or as it was left. Blocks: call it in the key thread.

    Raises:
        ConfigurationError: the store is damaged, or another device's.
        StoreUnavailableError: another process has it open.
    """
    # It logs users and devices, and warns of what is everyday life.
    logging.getLogger("nio").setLevel(logging.CRITICAL)
    path = folder / STORE_FILE
    try:
        private_files.make_folder(folder)
        private_files.make_empty(path)
        _check_owner(path, user_id, device_id)
        store = _OneOwnersStore(user_id, device_id, str(folder), database_name=STORE_FILE)
        store.take()
        return KeyMachine(user_id, device_id, store)
    except OSError as error:
        raise ConfigurationError(
            f"The Matrix key store {path} cannot be opened: {error.strerror}."
        ) from error
    except (sqlite3.OperationalError, peewee.OperationalError) as error:
        raise StoreUnavailableError(
            f"The Matrix key store {path} cannot be used now ({error}): one process at a time may "
            "have it open."
        ) from error
    except (sqlite3.DatabaseError, peewee.PeeweeException, ValueError, AssertionError) as error:
        raise ConfigurationError(
            f"The Matrix key store {path} is damaged ({type(error).__name__}): restore the folder "
            "from a backup, or move it away and delete account.json beside it, so that the bot "
            "starts as a new device; bring its signing keys with `attache matrix recovery import "
            "FILE`."
        ) from error


def _check_owner(path: Path, user_id: str, device_id: str) -> None:
    connection = sqlite3.connect(path, timeout=0)
    try:
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("quick_check")
        tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'accounts'")
        if tables.fetchone() is None:
            return
        owners = connection.execute("SELECT user_id, device_id FROM accounts").fetchall()
    finally:
        connection.close()
    if owners and (user_id, device_id) not in owners:
        user, device = owners[0]
        raise ConfigurationError(
            f"The Matrix key store {path} belongs to {user}'s device {device}, not to {user_id}'s "
            f"{device_id}: keys cannot move to another device; bring back the login of {device}, "
            "or move the folder away to start as a new device."
        )
