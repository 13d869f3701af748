"""The two files that a bot keeps on SQLite, as its first start leaves them, made once for all tests.

Making them takes most of a start; that it works from nothing, other tests show.
"""

from __future__ import annotations

import asyncio
import atexit
import functools
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dbos import DBOS

from bot.app.settings import Settings
from bot.storage.database import open_database


def with_empty_stores(settings):
    """The settings, whose stores are there, and empty; stores that are there already stay."""
    if settings.database_url is None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        for made in _made().iterdir():
            if not (settings.data_dir / made.name).exists():
                shutil.copy(made, settings.data_dir)
    return settings


@functools.cache
def _made():
    folder = Path(tempfile.mkdtemp(prefix="attache-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = Settings(data_dir=folder)
    # In a thread of its own: the test's event loop is not disturbed.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _open(settings.store_url)).result()
    DBOS.migrate(settings.engine_url)
    return folder


async def _open(url):
    async with open_database(url):
        pass
