"""Who may verify the bot, against a key server in memory."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.platforms.matrix.encryption.cross_signing import is_signed_by
from bot.platforms.matrix.encryption.key_store import in_key_thread
from bot.platforms.matrix.encryption.room_encryption import RoomEncryption
from bot.platforms.matrix.encryption.verification import Device, Verification
from bot.platforms.matrix.encryption.verification_desk import (
    Progress,
    VerificationStep,
    is_verification,
)
from tests.fakes.clock import StoppedClock
from tests.fakes.matrix.key_server import KeyServer, too_many

BOT, ALICE, MALLORY = "@attache:a.example", "@alice:a.example", "@mallory:a.example"
ROOM = "!desk"
NOW = datetime(2024, 3, 22, 16, 0, tzinfo=UTC)


@pytest.fixture
def server():
    return KeyServer()


@pytest.fixture
def clock():
    return StoppedClock(NOW)


@pytest.fixture
async def bot(server, tmp_path, clock):
    async for opened in started(server, tmp_path / "bot", BOT, clock, lambda user: user == ALICE):
        yield opened


@pytest.fixture
async def alice(server, tmp_path, clock):
    async for opened in started(server, tmp_path / "alice", ALICE, clock, lambda _user: False):
        yield opened


async def started(server, folder, user, clock, may_verify):
    api = server.api(user, "D1")
    encryption = await RoomEncryption.open(folder, user, "D1", api, clock, may_verify)
    await encryption.start()
    yield encryption
    await encryption.aclose()
    await api.aclose()


class Asking:
    """Alice's client, asking in a room."""

    def __init__(self, server, alice, *, master=True):
        keys = server.cross_signing
        master_key = next(iter(keys[ALICE]["master_key"]["keys"].values())) if master else None
        own = alice._machine.account.identity_keys["ed25519"]
        self.ours = Device(ALICE, "D1", own, master_key)
        theirs = server.devices[BOT]["D1"]["keys"]["ed25519:D1"]
        bot_master = next(iter(keys[BOT]["master_key"]["keys"].values()))
        self.relation = {"rel_type": "m.reference", "event_id": "$request"}
        mark = {"m.relates_to": self.relation}
        self.side = Verification(self.ours, Device(BOT, "D1", theirs, bot_master), "$request", mark)

    async def compare(self, bot):
        """All the way; what the bot tells."""
        news = []
        step = await bot.verify_in_room(request())
        while step.answers:
            answers = []
            for kind, content in step.answers:
                answers += self.side.receive(kind.rpartition(".")[2], content)
                if kind.endswith("ready"):
                    answers.append(self.side.begin())
            news += step.news
            steps = [await bot.verify_in_room(event(*answer)) for answer in answers]
            answers = [answer for step in steps for answer in step.answers]
            news += [item for step in steps for item in step.news]
            step = type(step)(tuple(answers))
        return news


def request(sender=ALICE, **change):
    content = {
        "msgtype": "m.key.verification.request",
        "to": BOT,
        "from_device": "D1",
        "methods": ["m.sas.v1", "m.qr_code.show.v1"],
        **change,
    }
    return {
        "type": "m.room.message",
        "event_id": "$request",
        "sender": sender,
        "origin_server_ts": NOW.timestamp() * 1000,
        "content": content,
    }


def event(kind, content, sender=ALICE):
    return {"type": kind, "event_id": "$x", "sender": sender, "content": content}


async def test_an_administrator_is_verified_and_signed(server, bot, alice):
    asking = Asking(server, alice)
    news = await asking.compare(bot)
    assert [item.progress for item in news] == [Progress.COMPARE, Progress.VERIFIED]
    assert news[0].emoji == asking.side.emoji
    ours = server.cross_signing[BOT]["user_signing_key"]["keys"]
    master = server.cross_signing[ALICE]["master_key"]
    assert is_signed_by(master, BOT, next(iter(ours.values())))
    (device,) = bot._machine.active_devices([ALICE])
    assert await in_key_thread(lambda: bot._machine.is_device_verified(device))


async def test_a_master_key_that_was_not_compared_is_not_signed(server, bot, alice):
    news = await Asking(server, alice, master=False).compare(bot)
    assert news[-1].progress is Progress.VERIFIED
    assert BOT not in server.cross_signing[ALICE]["master_key"]["signatures"]


async def test_who_may_not_ask_is_not_answered_in_a_room(bot, alice):
    assert await bot.verify_in_room(request(MALLORY)) == VerificationStep()


@pytest.mark.parametrize(
    ("change", "sender"),
    [
        ({"methods": ["m.qr_code.show.v1"]}, ALICE),
        ({"from_device": "UNKNOWN"}, ALICE),
    ],
)
async def test_others_are_turned_down_with_a_word(bot, alice, change, sender):
    step = await bot.verify_in_room(request(sender, **change))
    ((kind, content),) = step.answers
    assert (kind, content["code"]) == ("m.key.verification.cancel", "m.user")
    assert content["reason"]
    assert content["m.relates_to"]["event_id"] == "$request"
    assert step.news[0].progress is Progress.REFUSED
    started = await bot.verify_in_room(event("m.key.verification.start", content, sender))
    assert not started.answers


@pytest.mark.parametrize(
    "asked",
    [
        request(to="@other:a.example"),
        {**request(), "origin_server_ts": (NOW.timestamp() - 700) * 1000},
        {**request(), "origin_server_ts": (NOW.timestamp() + 86_400) * 1000},
        request(methods=7),
        request(from_device=None, methods=None),
        {**request(), "content": None},
        request(BOT),
        event("m.key.verification.start", {}),
        event("m.key.verification.key", {"m.relates_to": {"event_id": "$others"}, "key": "x"}),
    ],
)
async def test_what_is_not_for_us_is_left_alone(bot, alice, asked):
    assert not (await bot.verify_in_room(asked)).answers


async def test_nobody_else_speaks_in_a_verification(bot, alice):
    await bot.verify_in_room(request())
    relation = {"rel_type": "m.reference", "event_id": "$request"}
    cancel = {"m.relates_to": relation, "code": "m.user"}
    intruding = event("m.key.verification.cancel", cancel, MALLORY)
    assert not (await bot.verify_in_room(intruding)).news
    own = event("m.key.verification.cancel", cancel)
    (news,) = (await bot.verify_in_room(own)).news
    assert (news.progress, news.code) == (Progress.CANCELLED, "m.user")


async def test_a_homeserver_that_does_not_answer_ends_nothing_but_this(server, bot, alice):
    server.trouble.append(("keys/query", too_many()))
    assert not (await bot.verify_in_room(request())).answers
    assert (await bot.verify_in_room(request())).answers


async def test_a_request_that_comes_twice_is_answered_once(bot, alice):
    assert (await bot.verify_in_room(request())).answers
    assert not (await bot.verify_in_room(request())).answers


async def test_a_request_is_good_for_ten_minutes(bot, alice, clock):
    relation = {"rel_type": "m.reference", "event_id": "$request"}
    cancel = event("m.key.verification.cancel", {"m.relates_to": relation, "code": "m.user"})
    assert (await bot.verify_in_room(request())).answers

    clock.advance(minutes=11)

    assert not (await bot.verify_in_room(cancel)).news
    assert not (await bot.verify_in_room(request())).answers


async def test_between_devices_the_answer_goes_to_the_device(server, bot, alice):
    content = {
        "transaction_id": "t1",
        "from_device": "D1",
        "methods": ["m.sas.v1"],
        "timestamp": NOW.timestamp() * 1000,
    }
    asked = {"type": "m.key.verification.request", "sender": ALICE, "content": content}
    await bot.take({"to_device": {"events": [asked]}})
    (ready,) = server.mail[ALICE, "D1"]
    assert ready["type"] == "m.key.verification.ready"
    assert ready["content"]["transaction_id"] == "t1"
    taken = await bot.take({"to_device": {"events": [{**asked, "sender": MALLORY}]}})
    (refused,) = server.mail[MALLORY, "D1"]
    assert (refused["type"], taken.news[0].progress) == (
        "m.key.verification.cancel",
        Progress.REFUSED,
    )


@pytest.mark.parametrize(
    ("seen", "is_one"),
    [
        (request(), True),
        (event("m.key.verification.start", {}), True),
        (event("m.room.message", {"msgtype": "m.text"}), False),
        (event("m.room.message", None), False),
        ({}, False),
        ({"type": 7}, False),
    ],
)
def test_verifications_are_told_from_other_events(seen, is_one):
    assert is_verification(seen) is is_one
