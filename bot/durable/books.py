"""The engine's books on SQLite: where DBOS writes down what has been begun and done.

DBOS writes from many threads, and of SQLite's writers one is let in at a time while the others
sleep and look again, ever longer: fifty workflows begun at once waited for up to four seconds.
So they have few connections here and wait for one of these, in the order in which they came; and
the books keep a write-ahead log, as the store does.  On Postgres nothing of this is needed.
"""

from __future__ import annotations

from contextlib import suppress
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import Engine, create_engine, event

#: Connections: more than one, so that short reads do not wait for every write.
CONNECTIONS = 4
#: Seconds that a connection is waited for before DBOS tries again.
PATIENCE = 30.0


def books_engine(database_url: str) -> Engine | None:
    """DBOS's way to its database; None where its own is right."""
    if not database_url.startswith("sqlite"):
        return None
    engine = create_engine(
        database_url, pool_size=CONNECTIONS, max_overflow=0, pool_timeout=PATIENCE
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # As DBOS does by itself: a transaction that writes takes the writer's place at its start.
    connection.isolation_level = "IMMEDIATE"
    for pragma in (
        "busy_timeout = 30000",
        "foreign_keys = ON",
        # A message counts as taken when its work is written down here: that outlasts a power cut.
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")
    with suppress(OperationalError):
        # Books of before are changed over, unless somebody reads them just now: then next time.
        connection.execute("PRAGMA journal_mode = WAL")
