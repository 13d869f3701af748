"""The console over a real store, served on loopback; what is heard is kept and not answered."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import httpx

from bot.app.server import listening_socket, serving
from bot.platforms.console.access import ConsoleAccess
from bot.platforms.console.broadcast import Broadcast
from bot.platforms.console.pages import ConsoleParts, console_app
from bot.platforms.console.platform import ConsolePlatform
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.messages import SqlMessageStore
from bot.storage.schedules import SqlScheduleStore
from bot.storage.sources import SqlSourceStore
from tests.fakes.clock import StoppedClock
from tests.fakes.waiting import PATIENCE


@dataclass
class ConsoleDesk:
    """`parts` may be changed before `served` (another `listen`, another clock)."""

    database: object
    clock: StoppedClock = field(default_factory=StoppedClock)
    broadcast: Broadcast = field(default_factory=Broadcast)
    listen: object = None

    def __post_init__(self):
        self.articles = SqlArticleStore(self.database)
        self.messages = SqlMessageStore(self.database)
        self.sources = SqlSourceStore(self.database)
        self.schedules = SqlScheduleStore(self.database)
        self.platform = ConsolePlatform(self.broadcast)
        self.listen = self.listen or self.messages.keep_incoming

    async def send(self, post, at=None):
        """Send a post as delivery does."""
        at = at or self.clock.now()
        await self.messages.keep_delivery(post, at)
        message_ids = await self.platform.post(post)
        await self.messages.mark_sent(post.delivery_id, message_ids, at)
        return message_ids[0]

    async def zone(self, _channel):
        return ZoneInfo("Europe/Paris")

    def app(self, token=None):
        parts = ConsoleParts(
            articles=self.articles,
            messages=self.messages,
            sources=self.sources,
            schedules=self.schedules,
            broadcast=self.broadcast,
            clock=self.clock,
            listen=self.listen,
            zone=self.zone,
            note_timezone=self.platform.note_timezone,
        )
        return ConsoleAccess(console_app(parts), token)

    @asynccontextmanager
    async def served(self, *, token=None, port=0):
        """A client of the served console."""
        bound = listening_socket("127.0.0.1", port)
        address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        async with (
            serving(self.app(token), bound),
            httpx.AsyncClient(
                base_url=address, verify=False, trust_env=False, timeout=PATIENCE
            ) as client,
        ):
            try:
                yield client
            finally:
                self.broadcast.end()


@asynccontextmanager
async def console_desk(database_url, **changes):
    async with open_database(database_url) as database:
        yield ConsoleDesk(database, **changes)


@asynccontextmanager
async def open_line(client, address="/c/desk/events"):
    """The events of an open page, as ``(name, data)``; the state at the beginning included."""
    async with client.stream("GET", address) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        yield _events(response)


async def _events(response):
    name = None
    async for line in response.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


async def until(events, name, **wanted):
    """The data of the next event of a name that holds what is wanted."""
    async for heard, data in events:
        if heard == name and wanted.items() <= data.items():
            return data
    raise AssertionError(f"the line ended without {name} {wanted}")
