"""What adapter tests share."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.storage.database import open_database
from tests.fakes.console_desk import console_desk


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


@pytest.fixture
async def desk(store_url):
    """A console over an empty store."""
    async with console_desk(store_url) as opened:
        yield opened
