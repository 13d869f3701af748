"""People in rooms, each of whom writes at a rate; and what came of what they wrote."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import secrets
import statistics
import time
from dataclasses import dataclass, field
from urllib.parse import quote

from bench.wire import Wire
from bot.platforms.matrix.sync_answers import FILTER
from tests.fakes.matrix.homeserver import BOT
from tests.fakes.waiting import until

#: Seconds between two looks into the bot's store.
LOOK_EVERY = 0.005
#: Seconds that what was said last is waited for until it is stored.
STORED_PATIENCE = 30
TALK = {"msgtype": "m.text", "body": "Who is in on Friday?", "m.mentions": {}}


@dataclass
class Said:
    """What came of one run; moments are those of this process."""

    #: When the homeserver confirmed each message, or the front had it to hand out.
    sent: dict[str, float] = field(default_factory=dict)
    #: The room of each message that is for the bot.
    asked: dict[str, str] = field(default_factory=dict)
    stored: dict[str, float] = field(default_factory=dict)
    #: When a client that only listens heard of each message.
    heard: dict[str, float] = field(default_factory=dict)
    refused: int = 0
    #: Seconds by which the slowest sender was late.
    late: float = 0.0

    def spread(self, came):
        """How long after they were sent the messages for the bot came somewhere."""
        delays = sorted((came[e] - self.sent[e]) * 1000 for e in self.asked if e in came)
        if not delays:
            return "nothing came"
        p95 = delays[int(0.95 * (len(delays) - 1))]
        return (f"p50 {statistics.median(delays):6.0f} ms   "
                f"p95 {p95:6.0f} ms   worst {delays[-1]:6.0f} ms")  # fmt: skip


class OnSynapse:
    """Says things on the homeserver, and listens there."""

    def __init__(self, server, alice, session, *, has_listener):
        self._has_listener = has_listener
        self._url = server.url
        self._headers = {"Authorization": f"Bearer {alice.caller.token}"}
        self._session = session
        self._listens = asyncio.Event()

    async def send(self, room, content):
        """Send a message; its id, or None where it is not taken."""
        path = f"/_matrix/client/v3/rooms/{quote(room, safe='')}/send/m.room.message"
        url = f"{self._url}{path}/{secrets.token_hex(8)}"
        async with self._session.put(url, json=content, headers=self._headers) as answer:
            return (await answer.json()).get("event_id") if answer.ok else None

    @contextlib.asynccontextmanager
    async def listening(self, said):
        """A client that syncs as the bot does, and does nothing with what it hears; if there is one."""
        if not self._has_listener:
            yield
            return
        task = asyncio.create_task(self._listen(said))
        await self._listens.wait()
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            self._listens.clear()

    async def _listen(self, said):
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

    async def ceiling(self, rooms, seconds):
        """Messages a second that the homeserver takes at the moment, with nobody else about."""
        taken, until_then = 0, time.monotonic() + seconds

        async def one(room):
            nonlocal taken
            while time.monotonic() < until_then:
                event_id = await self.send(room, TALK)
                taken += event_id is not None

        started = time.monotonic()
        await asyncio.gather(*map(one, rooms))
        return taken / (time.monotonic() - started)


class Load:
    """Everybody writes, through `place`: the homeserver, or the front before it."""

    def __init__(self, place, rooms, store):
        self._place = place
        self._rooms = rooms
        self._store = store
        self._wire = Wire(seed=5)
        self._random = random.Random(3)

    async def run(self, seconds, every, content_of):
        """What is stored is noted as it comes."""
        said, is_over = Said(), asyncio.Event()
        looking = asyncio.create_task(self._look(said, is_over))
        async with self._place.listening(said):
            started = time.monotonic() + 0.2
            # They do not all write in the same instant of a second.
            firsts = ((n, started + every * n / len(self._rooms)) for n in range(len(self._rooms)))
            await asyncio.gather(
                *(self._room(said, n, at, seconds, every, content_of) for n, at in firsts)
            )
            with contextlib.suppress(TimeoutError):
                await until(lambda: said.asked.keys() <= said.stored.keys(), STORED_PATIENCE, 0.05)
        is_over.set()
        await looking
        return said

    async def _look(self, said, is_over):
        while not is_over.is_set():
            self.look(said)
            await asyncio.sleep(LOOK_EVERY)

    def look(self, said):
        """Note what is stored by now."""
        said.stored |= dict.fromkeys(self._store.new(), time.monotonic())

    async def _room(self, said, number, started, seconds, every, content_of):
        room, talk = self._rooms[number], []
        for turn in range(max(1, int(seconds / every))):
            at = started + turn * every
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            said.late = max(said.late, time.monotonic() - at)
            content, is_asked = content_of(self, talk)
            event_id = await self._place.send(room, content)
            if event_id is None:
                said.refused += 1
                continue
            said.sent[event_id] = time.monotonic()
            if is_asked:
                said.asked[event_id] = room
            else:
                talk.append(event_id)

    # ------------------------------------------------------------ what they write

    def as_rooms_are(self, talk):
        """One in ten a question, one in ten a reply, one in three in a thread, the rest talk."""
        chance = self._random.random()
        if chance < 0.1:
            return _to_bot(self._wire.question()), True
        if not talk or chance >= 0.53:
            return TALK, False
        if chance < 0.2:
            relation = {"m.in_reply_to": {"event_id": self._random.choice(talk)}}
        else:
            # A thread's root stands in none itself: the first message of a room is one.
            relation = {"rel_type": "m.thread", "event_id": talk[0]}
        return TALK | {"m.relates_to": relation}, False

    def commands(self, talk):
        """A command, each time."""
        del talk
        return _to_bot("topics"), True


def _to_bot(words):
    return {"msgtype": "m.text", "body": f"{BOT}: {words}", "m.mentions": {"user_ids": [BOT]}}
