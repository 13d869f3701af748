"""One way into SQLite and Postgres: connections, transactions, and errors that people understand.

``sqlite+aiosqlite:///path`` serves one machine; ``postgresql+psycopg://...`` serves several.  The
stores write SQLAlchemy Core against either; what differs between the two ends here and in
`search_index`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Row, Table, UpdateBase, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import await_only, greenlet_spawn

from bot.errors import ConfigurationError, StoreUnavailableError
from bot.storage.driver_errors import is_locked, store_error
from bot.storage.schema_version import bring_up_to_date
from bot.storage.sqlite_connection import use_one_journey
from bot.storage.write_group import Write, WriteGroup
from bot.storage.write_turn import WriteTurn

#: Seconds that a statement waits for another program's write before the store counts as locked.
BUSY_SECONDS = 5.0

#: Seconds between two attempts to switch a new SQLite store to its write-ahead log.
_WAL_PAUSE_SECONDS = 0.05

#: Connections held open; a burst may open as many again.  Postgres' default allows 100 in all.
_CONNECTIONS = 5

#: Connections to SQLite, all of them kept: a new one costs a thread and an opened file, and a burst
#: that made and dropped them held every look into the store up by a quarter of a second.
_SQLITE_CONNECTIONS = 12

#: The execution option by which a transaction says that it will write.
_WRITES = "attache_writes"

#: Execution options for what SQLite only does outside of transactions.
_OUTSIDE = {"attache_outside": True}

#: What drivers raise; everything else that SQLAlchemy has to say is a defect of ours, and shows.
_DRIVER_ERRORS = (DBAPIError, PoolTimeoutError, OSError, UnicodeError)

Insert = sqlite.Insert | postgresql.Insert
Result = TypeVar("Result")


class Database:
    """Transactions on one store.  Every driver error leaves as a `StoreError`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        # SQLite has one writer; within this process they queue here, where waiting costs no polling.
        self._turn = WriteTurn() if self.is_sqlite else None
        self._awaited, self._others = (
            WriteGroup(partial(self._its_turn, is_awaited=is_awaited), self._keep_together)
            for is_awaited in (True, False)
        )

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that reads: one consistent view, never blocked by a writer."""
        async with self._transaction(self._options(writes=False)) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self, *, is_awaited: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes: all of it is kept on leaving, or nothing after an error.

        `is_awaited`: a platform waits for it before it takes a message for delivered; it goes
        before writes that only our own work waits for.  On SQLite the write lock comes with the
        first statement.
        """
        async with (
            self._its_turn(is_awaited=is_awaited),
            self._transaction(self._options(writes=True)) as connection,
        ):
            yield connection

    @asynccontextmanager
    async def upgrading(self) -> AsyncIterator[AsyncConnection]:
        """As `writing`, for migrations: SQLite looks at no foreign keys while tables are rebuilt.

        A rebuilt table is dropped for a moment, which its children's keys would forbid; and within
        a transaction the switch does nothing.  Whoever migrates looks at the keys at the end.
        """
        if not self.is_sqlite:
            async with self.writing() as connection:
                yield connection
            return
        try:
            async with self._its_turn(is_awaited=False), self.engine.connect() as connection:
                await connection.execution_options(**self._options(writes=True))
                await connection.run_sync(_keep_foreign_keys, "OFF")
                try:
                    async with connection.begin():
                        yield connection
                finally:
                    await connection.run_sync(_keep_foreign_keys, "ON")
        except _DRIVER_ERRORS as error:
            raise store_error(error) from error

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """As `reading`, for work that waits for nothing but its statements; what it tells.

        On SQLite the whole of it is one journey to the connection's thread, and so is what it
        computes: the loop goes on meanwhile.
        """
        return await self._whole(work, self._options(writes=False))

    async def write(
        self, work: Callable[[Connection], Result], *, is_awaited: bool = False
    ) -> Result:
        """As `writing`, for work that waits for nothing but its statements; what it tells."""
        async with self._its_turn(is_awaited=is_awaited):
            return await self._whole(work, self._options(writes=True))

    async def _whole(
        self, work: Callable[[Connection], Result], options: Mapping[str, Any]
    ) -> Result:
        if not self.is_sqlite:
            async with self._transaction(options) as connection:
                return await connection.run_sync(work)

        def journey() -> Result:
            with self.engine.sync_engine.connect() as connection:
                connection.execution_options(**options)
                driver: Any = connection.connection.dbapi_connection

                def transaction() -> Result:
                    with connection.begin():
                        return work(connection)

                told: Result = await_only(driver.run_whole(transaction))
                return told

        try:
            return await greenlet_spawn(journey)
        except _DRIVER_ERRORS as error:
            raise store_error(error) from error

    async def rows(
        self, query: Executable, given: Mapping[str, Any] | None = None
    ) -> Sequence[Row[Any]]:
        """What one query finds, as a transaction of its own: on SQLite one journey, without BEGIN.

        `given`: parameters of a query that was built once.
        """
        return await self._whole(
            lambda connection: connection.execute(query, given).all(), self._alone(writes=False)
        )

    async def row(
        self, query: Executable, given: Mapping[str, Any] | None = None
    ) -> Row[Any] | None:
        """The first row of what one query finds; None when it finds nothing."""
        found = await self.rows(query, given)
        return found[0] if found else None

    async def value(self, query: Executable, given: Mapping[str, Any] | None = None) -> Any:
        """The first column of the first row; None when nothing is found."""
        found = await self.rows(query, given)
        return found[0][0] if found else None

    async def values(self, query: Executable) -> Sequence[Any]:
        """The first column of every row."""
        return [row[0] for row in await self.rows(query)]

    async def change(
        self,
        statement: UpdateBase,
        given: Mapping[str, Any] | None = None,
        *,
        is_awaited: bool = False,
        is_one_of_many: bool = False,
    ) -> int:
        """One statement that writes, as a transaction of its own; how many rows it told or changed.

        On SQLite that is one journey to the connection's thread and holds the writer's place for
        no longer.  `given`: parameters of a statement that was built once.  `is_awaited`: as for
        `writing`; on SQLite those that come at once are one transaction (`WriteGroup`), and so
        are those that are `is_one_of_many`.
        """
        if self.is_sqlite and (is_awaited or is_one_of_many):
            group = self._awaited if is_awaited else self._others
            return await group.change(statement, given)
        async with self._its_turn(is_awaited=is_awaited):
            return await self._whole(
                lambda connection: _ran(connection, statement, given), self._alone(writes=True)
            )

    async def _keep_together(self, group: Sequence[Write]) -> Sequence[int]:
        def work(connection: Connection) -> Sequence[int]:
            return [_ran(connection, write.statement, write.given) for write in group]

        return await self._whole(work, self._options(writes=True))

    @asynccontextmanager
    async def _transaction(self, options: Mapping[str, Any]) -> AsyncIterator[AsyncConnection]:
        try:
            async with self.engine.connect() as connection:
                await connection.execution_options(**options)
                async with connection.begin():
                    yield connection
        except _DRIVER_ERRORS as error:
            raise store_error(error) from error

    async def aclose(self) -> None:
        """Wait until everything that was to be kept is."""
        await self._awaited.aclose()
        await self._others.aclose()

    def _its_turn(self, *, is_awaited: bool) -> AbstractAsyncContextManager[None]:
        return nullcontext() if self._turn is None else self._turn.taken(is_first=is_awaited)

    def _alone(self, *, writes: bool) -> Mapping[str, Any]:
        """Options of one statement, of which all is kept or nothing: SQLite needs no BEGIN for that."""
        return _OUTSIDE if self.is_sqlite else self._options(writes=writes)

    def _options(self, *, writes: bool) -> dict[str, Any]:
        # A reader's queries see one moment: by SQLite's snapshot, and by this level on Postgres.
        snapshot = {"isolation_level": "REPEATABLE READ"}
        return {_WRITES: writes} | ({} if self.is_sqlite or writes else snapshot)

    @property
    def insert(self) -> Callable[[Table], Insert]:
        """Makes an ``INSERT`` that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
        return sqlite.insert if self.is_sqlite else postgresql.insert

    async def wipe_freed_pages(self) -> None:
        """Let nothing that was deleted linger in SQLite's write-ahead log.

        Deleted bytes in the main file are overwritten at once (``secure_delete``); copies in the
        log go when it is emptied.  A reader at work postpones that to a later call or the close.
        """
        if not self.is_sqlite:
            return
        async with (
            self._its_turn(is_awaited=False),
            self._transaction(_OUTSIDE) as connection,
        ):
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _ran(connection: Connection, statement: UpdateBase, given: Mapping[str, Any] | None) -> int:
    """Run a statement that writes; how many rows it told or changed."""
    result = connection.execute(statement, given)
    return len(result.all()) if result.returns_rows else result.rowcount


@asynccontextmanager
async def open_database(url: str, *, busy_seconds: float = BUSY_SECONDS) -> AsyncIterator[Database]:
    """Open a store, made and brought up to date if need be; it is closed on leaving.

    Raises:
        ConfigurationError: the address is none, or of a kind that is not served.
        StoreUnavailableError: it cannot be reached, read or written.
    """
    parsed = _parse(url)
    _make_folder(parsed)
    engine = _engine(parsed, busy_seconds)
    database = Database(engine)
    try:
        if database.is_sqlite:
            await _write_ahead(engine, busy_seconds)
        await bring_up_to_date(database.reading, database.upgrading)
        yield database
    finally:
        await database.aclose()
        await engine.dispose()


def _parse(url: str) -> URL:
    wrong = (
        "DATABASE_URL is not understood: write sqlite+aiosqlite:///path/to/attache.db or "
        "postgresql+psycopg://user:password@host/name."
    )
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(wrong) from error
    # SQLite in memory is another, empty database for every connection.
    has_place = parsed.get_backend_name() != "sqlite" or parsed.database not in {
        None,
        "",
        ":memory:",
    }
    if parsed.drivername not in {"sqlite+aiosqlite", "postgresql+psycopg"} or not has_place:
        raise ConfigurationError(wrong)
    return parsed


def _make_folder(url: URL) -> None:
    if url.get_backend_name() != "sqlite" or str(url.database).startswith("file:"):
        return
    folder = Path(str(url.database)).parent
    try:
        # For its owner only: it holds what people read and asked, and SQLite's files take its umask.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError(
            f"The folder {folder} for the store cannot be made ({error.strerror}): "
            "choose another with ATTACHE_DATA_DIR."
        ) from error


def _engine(url: URL, busy_seconds: float) -> AsyncEngine:
    # Parameters hold people's texts; they stay out of every error and log.
    common: dict[str, Any] = {"hide_parameters": True, "pool_timeout": 30.0}
    if url.get_backend_name() != "sqlite":
        return create_async_engine(
            url,
            pool_size=_CONNECTIONS,
            max_overflow=_CONNECTIONS,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10},
            **common,
        )
    engine = create_async_engine(
        url,
        pool_size=_SQLITE_CONNECTIONS,
        max_overflow=0,
        pool_use_lifo=True,  # the caches of few are warm, and the others' stay small
        connect_args={"timeout": busy_seconds},
        **common,
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    use_one_journey(engine, _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes late and never before reads; ours comes in _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "synchronous = NORMAL",  # safe under WAL: a power cut may lose the last write, never more
        "foreign_keys = ON",
        "secure_delete = ON",  # what is forgotten is overwritten
        "temp_store = MEMORY",  # no text in temporary files
        "cache_size = -16384",  # 16 MiB for each connection
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _keep_foreign_keys(connection: Connection, switch: str) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.run(lambda cursor: cursor.execute(f"PRAGMA foreign_keys = {switch}"))


async def _write_ahead(engine: AsyncEngine, busy_seconds: float) -> None:
    """Keep a write-ahead log, so that readers and the writer do not block each other.

    The file remembers it.  SQLite does not wait for the lock that the change takes, even if told
    to (sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY"); programs that start together
    on a new store therefore wait here.
    """
    for attempt in range(int(busy_seconds / _WAL_PAUSE_SECONDS), -1, -1):
        try:
            async with engine.connect() as plain:
                connection = await plain.execution_options(**_OUTSIDE)
                mode = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar()
                if mode != "wal":
                    await connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                return
        except _DRIVER_ERRORS as error:
            if not (attempt and is_locked(error)):
                raise store_error(error) from error
        await asyncio.sleep(_WAL_PAUSE_SECONDS)


def _begin_sqlite(connection: Connection) -> str | None:
    # Asking for the write lock at the start cannot deadlock; taking it halfway through can.
    options = connection.get_execution_options()
    if options.keys() & _OUTSIDE:
        return None
    return "BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN"
