"""Matrix under load: 50 rooms, a message each per second for 20 seconds, on a real Synapse.

python -m bench.matrix [--rooms 50 --seconds 20 --every 1.0]

Twice: once as rooms are, one message in ten a question to the bot and the rest talk, some of it in
threads and replies; and once with every message a command.  The bot is `attache run` in a process
of its own, Synapse in another; the senders, here, look into the bot's store as any reader of the
file, every few milliseconds: what is stored is counted when it is committed, and not before.

Beside it a bare client syncs as well and does nothing with what it hears: what it has to wait for
is the homeserver's, which shares two processors with the senders; what the bot takes longer is ours.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import aiohttp
import httpx

from bench.wire import FIRST, Wire
from bot.app.clock import SetClock
from bot.app.settings import read_settings
from bot.app.wiring import open_parts
from bot.domain.articles import Way
from bot.domain.identifiers import ChannelKey
from bot.platforms.matrix.sync import FILTER
from tests.fakes.matrix.homeserver import BOT, homeserver
from tests.fakes.matrix.person import PASSWORD, Person
from tests.fakes.matrix.reading import relation
from tests.fakes.ports import free_port
from tests.fakes.waiting import until

ARTICLES_A_ROOM = 10
ROOT = Path(__file__).parents[1]
#: Seconds between two looks into the bot's store.
LOOK_EVERY = 0.005
#: Seconds that what was said last is waited for: until it is stored, and until it is answered.
STORED_PATIENCE, ANSWERED_PATIENCE = 30, 240


# ---------------------------------------------------------------- before


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
async def serving(folder, server):
    """`attache run` on the homeserver, until the block ends."""
    port = free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "ATTACHE_DATA_DIR": str(folder),
        "ATTACHE_HTTP_PORT": str(port),
        "ATTACHE_LOG_LEVEL": "ERROR",
        "MATRIX_HOMESERVER": server.url,
        "MATRIX_USER": BOT,
        "MATRIX_PASSWORD": PASSWORD,
        "MATRIX_ALLOW": server.server_name,
    }
    process = start(folder, environment)
    try:
        await until(lambda: _is_well(port), seconds=60, every=0.2)
        # Whatever is said before the first position is kept is not the bot's to read.
        await until(lambda: Store(folder).has_position(), seconds=30, every=0.1)
        yield process
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 30)


def start(folder, environment):
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


# ---------------------------------------------------------------- the load


@dataclass
class Said:
    """What came of one run; moments are those of this process."""

    #: When the homeserver confirmed each message.
    sent: dict[str, float] = field(default_factory=dict)
    #: The room of each message that is for the bot.
    asked: dict[str, str] = field(default_factory=dict)
    stored: dict[str, float] = field(default_factory=dict)
    #: When a client that only listens heard of each message.
    heard: dict[str, float] = field(default_factory=dict)
    refused: int = 0
    #: Seconds by which the slowest sender was late.
    late: float = 0.0


class Load:
    """People in rooms, each of whom writes once a second."""

    def __init__(self, server, alice, rooms, session):
        self._url = server.url
        self._headers = {"Authorization": f"Bearer {alice.caller.token}"}
        self._rooms = rooms
        self._session = session
        self._wire = Wire(seed=5)
        self._random = random.Random(3)
        self._listens = asyncio.Event()

    async def run(self, seconds, every, store, content_of):
        """Everybody writes; what is stored is noted as it comes."""
        said, is_over = Said(), asyncio.Event()
        looking = asyncio.create_task(self._look(store, said, is_over))
        listening = asyncio.create_task(self._listen(said))
        await self._listens.wait()
        started = time.monotonic() + 0.2
        # They do not all write in the same instant of a second.
        await asyncio.gather(
            *(
                self._room(
                    said, room, started + every * n / len(self._rooms), seconds, every, content_of
                )
                for n, room in enumerate(self._rooms)
            )
        )
        with contextlib.suppress(TimeoutError):
            await until(lambda: said.asked.keys() <= said.stored.keys(), STORED_PATIENCE, 0.05)
        is_over.set()
        await looking
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        self._listens.clear()
        return said

    async def _listen(self, said):
        """Sync as the bot does, and do nothing with it."""
        query = {"filter": json.dumps(FILTER), "timeout": "0"}
        while True:
            url = f"{self._url}/_matrix/client/v3/sync"
            async with self._session.get(url, params=query, headers=self._headers) as answer:
                news = await answer.json()
            now = time.monotonic()
            self._listens.set()
            for room in (news.get("rooms") or {}).get("join", {}).values():
                events = room.get("timeline", {}).get("events", ())
                said.heard |= {
                    e["event_id"]: now for e in events if e["event_id"] not in said.heard
                }
            query |= {"timeout": "10000", "since": news["next_batch"]}

    async def _look(self, store, said, is_over):
        while not is_over.is_set():
            found = store.new()
            now = time.monotonic()
            said.stored |= dict.fromkeys(found, now)
            await asyncio.sleep(LOOK_EVERY)

    async def _room(self, said, room, started, seconds, every, content_of):
        talk = []
        for number in range(int(seconds / every)):
            at = started + number * every
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            said.late = max(said.late, time.monotonic() - at)
            content, is_asked = content_of(talk)
            event_id = await self._send(room, content)
            if event_id is None:
                said.refused += 1
                continue
            said.sent[event_id] = time.monotonic()
            if is_asked:
                said.asked[event_id] = room
            else:
                talk.append(event_id)

    async def _send(self, room, content):
        path = f"/_matrix/client/v3/rooms/{quote(room, safe='')}/send/m.room.message"
        url = f"{self._url}{path}/{secrets.token_hex(8)}"
        async with self._session.put(url, json=content, headers=self._headers) as answer:
            return (await answer.json()).get("event_id") if answer.ok else None

    # ------------------------------------------------------------ what they write

    def as_rooms_are(self, talk):
        """One in ten a question, one in ten a reply, one in three in a thread, the rest talk."""
        chance = self._random.random()
        if chance < 0.1:
            return _to_bot(self._wire.question()), True
        content = {"msgtype": "m.text", "body": "Who is in on Friday?", "m.mentions": {}}
        if not talk:
            return content, False
        if chance < 0.2:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": self._random.choice(talk)}}
        elif chance < 0.53:
            # A thread's root stands in none itself: the first message of a room is one.
            content["m.relates_to"] = {"rel_type": "m.thread", "event_id": talk[0]}
        return content, False

    def commands(self, talk):
        """A command, each time."""
        del talk
        return _to_bot("topics"), True


def _to_bot(words):
    return {"msgtype": "m.text", "body": f"{BOT}: {words}", "m.mentions": {"user_ids": [BOT]}}


# ---------------------------------------------------------------- after


async def answers(alice, rooms):
    """How often each message was answered, by the thread that the bot wrote in."""
    found = Counter()
    for room in rooms:
        for event in await alice.from_bot(room):
            if relation(event).get("rel_type") == "m.thread":
                found[relation(event)["event_id"]] += 1
    return found


async def all_answered(alice, said):
    """Answers, when everybody has one or patience is over; and how long that took."""
    rooms = sorted(set(said.asked.values()))
    last = max(said.sent.values(), default=time.monotonic())
    while True:
        found = await answers(alice, rooms)
        waited = time.monotonic() - last
        if said.asked.keys() <= found.keys() or waited > ANSWERED_PATIENCE:
            return found, waited
        await asyncio.sleep(2)


def report_stored(name, said):
    print(f"matrix, {name}: {len(said.sent)} messages, {len(said.asked)} of them to the bot; "
          f"not taken by Synapse {said.refused}, senders late by at most {said.late:.2f} s")  # fmt: skip
    print(f"  stored after the sender's confirmation {spread(said, said.stored)}   "
          f"asked: p95 <= 500 ms   (load {os.getloadavg()[0]:.1f})")  # fmt: skip
    print(f"  heard by a client that only listens    {spread(said, said.heard)}")


def spread(said, came):
    """How long after the senders' confirmations what is for the bot came somewhere."""
    delays = sorted((came[e] - said.sent[e]) * 1000 for e in said.asked if e in came)
    return (f"p50 {statistics.median(delays):6.0f} ms   "
            f"p95 {delays[int(0.95 * (len(delays) - 1))]:6.0f} ms   worst {delays[-1]:6.0f} ms")  # fmt: skip


def report_answered(said, found, waited):
    lost = [e for e in said.asked if e not in said.stored]
    silent = [e for e in said.asked if not found[e]]
    twice = [e for e in said.asked if found[e] > 1]
    print(f"  lost {len(lost)}, without an answer {len(silent)}, answered twice {len(twice)}   "
          f"asked: none   (all answered {waited:.0f} s after the last message)")  # fmt: skip


async def measure(given):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with homeserver(folder / "synapse") as server, aiohttp.ClientSession() as session:
            alice, rooms = await furnish(server, given.rooms)
            await fill(folder / "data", rooms)
            async with serving(folder / "data", server):
                store = Store(folder / "data")
                load = Load(server, alice, rooms, session)
                runs = (("as rooms are", load.as_rooms_are), ("every one a command", load.commands))
                for told, content_of in runs:
                    said = await load.run(given.seconds, given.every, store, content_of)
                    report_stored(told, said)
                    found, waited = await all_answered(alice, said)
                    report_answered(said, found, waited)


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--rooms", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--every", type=float, default=1.0)
    asyncio.run(measure(parser.parse_args(argv)))


if __name__ == "__main__":
    main()
