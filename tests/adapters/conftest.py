"""What adapter tests share."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
import pytest_asyncio

from bot.storage.database import open_database
from tests.fakes.console_desk import console_desk
from tests.fakes.matrix.homeserver import homeserver
from tests.fakes.page_workers import _lasting_page_workers  # noqa: F401 - a fixture for every test here


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """The file of an empty store, brought up to date once."""
    path = tmp_path_factory.mktemp("store") / "empty.db"

    async def make():
        async with open_database(f"sqlite+aiosqlite:///{path}"):
            pass

    # In a thread of its own: the test's event loop is not disturbed.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, make()).result()
    return path


@pytest.fixture
def store_url(empty_store, tmp_path):
    return f"sqlite+aiosqlite:///{shutil.copy(empty_store, tmp_path / 'desk.db')}"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def synapse(tmp_path_factory):
    """A homeserver without limits, for every test that does not mind the others' rooms."""
    async with homeserver(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture
async def desk(store_url):
    """A console over an empty store."""
    async with console_desk(store_url) as opened:
        yield opened
