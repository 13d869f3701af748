"""Encryption against a key server in memory: what a homeserver and its members can do wrong."""

from __future__ import annotations

import asyncio
import base64
import json
import sqlite3
from contextlib import AsyncExitStack

import httpx
import pytest

from bot.errors import ConfigurationError, PlatformUnavailableError, StoreUnavailableError
from bot.platforms.matrix.encryption import key_machine
from bot.platforms.matrix.encryption.attachments import decrypt_file
from bot.platforms.matrix.encryption.device_lists import DeviceLists
from bot.platforms.matrix.encryption.errors import UndecryptableError, Unreadable
from bot.platforms.matrix.encryption.key_store import STORE_FILE, in_key_thread
from bot.platforms.matrix.encryption.room_encryption import RoomEncryption
from bot.platforms.matrix.homeserver_api import HomeserverApi
from tests.fakes.clock import RealClock
from tests.fakes.matrix.attachments import encrypt_file
from tests.fakes.matrix.key_server import KeyServer, too_many

ROOM = "!desk"
BOT, ALICE, MALLORY = "@attache:a.example", "@alice:a.example", "@mallory:a.example"


class Desk:
    """Devices on one key server."""

    def __init__(self, folder):
        self.folder = folder
        self.server = KeyServer()
        self.numbers = iter(range(1_000_000))
        self.opened = AsyncExitStack()

    async def device(self, user, device="D1", *, starts=True):
        api = self.server.api(user, device)
        self.opened.push_async_callback(api.aclose)
        encryption = await RoomEncryption.open(
            self.folder / user / device, user, device, api, RealClock()
        )
        self.opened.push_async_callback(encryption.aclose)
        if starts:
            await encryption.start("password")
        return encryption

    async def reopened(self, encryption):
        """The same device in its next life."""
        await encryption.aclose()
        return await self.device(encryption._machine.user_id, encryption._machine.device_id)

    async def unsigned_device(self, user, device):
        """A device whose owner has not signed it."""
        encryption = await self.device(user, device, starts=False)
        encryption._published._one_time = 0
        await encryption._published.upload()
        return encryption

    async def take(self, encryption, **more):
        """A sync; what came is gone from the server."""
        who = (encryption._machine.user_id, encryption._machine.device_id)
        answer = self.server.sync(*who, **more)
        taken = await encryption.take(answer)
        self.server.mail[who].clear()
        return taken

    async def say(self, encryption, body, members=(BOT, ALICE), rotation=None):
        """An event of the room, as it would come back from the server."""
        content = {"msgtype": "m.text", "body": body}
        hidden = await encryption.encrypt(ROOM, "m.room.message", content, members, rotation)
        return {
            "type": "m.room.encrypted",
            "event_id": f"${next(self.numbers)}",
            "sender": encryption._machine.user_id,
            "origin_server_ts": 1,
            "content": hidden,
        }


@pytest.fixture
async def desk(tmp_path):
    desk = Desk(tmp_path)
    async with desk.opened:
        yield desk


@pytest.fixture
async def bot(desk):
    return await desk.device(BOT)


@pytest.fixture
async def alice(desk):
    return await desk.device(ALICE)


async def why(reading):
    with pytest.raises(UndecryptableError) as error:
        await reading
    return error.value.why


# ---------------------------------------------------------------- the start


async def test_a_start_publishes_a_signed_device_once(desk, bot):
    device = desk.server.devices[BOT]["D1"]
    assert len(desk.server.one_time_keys[BOT, "D1"]) == 50
    assert (BOT, "D1") in desk.server.fallback_keys
    own = desk.server.cross_signing[BOT]["self_signing_key"]["keys"]
    assert set(own) <= set(device["signatures"][BOT])
    desk.server.calls.clear()
    await bot.start()
    assert {path for path, _ in desk.server.calls} == {"keys/query"}


async def test_the_files_are_for_their_owner_only(desk, bot):
    folder = desk.folder / BOT / "D1"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


async def test_a_password_is_asked_for_once_and_a_wrong_one_told(desk):
    desk.server.password = "password"
    bot = await desk.device(BOT, starts=False)
    with pytest.raises(ConfigurationError, match="set MATRIX_PASSWORD for one start"):
        await bot.start()
    with pytest.raises(ConfigurationError, match="does not take MATRIX_PASSWORD"):
        await bot.start("wrong")
    await bot.start("password")
    await bot.start()


async def test_signing_keys_that_we_do_not_have_are_never_overwritten(desk, bot):
    (desk.folder / BOT / "D1" / "cross_signing.json").rename(desk.folder / "aside.json")
    before = json.dumps(desk.server.cross_signing)
    with pytest.raises(ConfigurationError, match="recovery import FILE"):
        await bot.start("password")
    assert json.dumps(desk.server.cross_signing) == before
    (desk.folder / "aside.json").rename(desk.folder / BOT / "D1" / "cross_signing.json")
    await bot.start()


async def test_signing_keys_that_somebody_reset_are_told(desk, bot):
    desk.server.cross_signing[BOT]["master_key"] = {"keys": {"ed25519:x": "x"}}
    with pytest.raises(ConfigurationError, match="someone has reset them"):
        await bot.start("password")


async def test_an_unreachable_homeserver_is_tried_again_with_the_same_keys(desk):
    desk.server.trouble.append(("keys/upload", too_many()))
    bot = await desk.device(BOT, starts=False)
    with pytest.raises(PlatformUnavailableError):
        await bot.start("password")
    await bot.start("password")
    assert len(desk.server.one_time_keys[BOT, "D1"]) == 50


async def test_a_crash_after_an_upload_makes_no_keys_that_the_server_refuses(desk, bot):
    # The answer was lost: the account does not know that they are published.
    await in_key_thread(lambda: setattr(bot._machine.account, "shared", False))
    again = await desk.reopened(bot)
    assert len(desk.server.one_time_keys[BOT, "D1"]) == 50
    assert await desk.take(again) is not None


# ---------------------------------------------------------------- the store


async def test_a_key_store_in_use_is_told_and_free_when_its_process_ends(desk, bot):
    with pytest.raises(StoreUnavailableError, match="one process at a time"):
        await desk.device(BOT)
    await desk.reopened(bot)


async def test_a_closed_key_store_stays_closed(desk, bot, alice):
    await bot.aclose()
    for late in (bot.encrypt(ROOM, "m.reaction", {}, ()), bot.take({}), bot.decrypt(ROOM, {})):
        with pytest.raises(PlatformUnavailableError):
            await late
    with pytest.raises(StoreUnavailableError):
        await in_key_thread(bot._machine.save_account)
    assert (await desk.device(BOT))._machine.account.shared


async def test_a_key_store_is_closed_after_what_is_under_way(desk, bot, alice):
    saying = asyncio.create_task(desk.say(bot, "hello"))
    await asyncio.sleep(0)
    await bot.aclose()
    await desk.take(alice)
    assert (await alice.decrypt(ROOM, await saying))["content"]["body"] == "hello"


async def test_keys_that_were_asked_for_are_not_remembered_without_end(bot, monkeypatch):
    monkeypatch.setattr("bot.platforms.matrix.encryption.key_machine.REQUESTS_REMEMBERED", 2)
    for session in ("one", "two", "three"):
        await in_key_thread(lambda session=session: bot._machine.note_asked_for(ROOM, session))
    assert list(bot._machine.outgoing_key_requests) == ["two", "three"]
    assert set(await in_key_thread(bot._machine.store.load_outgoing_key_requests)) == {
        "two",
        "three",
    }


async def test_a_damaged_key_store_is_told(desk):
    folder = desk.folder / BOT / "D1"
    folder.mkdir(parents=True)
    (folder / STORE_FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(ConfigurationError, match="is damaged"):
        await desk.device(BOT)


async def test_a_key_store_with_a_damaged_account_is_told(desk, bot):
    await bot.aclose()
    with sqlite3.connect(desk.folder / BOT / "D1" / STORE_FILE) as store:
        store.execute("UPDATE accounts SET account = 'xx'")
    store.close()
    with pytest.raises(ConfigurationError, match="is damaged"):
        await desk.device(BOT)


async def test_another_devices_key_store_is_told(desk, bot):
    folder = desk.folder / BOT / "D1"
    await bot.aclose()
    with pytest.raises(ConfigurationError, match="device D1, not to"):
        await RoomEncryption.open(folder, BOT, "D2", desk.server.api(BOT, "D2"), RealClock())


@pytest.mark.parametrize("is_refused", [True, False])
async def test_a_lost_key_store_is_told(desk, bot, is_refused):
    await bot.aclose()
    (desk.folder / BOT / "D1" / STORE_FILE).unlink()
    if not is_refused:
        desk.server.trouble.append(("keys/upload", httpx.Response(200, json={})))
    with pytest.raises(ConfigurationError, match="holds other keys for the bot's device D1"):
        await desk.device(BOT)


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_store_that_cannot_be_written_stops_the_sync(desk, bot, alice, is_first):
    await desk.say(alice, "one")
    if not is_first:
        await desk.take(bot)
        alice._machine.outbound_group_sessions.clear()
        await desk.say(alice, "two")

    def read_only(on):
        bot._machine.store.database.execute_sql(f"PRAGMA query_only = {on}")

    await in_key_thread(lambda: read_only(1))
    with pytest.raises(StoreUnavailableError):
        await desk.take(bot)
    await in_key_thread(lambda: read_only(0))
    assert len((await desk.take(bot)).readable) == 1


# ---------------------------------------------------------------- reading


async def test_messages_are_read_in_their_room_by_their_sender_and_once(desk, bot, alice):
    event = await desk.say(alice, "hello")
    taken = await desk.take(bot)
    assert taken.readable == ((ROOM, event["content"]["session_id"]),)
    read = await bot.decrypt(ROOM, event)
    assert read["content"]["body"] == "hello"
    assert (await bot.decrypt(ROOM, event)) == read
    assert await why(bot.decrypt("!other", event)) is Unreadable.NO_KEY
    assert await why(bot.decrypt(ROOM, {**event, "event_id": "$copy"})) is Unreadable.REPLAYED
    pretended = {**event, "sender": MALLORY}
    assert await why(bot.decrypt(ROOM, pretended)) is Unreadable.UNKNOWN_DEVICE


async def test_a_message_that_was_read_is_known_after_a_restart(desk, bot, alice):
    first, other = await desk.say(alice, "hello"), await desk.say(alice, "again")
    await desk.take(bot)
    for event in (first, other):
        await bot.decrypt(ROOM, event)
    for _ in range(2):
        bot = await desk.reopened(bot)
        assert await why(bot.decrypt(ROOM, {**first, "event_id": "$copy"})) is Unreadable.REPLAYED
        assert (await bot.decrypt(ROOM, first))["content"]["body"] == "hello"
        assert (await bot.decrypt(ROOM, other))["content"]["body"] == "again"


async def test_messages_are_not_remembered_without_end(desk, bot, alice, monkeypatch):
    monkeypatch.setattr(key_machine, "MESSAGES_REMEMBERED", 2)
    events = [await desk.say(alice, f"{number}") for number in range(4)]
    await desk.take(bot)
    for event in events:
        await bot.decrypt(ROOM, event)
    bot = await desk.reopened(bot)
    copies = [{**event, "event_id": "$copy"} for event in events]
    assert (await bot.decrypt(ROOM, copies[0]))["content"]["body"] == "0"
    for copy in copies[2:]:
        assert await why(bot.decrypt(ROOM, copy)) is Unreadable.REPLAYED


async def test_an_event_need_not_name_its_device(desk, bot, alice):
    event = await desk.say(alice, "hello")
    await desk.take(bot)
    del event["content"]["sender_key"], event["content"]["device_id"]
    assert (await bot.decrypt(ROOM, event))["content"]["body"] == "hello"


async def test_a_key_given_on_by_another_member_does_not_make_it_the_owner(desk, bot, alice):
    mallory = await desk.device(MALLORY)
    event = await desk.say(alice, "one", (BOT, ALICE, MALLORY))
    await desk.take(mallory)
    # Mallory sends Alice's key as her own, before Alice's has come.
    machine = mallory._machine
    session = machine.session_for(ROOM, event["content"])
    later = await desk.say(alice, "two", (BOT, ALICE, MALLORY))
    await desk.take(bot)
    key = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "room_id": "!elsewhere",
        "session_id": session.id,
        "session_key": alice._machine.outbound_group_sessions[ROOM].session_key,
    }
    await mallory._devices.refresh([BOT])
    (device,) = machine.active_devices([BOT])
    await mallory._devices.open_sessions([device])
    olm = machine.session_store.get(device.curve25519)
    sealed = await in_key_thread(lambda: machine._olm_encrypt(olm, device, "m.room_key", key))
    mail = {"type": "m.room.encrypted", "sender": MALLORY, "content": sealed}
    desk.server.mail[BOT, "D1"].append(mail)
    await desk.take(bot)
    for life in range(2):
        opened = bot if life == 0 else await desk.reopened(bot)
        assert (await opened.decrypt(ROOM, event))["content"]["body"] == "one"
        assert (await opened.decrypt(ROOM, later))["content"]["body"] == "two"
        claimed = {**later, "sender": MALLORY, "event_id": later["event_id"]}
        assert await why(opened.decrypt(ROOM, claimed)) is Unreadable.UNKNOWN_DEVICE


async def test_a_missing_key_is_asked_for_once_and_read_when_it_comes(desk, bot, alice):
    event = await desk.say(alice, "hello")
    late = desk.server.mail[BOT, "D1"].pop()
    for _ in range(3):
        assert await why(bot.decrypt(ROOM, event)) is Unreadable.NO_KEY
    (request,) = desk.server.mail[ALICE, "D1"]
    assert request["type"] == "m.room_key_request"
    assert request["content"]["body"]["session_id"] == event["content"]["session_id"]
    desk.server.mail[BOT, "D1"].append(late)
    assert (await desk.take(bot)).readable == ((ROOM, event["content"]["session_id"]),)
    assert (await bot.decrypt(ROOM, event))["content"]["body"] == "hello"


async def test_a_key_that_is_withheld_is_told(desk, bot, alice):
    event = await desk.say(alice, "hello")
    withheld = {
        "room_id": ROOM,
        "session_id": event["content"]["session_id"],
        "code": "m.unverified",
    }
    desk.server.mail[BOT, "D1"] = [
        {"type": "m.room_key.withheld", "sender": ALICE, "content": withheld}
    ]
    await desk.take(bot)
    with pytest.raises(UndecryptableError) as error:
        await bot.decrypt(ROOM, event)
    assert (error.value.why, error.value.withheld_code) == (Unreadable.WITHHELD, "m.unverified")
    assert error.value.may_become_readable


async def test_a_sender_whose_devices_cannot_be_asked_for_is_read_later(desk, bot, alice):
    event = await desk.say(alice, "hello")
    await desk.take(bot)
    desk.server.trouble.append(("keys/query", too_many()))
    assert await why(bot.decrypt(ROOM, event)) is Unreadable.UNKNOWN_DEVICE
    assert (await desk.take(bot)).readable == ((ROOM, event["content"]["session_id"]),)
    assert (await bot.decrypt(ROOM, event))["content"]["body"] == "hello"


@pytest.mark.parametrize(
    "change",
    [
        {"ciphertext": "AAAA"},
        {"ciphertext": 7},
        {"ciphertext": None},
        {"session_id": 7},
        {"session_id": None},
        {"sender_key": []},
        {"algorithm": "m.olm.v1.curve25519-aes-sha2"},
        {"algorithm": None},
    ],
)
async def test_malformed_events_are_undecryptable_and_nothing_else(desk, bot, alice, change):
    event = await desk.say(alice, "hello")
    await desk.take(bot)
    event["content"] |= change
    with pytest.raises(UndecryptableError):
        await bot.decrypt(ROOM, event)


@pytest.mark.parametrize("event", [{}, {"content": []}, {"content": None, "sender": 1}])
async def test_what_is_no_event_is_undecryptable(bot, event):
    with pytest.raises(UndecryptableError):
        await bot.decrypt(ROOM, event)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        7,
        [],
        {},
        {"type": 1},
        {"type": "m.room.encrypted"},
        {"type": "m.room.encrypted", "content": []},
        {"type": "m.room.encrypted", "sender": ALICE, "content": {"algorithm": 1}},
        {"type": "m.room_key.withheld", "content": {}},
        {"type": "m.room_key.withheld", "content": []},
        {"type": "m.key.verification.request", "sender": ALICE, "content": {}},
        {"type": "m.key.verification.start", "sender": ALICE},
        {"type": "m.room_key_request", "sender": ALICE, "content": {"action": "request"}},
    ],
)
async def test_one_bad_event_does_not_hide_the_next(desk, bot, alice, bad):
    event = await desk.say(alice, "hello")
    desk.server.mail[BOT, "D1"].insert(0, bad)
    assert (await desk.take(bot)).readable == ((ROOM, event["content"]["session_id"]),)


@pytest.mark.parametrize("kind", [0, 1, 2, "0", None])
@pytest.mark.parametrize("body", ["", "AAAA", "!", None])
async def test_a_garbled_olm_message_harms_nothing(desk, bot, alice, kind, body):
    event = await desk.say(alice, "hello")
    good = desk.server.mail[BOT, "D1"][0]
    own = bot._machine.account.identity_keys["curve25519"]
    content = {**good["content"], "ciphertext": {own: {"type": kind, "body": body}}}
    desk.server.mail[BOT, "D1"].insert(0, {**good, "content": content})
    assert (await desk.take(bot)).readable == ((ROOM, event["content"]["session_id"]),)


async def test_brackets_without_end_are_one_events_trouble(desk, bot, alice):
    event = await desk.say(alice, "hello")
    await desk.take(bot)
    deep = '{"a":' * 2_000 + "1" + "}" * 2_000
    session = alice._machine.outbound_group_sessions[ROOM]
    event["content"]["ciphertext"] = await in_key_thread(lambda: session.encrypt(deep))
    assert await why(bot.decrypt(ROOM, event)) is Unreadable.DAMAGED

    device = alice._machine.device_store[BOT]["D1"]
    olm = alice._machine.session_store.get(device.curve25519)
    message_type, ciphertext = olm.encrypt(deep).to_parts()
    own = alice._machine.account.identity_keys["curve25519"]
    sealed = {"type": message_type, "body": base64.b64encode(ciphertext).decode().rstrip("=")}
    content = {
        "algorithm": "m.olm.v1.curve25519-aes-sha2",
        "sender_key": own,
        "ciphertext": {device.curve25519: sealed},
    }
    mail = {"type": "m.room.encrypted", "sender": ALICE, "content": content}
    desk.server.mail[BOT, "D1"].append(mail)
    assert (await desk.take(bot)).readable == ()


@pytest.mark.parametrize("kind", ["m.room.redaction", "m.room.tombstone", "m.room.member"])
async def test_what_nobody_sends_encrypted_is_not_believed(desk, bot, alice, kind):
    await desk.say(alice, "the key")
    await desk.take(bot)
    hidden = await alice.encrypt(ROOM, kind, {"redacts": "$1"}, (BOT, ALICE))
    event = {"type": "m.room.encrypted", "event_id": "$2", "sender": ALICE, "content": hidden}
    assert await why(bot.decrypt(ROOM, event)) is Unreadable.NO_MESSAGE


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"to_device": None, "device_lists": [], "device_one_time_keys_count": 7},
        {"to_device": {"events": 7}, "device_lists": {"changed": [7, None], "left": 7}},
        {"device_one_time_keys_count": {"signed_curve25519": None}},
    ],
)
async def test_a_malformed_sync_harms_nothing(bot, answer):
    assert (await bot.take(answer)).readable == ()


async def test_the_same_sync_may_come_again_after_a_crash(desk, bot, alice):
    event = await desk.say(alice, "hello")
    answer = desk.server.sync(BOT, "D1")
    await bot.take(answer)
    again = await desk.reopened(bot)
    await again.take(answer)
    await again.take(answer)
    assert (await again.decrypt(ROOM, event))["content"]["body"] == "hello"
    second = await desk.say(again, "you too")
    await desk.take(alice)
    assert (await alice.decrypt(ROOM, second))["content"]["body"] == "you too"


async def test_a_broken_session_is_begun_anew(desk, bot, alice):
    first = await desk.say(alice, "one")
    await desk.take(bot)
    await desk.say(bot, "so that the session is answered")
    await desk.take(alice)

    def forget():
        bot._machine.session_store._entries.clear()

    await in_key_thread(forget)
    alice._machine.outbound_group_sessions.clear()
    lost = await desk.say(alice, "lost")
    await desk.take(bot)
    assert await why(bot.decrypt(ROOM, lost)) is Unreadable.NO_KEY
    await desk.take(alice)
    alice._machine.outbound_group_sessions.clear()
    third = await desk.say(alice, "three")
    await desk.take(bot)
    assert (await bot.decrypt(ROOM, third))["content"]["body"] == "three"
    assert (await bot.decrypt(ROOM, first))["content"]["body"] == "one"


@pytest.mark.parametrize("is_asked_for", [True, False])
async def test_a_key_is_taken_again_from_its_owner_when_it_was_asked_for(
    desk, bot, alice, is_asked_for
):
    await desk.say(bot, "so that there is a session")
    await desk.take(alice)
    event = await desk.say(alice, "hello", [ALICE])
    if is_asked_for:
        assert await why(bot.decrypt(ROOM, event)) is Unreadable.NO_KEY
    machine = alice._machine
    session = machine.session_for(ROOM, event["content"])
    await alice._devices.refresh([BOT])
    (device,) = machine.active_devices([BOT])
    olm = machine.session_store.get(device.curve25519)
    message = await in_key_thread(
        lambda: machine._encrypt_forwarding_key(ROOM, session, olm, device)
    )
    mail = {"type": "m.room.encrypted", "sender": ALICE, "content": message.content}
    desk.server.mail[BOT, "D1"].append(mail)
    taken = await desk.take(bot)
    assert len(taken.readable) == is_asked_for
    if is_asked_for:
        assert (await bot.decrypt(ROOM, event))["content"]["body"] == "hello"


async def test_keys_are_made_again_when_few_are_left(desk, bot):
    keys = desk.server.one_time_keys[BOT, "D1"]
    for key_id in list(keys)[:30]:
        del keys[key_id]
    del desk.server.fallback_keys[BOT, "D1"]
    desk.server.trouble.append(("keys/upload", too_many()))
    await desk.take(bot)
    assert len(keys) == 20
    await desk.take(bot)
    assert len(keys) == 50
    assert (BOT, "D1") in desk.server.fallback_keys
    desk.server.calls.clear()
    await desk.take(bot)
    assert desk.server.calls == []


# ---------------------------------------------------------------- writing


async def test_thirty_members_with_four_devices_are_given_the_key_in_a_few_calls(desk, bot):
    members = [f"@m{number}:a.example" for number in range(30)]
    reader = await desk.unsigned_device(members[7], "A")
    for user in members:
        for device in "ABCD":
            if device not in desk.server.devices[user]:
                desk.server.add_device(user, device)
    desk.server.calls.clear()
    event = await desk.say(bot, "to all", [BOT, *members])
    paths = [path.partition("/")[0] for path, _ in desk.server.calls]
    assert paths.count("sendToDevice") == 3
    assert len(paths) <= 8
    await desk.take(reader)
    assert (await reader.decrypt(ROOM, event))["content"]["body"] == "to all"
    desk.server.calls.clear()
    await desk.say(bot, "again", [BOT, *members])
    assert desk.server.calls == []


async def test_a_share_that_was_stopped_goes_on_where_it_stopped(desk, bot, alice):
    desk.server.trouble.append(("sendToDevice", too_many()))
    with pytest.raises(PlatformUnavailableError):
        await desk.say(bot, "one")
    event = await desk.say(bot, "one")
    await desk.take(alice)
    assert (await alice.decrypt(ROOM, event))["content"]["body"] == "one"


async def test_many_at_once_share_one_session(desk, bot, alice):
    said = [desk.say(bot, f"{number}") for number in range(10)]
    events = await asyncio.gather(*said)
    assert len({event["content"]["session_id"] for event in events}) == 1
    await desk.take(alice)
    bodies = {(await alice.decrypt(ROOM, event))["content"]["body"] for event in events}
    assert bodies == {f"{number}" for number in range(10)}


@pytest.mark.parametrize(
    ("rotation", "sessions"),
    [
        (None, 1),
        ({"rotation_period_msgs": 1}, 4),
        ({"rotation_period_msgs": 3}, 2),
        ({"rotation_period_msgs": "3", "rotation_period_ms": True}, 1),
        ({"rotation_period_msgs": 0, "rotation_period_ms": -1}, 1),
        ({"rotation_period_msgs": 10**30, "rotation_period_ms": 10**30}, 1),
        ({"rotation_period_ms": 1}, 1),
    ],
)
async def test_a_room_says_how_long_a_key_lives(desk, bot, rotation, sessions):
    events = [await desk.say(bot, "x", rotation=rotation) for _ in range(4)]
    assert len({event["content"]["session_id"] for event in events}) == sessions


async def test_an_old_key_is_replaced(desk, bot):
    first = await desk.say(bot, "x", rotation={"rotation_period_ms": 3_600_000})
    session = bot._machine.outbound_group_sessions[ROOM]
    session.creation_time = session.creation_time.replace(year=2020)
    second = await desk.say(bot, "x", rotation={"rotation_period_ms": 3_600_000})
    assert first["content"]["session_id"] != second["content"]["session_id"]


async def test_members_and_devices_that_went_make_a_new_key(desk, bot, alice):
    await desk.unsigned_device(ALICE, "D2")
    first = await desk.say(bot, "one")
    del desk.server.devices[ALICE]["D2"]
    await desk.take(bot, device_lists={"changed": [ALICE]})
    second = await desk.say(bot, "two")
    third = await desk.say(bot, "three", members=[BOT])
    assert len({event["content"]["session_id"] for event in (first, second, third)}) == 3
    await desk.take(alice)
    assert (await alice.decrypt(ROOM, second))["content"]["body"] == "two"
    assert await why(alice.decrypt(ROOM, third)) is Unreadable.NO_KEY


async def test_a_new_device_gets_the_key_from_now_on(desk, bot, alice):
    first = await desk.say(bot, "one")
    second_device = await desk.unsigned_device(ALICE, "D2")
    await desk.take(bot, device_lists={"changed": [ALICE]})
    second = await desk.say(bot, "two")
    assert first["content"]["session_id"] == second["content"]["session_id"]
    await desk.take(second_device)
    assert (await second_device.decrypt(ROOM, second))["content"]["body"] == "two"
    assert await why(second_device.decrypt(ROOM, first)) is Unreadable.NO_KEY


async def test_a_blacklisted_device_is_given_nothing(desk, bot, alice):
    await desk.say(bot, "one")
    (device,) = bot._machine.active_devices([ALICE])
    await in_key_thread(lambda: bot._machine.blacklist_device(device))
    second = await desk.say(bot, "two")
    await desk.take(alice)
    assert await why(alice.decrypt(ROOM, second)) is Unreadable.NO_KEY


async def test_a_device_that_was_missing_once_is_given_keys_again(desk, bot, alice):
    await desk.say(bot, "one")
    device = desk.server.devices[ALICE].pop("D1")
    await desk.take(bot, device_lists={"changed": [ALICE]})
    await desk.say(bot, "two")
    desk.server.devices[ALICE]["D1"] = device
    await desk.take(bot, device_lists={"changed": [ALICE]})
    third = await desk.say(bot, "three")
    await desk.take(alice)
    assert (await alice.decrypt(ROOM, third))["content"]["body"] == "three"


@pytest.mark.parametrize(
    "change",
    [
        {"keys": None},
        {"keys": {}},
        {"signatures": {}},
        {"signatures": None},
        {"user_id": MALLORY},
        {"unsigned": 7},
        None,
    ],
)
async def test_a_malformed_device_does_not_keep_the_others_from_reading(desk, bot, alice, change):
    sound = desk.server.devices[ALICE]["D1"]
    desk.server.devices[ALICE]["BAD"] = change and {**sound, "device_id": "BAD", **change}
    event = await desk.say(bot, "hello")
    await desk.take(alice)
    assert (await alice.decrypt(ROOM, event))["content"]["body"] == "hello"
    assert len(bot._machine.active_devices([ALICE])) == 1


async def test_a_device_whose_keys_change_is_not_believed(desk, bot, alice):
    await desk.say(bot, "one")
    other = await desk.device(MALLORY, "D1", starts=False)
    forged = {**other._machine.device_keys(), "user_id": ALICE}
    desk.server.devices[ALICE]["D1"] = forged
    await desk.take(bot, device_lists={"changed": [ALICE]})
    await desk.say(bot, "two")
    (device,) = bot._machine.active_devices([ALICE])
    assert device.ed25519 == alice._machine.account.identity_keys["ed25519"]


async def test_a_device_without_keys_is_not_asked_again_for_every_message(desk, bot, alice):
    desk.server.one_time_keys[ALICE, "D1"].clear()
    del desk.server.fallback_keys[ALICE, "D1"]
    await desk.say(bot, "one")
    desk.server.calls.clear()
    await desk.say(bot, "two")
    assert desk.server.calls == []


async def test_a_server_that_is_slow_holds_up_nobody_elses_keys(desk, bot, alice):
    is_free, begun = asyncio.Event(), asyncio.Event()

    async def answer(request):
        if b"slow.example" in request.content:
            begun.set()
            await is_free.wait()
        return desk.server._answer(request)

    api = HomeserverApi("http://keys.example", httpx.MockTransport(answer))
    api.access_token = f"{BOT} D1"
    lists = DeviceLists(bot._machine, api)
    waiting = asyncio.create_task(lists.refresh([ALICE, "@eve:slow.example"]))
    await begun.wait()

    await asyncio.wait_for(lists.refresh([BOT, ALICE]), 5)
    assert ALICE in lists._current
    assert not waiting.done()

    lists.changed(["@eve:slow.example"])
    is_free.set()
    await waiting
    assert "@eve:slow.example" not in lists._current
    await api.aclose()


# ---------------------------------------------------------------- files


def test_a_file_comes_back_and_a_changed_one_does_not():
    hidden, file = encrypt_file(b"%PDF-1.7")
    assert decrypt_file(hidden, file) == b"%PDF-1.7"
    with pytest.raises(ValueError, match="cannot be decrypted"):
        decrypt_file(hidden[:-1] + b"x", file)


@pytest.mark.parametrize("file", [{}, {"key": {"k": 1}, "hashes": {"sha256": ""}, "iv": ""}, None])
def test_a_file_that_is_not_described_is_told(file):
    with pytest.raises(ValueError, match="cannot be decrypted"):
        decrypt_file(b"x", file)
