"""What the load on Matrix stands on: rooms that have read something, the bot, and its store."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import httpx

from bench.wire import FIRST, Wire
from bot.app.clock import SetClock
from bot.app.settings import read_settings
from bot.app.wiring import open_parts
from bot.domain.articles import Way
from bot.domain.identifiers import ChannelKey
from tests.fakes.matrix.homeserver import BOT
from tests.fakes.matrix.person import PASSWORD, Person
from tests.fakes.ports import free_port
from tests.fakes.waiting import until

ARTICLES_A_ROOM = 10
ROOT = Path(__file__).parents[1]


async def furnish(server, rooms):
    """Somebody, and rooms with them and the bot in it."""
    await server.register("attache", PASSWORD)
    bot = await Person.login(server.url, "attache", PASSWORD)
    alice = await Person.arriving(server, "alice")
    made = []
    for number in range(rooms):
        made.append(await alice.create_room(f"desk {number}", invite=[BOT]))
        await bot.join(made[-1])
    await bot.logout()
    return alice, made


async def fill(folder, rooms):
    """Every room has read something."""
    settings = read_settings().model_copy(update={"data_dir": folder})
    wire, clock = Wire(), SetClock(FIRST + timedelta(days=2))
    async with open_parts(settings, clock) as parts:
        for number in range(len(rooms) * ARTICLES_A_ROOM):
            key = ChannelKey("matrix", rooms[number % len(rooms)])
            await parts.intake.keep(key, wire.article(number), Way.FEED)


@contextlib.asynccontextmanager
async def serving(folder, url, server_name):
    """`attache run` on a homeserver, until the block ends."""
    port = free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "ATTACHE_DATA_DIR": str(folder),
        "ATTACHE_HTTP_PORT": str(port),
        "ATTACHE_LOG_LEVEL": "ERROR",
        "MATRIX_HOMESERVER": url,
        "MATRIX_USER": BOT,
        "MATRIX_PASSWORD": PASSWORD,
        "MATRIX_ALLOW": server_name,
    }
    process = _start(folder, environment)
    try:
        await until(lambda: _is_well(port), seconds=60, every=0.2)
        # Whatever is said before the first position is kept is not the bot's to read.
        await until(lambda: Store(folder).has_position(), seconds=30, every=0.1)
        yield process
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 30)


def _start(folder, environment):
    return subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=folder, env=environment)


async def _is_well(port):
    async with httpx.AsyncClient() as client:
        with contextlib.suppress(httpx.HTTPError):
            return (await client.get(f"http://127.0.0.1:{port}/healthz")).is_success
    return False


class Store:
    """The bot's store, as another process sees it."""

    def __init__(self, folder):
        path = f"file:{folder / 'attache.sqlite'}?mode=ro"
        self._connection = sqlite3.connect(path, uri=True, isolation_level=None)
        self._row = 0

    def has_position(self):
        found = self._connection.execute("SELECT since FROM matrix_position").fetchone()
        return bool(found and found[0])

    def new(self):
        """Messages that were stored since the last look."""
        rows = self._connection.execute(
            "SELECT rowid, message_id FROM incoming_message WHERE rowid > ?", (self._row,)
        ).fetchall()
        self._row = max([self._row, *(row for row, _ in rows)])
        return [name for _, name in rows]
