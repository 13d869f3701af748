"""What the drivers of SQLite and Postgres complain of, in one clear sentence each.

SQLite's driver tells its reasons apart only in words before Python 3.11; from then on by
``sqlite_errorname``.  Postgres' driver has a class per SQLSTATE.
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StoreError, StoreUnavailableError

#: By SQLite's primary result code (sqlite.org/rescode.html).
_SQLITE = {
    "SQLITE_BUSY": "The store is locked by another program: try again in a moment.",
    "SQLITE_LOCKED": "The store is locked by another program: try again in a moment.",
    "SQLITE_READONLY": "The store cannot be written: make its file, folder and disk writable.",
    "SQLITE_FULL": "The store's disk is full: make room and try again.",
    "SQLITE_CORRUPT": "The store's file is damaged: put back a copy of it.",
    "SQLITE_NOTADB": "The store's file is not an Attaché store: check DATABASE_URL.",
    "SQLITE_CANTOPEN": "The store's file cannot be opened: check its folder and permissions.",
    "SQLITE_PERM": "The store's file may not be opened: check its permissions.",
    "SQLITE_AUTH": "The store's file may not be opened: check its permissions.",
    "SQLITE_IOERR": "The store's disk does not read or write: check it and try again.",
    "SQLITE_TOOBIG": "The text is too long to be stored: split it.",
    "SQLITE_CONSTRAINT": "The store was changed at the same moment: try again.",
}

#: By the first characters of Postgres' SQLSTATE (postgresql.org/docs/current/errcodes-appendix).
_POSTGRES = (
    ("53100", "The database server's disk is full: make room there and try again."),
    ("53", "The database server is short of resources: try again in a moment."),
    ("25006", "The database is read-only: check that DATABASE_URL names the primary server."),
    ("28", "The database refuses the login: check the user and password in DATABASE_URL."),
    ("3D", "The database does not exist on its server: check the name in DATABASE_URL."),
    ("42501", "The database user may not do this: grant it rights on its own tables."),
    ("40", "The store was changed at the same moment: try again."),
    ("23", "The store was changed at the same moment: try again."),
    ("55P03", "The store is locked by another program: try again in a moment."),
    ("57", "The database server stopped the work or is shutting down: try again in a moment."),
    ("XX", "The database server reports damage: see its log."),
    ("42P01", "The store's tables are missing: run `attache db upgrade`."),
)

_UNREACHABLE = "The database does not answer: check that it runs and that DATABASE_URL is right."
_REFUSED = (
    "The database server refuses the connection: check the user, password and name in "
    "DATABASE_URL, and how many connections the server allows."
)
UNSTORABLE = "The text holds characters that cannot be stored: remove them and try again."
_OTHER = "The store refused the work: see the log, then try again."


def store_error(error: Exception) -> StoreError:
    """Say what went wrong in a sentence; the driver's own words stay with the cause."""
    if isinstance(error, PoolTimeoutError):
        return StoreUnavailableError("The store is too busy: try again in a moment.")
    if isinstance(error, UnicodeError):
        return StoreError(UNSTORABLE)
    if isinstance(error, OSError):
        return StoreUnavailableError(_UNREACHABLE)
    origin = error.orig if isinstance(error, DBAPIError) else None
    return _sqlite_error(origin) or _postgres_error(origin) or StoreError(_OTHER)


def is_locked(error: Exception) -> bool:
    """Whether SQLite's file is locked by another connection at this moment."""
    name: str = getattr(getattr(error, "orig", None), "sqlite_errorname", "")
    return name.startswith("SQLITE_BUSY")


def _sqlite_error(origin: BaseException | None) -> StoreError | None:
    name = getattr(origin, "sqlite_errorname", None)
    if name is None:
        return None
    primary = "_".join(name.split("_")[:2])
    if primary == "SQLITE_ERROR" and "no such table" in str(origin):
        return StoreUnavailableError("The store's tables are missing: run `attache db upgrade`.")
    sentence = _SQLITE.get(primary)
    return StoreUnavailableError(sentence) if sentence else None


def _postgres_error(origin: BaseException | None) -> StoreError | None:
    code = getattr(origin, "sqlstate", None)
    if code:
        sentence = next((text for start, text in _POSTGRES if code.startswith(start)), None)
        if sentence:
            return StoreUnavailableError(sentence)
        return StoreError(UNSTORABLE) if code.startswith("22") else None
    # While a connection is made there is no SQLSTATE (a limit of libpq); the server's own word for
    # its refusals is FATAL.
    kind = type(origin).__name__ if type(origin).__module__.startswith("psycopg") else None
    if kind == "OperationalError":
        return StoreUnavailableError(_REFUSED if "FATAL" in str(origin) else _UNREACHABLE)
    return StoreError(UNSTORABLE) if kind == "DataError" else None
