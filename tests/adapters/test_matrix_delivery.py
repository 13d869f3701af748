"""Delivery on Matrix: nothing is lost and nothing comes twice, whatever breaks meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.app.running import running
from bot.domain.identifiers import ChannelKey, DeliveryId
from bot.domain.messages import Delivery, DeliveryState
from bot.durable.engine import Engine
from bot.errors import StoreUnavailableError
from bot.platforms.matrix import sync
from bot.storage.messages import SqlMessageStore
from tests.adapters.matrix_desk import PASSWORD, matrix_desk, matrix_settings, with_bot
from tests.fakes.clock import RealClock
from tests.fakes.matrix.between import between
from tests.fakes.matrix.calls import RefusedError
from tests.fakes.matrix.homeserver import BOT, SERVER_NAME, homeserver
from tests.fakes.matrix.person import Person
from tests.fakes.matrix.reading import current_text, relation
from tests.fakes.ports import free_port
from tests.fakes.waiting import PATIENCE, until
from tests.golden.posts import VETO_ITEM, answer, long_post

ROOT = Path(__file__).parents[2]


class LaterClock:
    """The machine's time, and a while on."""

    def __init__(self, **later):
        self.later = timedelta(**later)

    def now(self):
        return datetime.now(UTC) + self.later


async def answered(person, room):
    """How many events of ours each message has below it."""
    return Counter(relation(event).get("event_id") for event in await person.from_bot(room))


async def all_answered(person, room, asked, seconds=PATIENCE):
    """Wait until each has an answer; then a while, for a second one."""

    async def every():
        counts = await answered(person, room)
        return all(counts[message] for message in asked)

    await until(every, seconds=seconds, every=0.3)


async def once_each(person, room, asked, seconds=PATIENCE):
    await all_answered(person, room, asked, seconds)
    await asyncio.sleep(2)
    counts = await answered(person, room)
    assert {counts[message] for message in asked} == {1}


@dataclass
class Attache:
    """`attache run` in a process of its own, started and killed as often as a test wants."""

    folder: Path
    homeserver: str
    more: dict = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    def start(self):
        drop = ("ATTACHE_", "SLACK_", "MATRIX_", "OPENAI_", "DATABASE_URL")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(drop)}
        told = {
            "PYTHONPATH": str(ROOT),
            "ATTACHE_DATA_DIR": str(self.folder / "data"),
            "ATTACHE_HTTP_PORT": str(self.port),
            "MATRIX_HOMESERVER": self.homeserver,
            "MATRIX_USER": BOT,
            "MATRIX_PASSWORD": PASSWORD,
            "MATRIX_ALLOW": SERVER_NAME,
            **self.more,
        }
        with (self.folder / f"bot-{self.port}.log").open("ab") as log:
            command = [sys.executable, "-m", "bot", "run"]
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=kept | told, stdout=log, stderr=log
            )

    def kill(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(timeout=10)
            self.process = None


async def in_a_room(server, *, others=(), **more):
    """Somebody with a room that the bot has been brought into."""
    alice = await Person.arriving(server, f"alice-{secrets.token_hex(3)}")
    room = await alice.create_room("desk", invite=(BOT, *others), **more)
    await until(lambda: alice.from_bot(room))
    return alice, room


# ---------------------------------------------------------------- limits


@pytest.mark.slow
async def test_synapses_own_limits_are_kept_and_nobody_loses_an_answer(tmp_path):
    async with homeserver(tmp_path / "synapse", limits="default") as server:
        await with_bot(server)
        async with between(server.url) as middle:
            settings = matrix_settings(tmp_path, server, matrix_homeserver=middle.url)
            async with running(settings, RealClock()):
                alice, busy = await in_a_room(server)
                bob, calm = await in_a_room(server)
                for person in (alice, bob):
                    await server.override_ratelimit(person.user_id)
                # Ten messages are let through at once, the bot's first words in two rooms among them.
                asked = [await alice.say(busy, "help", mention=BOT) for _ in range(11)]
                started = time.monotonic()
                elsewhere = await bob.say(calm, "help", mention=BOT)
                await all_answered(bob, calm, [elsewhere])
                calm_after = time.monotonic() - started
                await once_each(alice, busy, asked, seconds=200)
                counts = await answered(bob, calm)
    assert counts[elsewhere] == 1
    refused = [call for call in middle.passed if call.status == 429]
    assert refused
    for call in refused:
        room = call.path.split("/")[5]
        early = [
            other
            for other in middle.passed
            if other.method == "PUT"
            and f"/{room}/send/" in other.path
            and call.at < other.at < call.at + call.wait - 0.2
        ]
        assert early == [], (call, early)
    print(f"the other room's answer came after {calm_after:.1f} s; {len(refused)} refusals")


# ---------------------------------------------------------------- the store, the homeserver


async def test_events_that_could_not_be_kept_come_again_and_are_answered_once(
    tmp_path, synapse, monkeypatch
):
    keep, kept = SqlMessageStore.keep_incoming, []

    async def flaky(store, message):
        kept.append(message.message_id)
        if len(kept) == 3:
            raise StoreUnavailableError("The store is locked.")
        return await keep(store, message)

    await with_bot(synapse)
    async with running(matrix_settings(tmp_path, synapse), RealClock()):
        alice, room = await in_a_room(synapse)
        monkeypatch.setattr(SqlMessageStore, "keep_incoming", flaky)
        asked = [await alice.say(room, "help", mention=BOT) for _ in range(5)]
        await once_each(alice, room, asked)
    assert len(kept) > len(asked)


@pytest.mark.slow
async def test_what_was_said_while_the_bot_was_down_is_caught_up_on_in_order(
    tmp_path, synapse, monkeypatch
):
    await with_bot(synapse)
    settings = matrix_settings(tmp_path, synapse)
    async with running(settings, RealClock()) as up:
        alice, room = await in_a_room(synapse)
        token, api = up.parts.matrix.api.access_token, up.parts.matrix.api
        assert token == api.access_token
    asked = []
    for number in range(10):
        asked.append(await alice.say(room, "help", mention=BOT))
        chatter = (alice.say(room, f"{number} {count}") for count in range(29))
        await asyncio.gather(*chatter)
    # A change of our own profile is an event of our own membership, and no coming.
    me = Person(synapse.url, BOT, token, "")
    await me.call("PUT", "profile", BOT, "displayname", body={"displayname": "Attaché!"})
    await asyncio.gather(*(alice.say(room, f"last {count}") for count in range(120)))

    keep, heard = Engine.keep, []
    begin, begun = Engine.begin, []

    async def listening(engine, message, *signs):
        heard.append(message.message_id)
        return await keep(engine, message, *signs)

    async def beginning(engine, message):
        begun.append(message.message_id)
        await begin(engine, message)

    monkeypatch.setattr(Engine, "keep", listening)
    monkeypatch.setattr(Engine, "begin", beginning)
    async with running(settings, LaterClock(minutes=40)):
        await once_each(alice, room, asked)
        late = [
            current_text(event)
            for event in await alice.from_bot(room)
            if relation(event).get("event_id") in asked
        ]
    await me.call("PUT", "profile", BOT, "displayname", body={"displayname": "attache"})
    assert all("I could not read it before" in text for text in late)
    assert [message for message in heard if message in asked] == asked
    assert begun == asked
    assert len(heard) == len(set(heard)) == 10 * 30 + 120


@pytest.mark.slow
async def test_a_room_in_which_more_was_said_than_is_caught_up_on_is_told_so_once(
    tmp_path, synapse, monkeypatch
):
    await with_bot(synapse)
    settings = matrix_settings(tmp_path, synapse)
    async with running(settings, RealClock()):
        alice, room = await in_a_room(synapse)
        bob, calm = await in_a_room(synapse)
    await asyncio.gather(*(alice.say(room, f"talk {count}") for count in range(160)))
    await asyncio.gather(*(bob.say(calm, f"talk {count}") for count in range(110)))
    monkeypatch.setattr(sync, "MOST_MISSED", 40)
    monkeypatch.setattr(sync, "PAGE", 20)

    async def told():
        return [e for e in await alice.from_bot(room) if "have not read" in current_text(e)]

    for _ in range(2):
        async with running(settings, RealClock()):
            asked = await alice.say(room, "help", mention=BOT)
            await once_each(alice, room, [asked])
            assert len(await until(told)) == 1
            asked = await bob.say(calm, "help", mention=BOT)
            await once_each(bob, calm, [asked])
    assert not any("have not read" in current_text(e) for e in await bob.from_bot(calm))


async def test_a_position_that_the_homeserver_does_not_know_is_given_up_and_owned_to_once(
    tmp_path, synapse
):
    """A homeserver that was made anew, or its database: without this the bot would be deaf for ever."""
    await with_bot(synapse)
    settings = matrix_settings(tmp_path, synapse)
    async with running(settings, RealClock()):
        alice, room = await in_a_room(synapse)
    with closing(sqlite3.connect(tmp_path / "data" / "attache.sqlite")) as store, store:
        store.execute("UPDATE matrix_position SET since = 'of another homeserver'")

    for _ in range(2):
        async with running(settings, RealClock()) as up:
            await until(lambda up=up: up.matrix.health()["ok"])
            asked = await alice.say(room, "help", mention=BOT)
            await once_each(alice, room, [asked])
    told = [e for e in await alice.from_bot(room) if "have not read" in current_text(e)]
    assert len(told) == 1


async def test_a_kill_between_sending_and_noting_it_makes_no_second_event(tmp_path, synapse):
    await with_bot(synapse)
    async with between(synapse.url) as middle:
        bot = Attache(tmp_path, middle.url)
        bot.start()
        try:
            alice, room = await in_a_room(synapse)
            middle.hold("/send/m.room.message/")
            asked = await alice.say(room, "help", mention=BOT)
            await middle.held()
            bot.kill()
            assert (await answered(alice, room))[asked] == 1
            bot.start()
            # It looks for its own event first, and finds it.
            looked = len(middle.asked)
            await until(lambda: _asked(middle, "/messages", looked))
            after = await alice.say(room, "help", mention=BOT)
            await once_each(alice, room, [asked, after])
        finally:
            bot.kill()


def _asked(middle, part, since):
    return sum(part in path for _, path in middle.asked[since:])


async def test_a_kill_after_the_join_does_not_lose_the_welcome(tmp_path, synapse):
    await with_bot(synapse)
    async with between(synapse.url) as middle:
        bot = Attache(tmp_path, middle.url)
        bot.start()
        try:
            alice, _ = await in_a_room(synapse)
            middle.hold("/join/")
            room = await alice.create_room("another", invite=(BOT,))
            await middle.held()
            bot.kill()
            assert await alice.from_bot(room) == []
            bot.start()
            await until(lambda: alice.from_bot(room))
            await asyncio.sleep(2)
            assert len(await alice.from_bot(room)) == 1
        finally:
            bot.kill()


async def test_a_kill_in_the_middle_of_an_answer_of_the_homeserver_loses_nothing(tmp_path, synapse):
    await with_bot(synapse)
    async with between(synapse.url) as middle:
        bot = Attache(tmp_path, middle.url)
        bot.start()
        try:
            alice, room = await in_a_room(synapse)
            bot.kill()
            asked = [await alice.say(room, "help", mention=BOT) for _ in range(8)]
            for _ in range(2):
                # A receipt is sent for each message as it is kept; the position mostly is not, yet.
                # Where it was the first time, nothing comes again the second.
                middle.hold("/receipt/m.read/")
                bot.start()
                with suppress(TimeoutError):
                    await middle.held(30)
                bot.kill()
            bot.start()
            await once_each(alice, room, asked)
        finally:
            bot.kill()


@pytest.mark.slow
async def test_a_homeserver_that_is_killed_under_load_loses_nobody_an_answer(tmp_path):
    async with homeserver(tmp_path / "synapse") as server:
        await with_bot(server)
        async with running(matrix_settings(tmp_path, server), RealClock()):
            alice, room = await in_a_room(server)
            asked = [await alice.say(room, "help", mention=BOT) for _ in range(12)]

            async def some():
                counts = await answered(alice, room)
                return sum(counts[message] for message in asked) >= 2

            await until(some)
            server.kill()
            await asyncio.sleep(2)
            await server.start()
            asked += [await alice.say(room, "help", mention=BOT) for _ in range(3)]
            await once_each(alice, room, asked, seconds=120)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_replica_that_is_killed_is_replaced_in_half_a_minute(
    tmp_path,
    synapse,
    database_url,
):
    await with_bot(synapse)
    bots = [Attache(tmp_path, synapse.url, {"DATABASE_URL": database_url}) for _ in range(2)]
    try:
        bots[0].start()
        alice, room = await in_a_room(synapse)
        bots[1].start()
        asked = [await alice.say(room, "help", mention=BOT) for _ in range(4)]
        await all_answered(alice, room, asked)
        await until(lambda: _is(bots[1], "waiting"))
        bots[0].kill()
        killed = time.monotonic()
        asked.append(await alice.say(room, "help", mention=BOT))
        await until(lambda: _is(bots[1], "live"), seconds=60)
        took = time.monotonic() - killed
        await once_each(alice, room, asked)
    finally:
        for bot in bots:
            bot.kill()
    print(f"the other replica read on after {took:.1f} s")
    assert took < 30


async def _is(bot, state):
    return (await health(bot.port)).get("matrix", {}).get("sync") == state


async def health(port):
    async with httpx.AsyncClient(verify=False, trust_env=False) as client:
        try:
            return (await client.get(f"http://127.0.0.1:{port}/healthz")).json()
        except httpx.TransportError:
            return {}


# ---------------------------------------------------------------- odd events, long posts


async def test_huge_and_odd_events_pass_and_the_next_question_is_answered(tmp_path, synapse):
    async with matrix_desk(tmp_path, synapse) as desk:
        mentions = {"m.mentions": {"user_ids": [BOT]}}
        huge = {"msgtype": "m.text", "body": f"{BOT}: " + "wort " * 12_700, **mentions}
        odd = [
            {"msgtype": "m.text", "body": 7, **mentions},
            {"msgtype": "m.text", "body": "nul \0 and more", **mentions},
            {"msgtype": ["m.text"], "body": "x", **mentions},
            {"msgtype": "m.text", "body": "x", "m.mentions": [BOT]},
            {"msgtype": "m.text", "body": "x", "m.mentions": {"user_ids": {"a": 1}}},
            {"msgtype": "m.text", "body": "x", "m.relates_to": "thread"},
            {"msgtype": "m.text", "body": "x", "m.relates_to": {"m.in_reply_to": [1]}},
            {"msgtype": "m.file", "body": "a\0b", "info": [1], "url": 5, **mentions},
            {"msgtype": "m.file", "body": "a", "info": {"size": -1, "mimetype": "\0"}, **mentions},
            {},
        ]
        for kind in ("m.room.message", "m.reaction", "m.poll.start"):
            for content in odd:
                # Some the homeserver itself does not take.
                with contextlib.suppress(RefusedError):
                    await desk.alice.send(desk.room, kind, content)
        large = await desk.alice.send(desk.room, "m.room.message", huge)
        space = {"creation_content": {"type": "m.space"}, "invite": [BOT], "room_version": "11"}
        strange = (await desk.alice.call("POST", "createRoom", body=space))["room_id"]

        await desk.say("help")
        await desk.answers(large)
        await until(lambda: desk.alice.from_bot(strange))
        assert desk.up.matrix.health()["ok"]


async def test_a_long_posts_messages_stand_in_order_and_shrink_with_it(tmp_path, synapse):
    async with matrix_desk(tmp_path, synapse) as desk:
        platform = desk.up.parts.matrix.platform
        channel = ChannelKey("matrix", desk.room)
        name = DeliveryId("digest:long:2024-03-25")
        post = replace(long_post(stories=16, sentences=16), channel=channel, delivery_id=name)

        first, again = await asyncio.gather(platform.post(post), platform.post(post, again=True))
        assert len(first) > 2
        assert first == again
        shown = [event["event_id"] for event in await desk.alice.from_bot(desk.room)]
        assert [event_id for event_id in shown if event_id in first] == list(first)

        head, *rest = first
        delivery = Delivery(
            post=replace(
                answer(*VETO_ITEM.sentences), channel=channel, delivery_id=name, thread=None
            ),
            state=DeliveryState.SENT,
            created_at=datetime.now(UTC),
            sent_at=datetime.now(UTC),
            message_id=head,
            continued=tuple(rest),
            revision=1,
        )
        for _ in range(2):
            await platform.revise(delivery)
        left = [e["event_id"] for e in await desk.alice.from_bot(desk.room)]
        assert [event_id for event_id in left if event_id in first] == [head]
        (now,) = [e for e in await desk.alice.from_bot(desk.room) if e["event_id"] == head]
        assert "vetoed" in current_text(now)
        gone = [e for e in await desk.alice.events(desk.room) if e["event_id"] in rest]
        assert all(event["content"] == {} for event in gone)
