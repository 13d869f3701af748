"""SQLite's connection with one journey to its thread per statement.

The driver keeps each connection in a thread of its own, and SQLAlchemy's adapter goes there four
times for a SELECT (cursor, execute, fetchall, close), three times for a BEGIN, and once more to
roll back what was committed.  On a busy loop each journey waits for everybody else's turn: an
insert of one row held the only writer's place for 20 ms.  Here a statement is one journey, BEGIN
travels with the first statement, and nothing is rolled back that is not open.  A transaction of
several statements that wait for nothing else is one journey as a whole (`run_whole`).
"""

from __future__ import annotations

import asyncio
import collections
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
)
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import EMPTY_DICT, await_only

Result = TypeVar("Result")

Statement = Callable[[sqlite3.Cursor], object]


class _Ran(NamedTuple):
    """What a statement left behind, in the attributes of a cursor."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: list[Any] | tuple[()] = ()
    arraysize: int = 1


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that has fetched everything by the time `execute` returns."""

    __slots__ = ()

    _awaitable_cursor_close = False
    _adapt_connection: SqliteConnection

    def __init__(self, adapt_connection: SqliteConnection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection.driver_connection
        self._soft_closed_memoized = EMPTY_DICT
        self._rows = collections.deque()
        self._cursor = _Ran()  # type: ignore[assignment] # the attributes that are read

    def execute(self, operation: Any, parameters: Any = None) -> None:
        """Run a statement."""
        given = () if parameters is None else parameters
        self._run(lambda cursor: cursor.execute(operation, given))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        """Run a statement with each of the parameters."""
        self._run(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def _run(self, statement: Statement) -> None:
        ran = self._adapt_connection.run(statement)
        self._cursor = ran  # type: ignore[assignment] # as above
        self._rows = collections.deque(ran.rows)

    def close(self) -> None:
        """Let go of the rows; SQLite's cursor was closed in the thread."""
        self._rows.clear()


class SqliteConnection(AsyncAdapt_aiosqlite_connection):
    """A driver's connection as SQLAlchemy sees it."""

    __slots__ = ("_begin", "_inside", "_is_open")

    _cursor_cls = _Cursor  # type: ignore[assignment] # it takes this kind of connection only

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        #: The BEGIN that goes along with the next statement.
        self._begin: str | None = None
        self._is_open = False
        #: SQLite's own connection, while its thread runs a whole piece of work.
        self._inside: sqlite3.Connection | None = None

    def begin(self, statement: str) -> None:
        """Open a transaction, with the first statement in it."""
        self._begin, self._is_open = statement, True

    def run(self, statement: Statement) -> _Ran:
        """Run a statement in the connection's thread, and all that belongs to it."""
        begin, self._begin = self._begin, None
        if self._inside is not None:
            return _ran(begin, statement, self._inside)
        try:
            ran: _Ran = await_only(self._sent(partial(_ran, begin, statement)))
        except Exception as error:  # noqa: BLE001 (the adapter words it and raises it again)
            self._handle_exception(error)
        return ran

    async def run_whole(self, work: Callable[[], Result]) -> Result:
        """Run statements, and what is computed between them, in one journey.

        Whoever is called off meanwhile waits for its end: until then the thread has the connection.
        """

        def journey(connection: sqlite3.Connection) -> Result:
            self._inside = connection
            try:
                return work()
            finally:
                self._inside = None

        return await self._sent(journey)

    async def _sent(self, journey: Callable[[sqlite3.Connection], Result]) -> Result:
        """What comes back from the connection's thread."""
        async with self._execute_mutex:
            driver: Any = self.driver_connection
            ended: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
            # The driver's own way to its thread, which it keeps to itself.
            driver._tx.put_nowait((ended, partial(journey, driver._conn)))  # noqa: SLF001
            try:
                return await asyncio.shield(ended)
            except asyncio.CancelledError:
                while not ended.done():
                    with suppress(asyncio.CancelledError):
                        await asyncio.wait([ended])
                ended.exception()  # that it was called off goes before how it went
                raise

    def commit(self) -> None:
        """Keep the transaction; one in which nothing was said needs no journey."""
        if self._is_open and self._begin is None:
            self._end(sqlite3.Connection.commit)
        self._begin, self._is_open = None, False

    def rollback(self) -> None:
        """Undo the transaction, if one is open.

        It counts as open until its end is confirmed: after a cancellation its first statement may
        still be on its way.
        """
        if self._is_open:
            self._end(sqlite3.Connection.rollback)
        self._begin, self._is_open = None, False

    def _end(self, how: Callable[[sqlite3.Connection], None]) -> None:
        if self._inside is not None:
            how(self._inside)
        elif how is sqlite3.Connection.commit:
            super().commit()
        else:
            super().rollback()


def _ran(begin: str | None, statement: Statement, connection: sqlite3.Connection) -> _Ran:
    """A statement in its thread, after the BEGIN that waited for it."""
    cursor = connection.cursor()
    try:
        if begin is not None:
            cursor.execute(begin)
        statement(cursor)
        rows = cursor.fetchall() if cursor.description else ()
        return _Ran(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()


def use_one_journey(engine: AsyncEngine, begin: Callable[[Connection], str | None]) -> None:
    """Let an engine's connections be of this kind; `begin` words each transaction's BEGIN."""

    def connect(dialect: Any, _record: Any, args: Any, options: Any) -> SqliteConnection:
        plain = dialect.dbapi.connect(*args, **options)
        return SqliteConnection(dialect.dbapi, plain.driver_connection)

    def begins(connection: Connection) -> None:
        statement = begin(connection)
        if statement is not None:
            driver: Any = connection.connection.dbapi_connection
            driver.begin(statement)

    event.listen(engine.sync_engine, "do_connect", connect)
    event.listen(engine.sync_engine, "begin", begins)
