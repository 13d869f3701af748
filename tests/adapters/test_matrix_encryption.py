"""Our encryption against a real homeserver and a client made of what Element is made of."""

from __future__ import annotations

import asyncio
import itertools
import signal
import subprocess
import sys

import pytest
import pytest_asyncio

from bot.errors import ConfigurationError
from bot.platforms.matrix.encryption.attachments import decrypt_file
from bot.platforms.matrix.encryption.errors import Unreadable
from bot.platforms.matrix.encryption.key_store import STORE_FILE
from bot.platforms.matrix.encryption.recovery_file import export_recovery, import_recovery
from bot.platforms.matrix.encryption.verification_desk import Progress
from tests.adapters.matrix_device import BotDevice, bot_device
from tests.fakes.matrix.attachments import encrypt_file
from tests.fakes.matrix.encrypted_person import encrypted_person
from tests.fakes.matrix.homeserver import homeserver
from tests.fakes.matrix.person import Person

_numbers = itertools.count()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory):
    async with homeserver(tmp_path_factory.mktemp("synapse")) as up:
        yield up


@pytest.fixture
async def bot(server, tmp_path):
    device = bot_device(
        server,
        tmp_path / "keys",
        f"attache{next(_numbers)}",
        may_verify=lambda user: user.startswith("@alice"),
    )
    async with device as up:
        yield up


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def alice(server):
    """In Element's present mode: keys go to cross-signed devices, and come from them."""
    async with encrypted_person(server, "alice", isolated=True) as up:
        yield up


@pytest.fixture
async def room(alice, bot):
    room = await alice.create_room("Desk", invite=[bot.user_id])
    await bot.sync()
    await bot.sync()
    return room


async def test_both_read_each_other_and_nobody_is_warned(alice, bot, room):
    asked = await alice.say(room, "what is new?")
    assert await bot.until_read(asked) == ["what is new?"]
    said = await bot.say(
        room, "nothing", **{"m.relates_to": {"rel_type": "m.thread", "event_id": asked}}
    )
    seen = await alice.event(room, said)
    assert (seen["content"]["body"], seen["encrypted"]) == ("nothing", True)
    assert seen["content"]["m.relates_to"]["event_id"] == asked
    assert seen["wire"]["m.relates_to"] == seen["content"]["m.relates_to"]
    assert seen["shield"]["colour"] == "NONE"
    (device,) = await alice.devices(bot.user_id)
    assert device["signed_by_owner"]
    in_thread = await alice.say(room, "and now?", thread=asked)
    await bot.until_read(in_thread)
    assert bot.read[in_thread]["content"]["m.relates_to"]["event_id"] == asked
    assert bot.read[in_thread]["sender"] == alice.user_id


async def test_after_a_restart_old_and_new_messages_are_read(alice, bot, room):
    before = await alice.say(room, "before")
    await bot.until_read(before)
    own = await bot.say(room, "mine")
    await bot.restart(loses_token=True)
    bot.read.clear()
    after = await alice.say(room, "after")
    assert await bot.until_read(before, own, after) == ["before", "mine", "after"]
    answer = await bot.say(room, "back again")
    assert (await alice.event(room, answer))["content"]["body"] == "back again"


async def test_a_crash_before_the_token_was_stored_harms_nothing(alice, bot, room):
    first = await alice.say(room, "one")
    since = bot.since
    await bot.until_read(first)
    await bot.restart()
    bot.since, bot.read = since, {}
    second = await alice.say(room, "two")
    assert await bot.until_read(first, second) == ["one", "two"]
    assert not bot.unread


async def test_a_process_killed_between_encrypting_and_sending_harms_nothing(alice, bot, room):
    asked = await alice.say(room, "before the end")
    await bot.close()
    login = [bot.url, bot.folder, bot.user_id, bot.device_id, bot.token]
    doomed = [sys.executable, "-m", "tests.adapters.matrix_doomed", *login, room, alice.user_id]
    ended = await asyncio.to_thread(subprocess.run, doomed, check=False)
    assert ended.returncode == -signal.SIGKILL
    await bot.open()
    assert await bot.until_read(asked) == ["before the end"]
    said = await bot.say(room, "after it")
    assert (await alice.event(room, said))["content"]["body"] == "after it"


async def test_keys_rotate_on_both_sides(alice, bot, room):
    first = await alice.say(room, "one")
    await alice.rotate_key(room)
    second = await alice.say(room, "two")
    assert await bot.until_read(first, second) == ["one", "two"]
    bot.rotation = {**bot.rotation, "rotation_period_msgs": 2}
    sent = [await bot.say(room, f"{number}") for number in range(5)]
    seen = [await alice.event(room, event_id) for event_id in sent]
    assert [event["content"]["body"] for event in seen] == ["0", "1", "2", "3", "4"]
    sessions = [event["wire"]["session_id"] for event in seen]
    assert len(set(sessions)) == 3


async def test_who_left_gets_no_later_message(server, alice, bot, room):
    async with encrypted_person(server, f"bob{next(_numbers)}") as bob:
        await alice.invite(room, bob.user_id)
        await bob.join(room)
        shared = await bot.say(room, "for all three")
        assert (await bob.event(room, shared))["content"]["body"] == "for all three"
        await bob.leave(room)
        await bot.sync()
        later = await bot.say(room, "for two")
        seen = await alice.event(room, later)
        assert seen["content"]["body"] == "for two"
        assert seen["wire"]["session_id"] != (await alice.event(room, shared))["wire"]["session_id"]


async def test_a_device_that_comes_later_is_given_the_key_and_one_that_goes_loses_it(
    server, alice, bot, room
):
    await bot.say(room, "first")
    name = alice.user_id[1:].partition(":")[0]
    async with encrypted_person(server, name, log_in=True, cross_signed=False) as second:
        await bot.sync()
        sent = await bot.say(room, "second")
        assert (await second.event(room, sent))["content"]["body"] == "second"
        await second.logout()
    await bot.sync()
    session = (await alice.event(room, sent))["wire"]["session_id"]
    third = await bot.say(room, "third")
    assert (await alice.event(room, third))["wire"]["session_id"] != session


async def test_files_come_and_go_encrypted(alice, bot, room):
    sent = await alice.send_file(room, "note.pdf", b"%PDF-1.7", "application/pdf")
    await bot.until_read(sent)
    file = bot.read[sent]["content"]["file"]
    hidden = await bot.api.download(file["url"], 1_000_000)
    assert hidden != b"%PDF-1.7"
    assert decrypt_file(hidden, file) == b"%PDF-1.7"
    with pytest.raises(ValueError, match="cannot be decrypted"):
        decrypt_file(hidden + b"x", file)
    hidden, file = encrypt_file(b"sources")
    file["url"] = await alice.upload("sources.opml", hidden, "application/octet-stream")
    shown = {"msgtype": "m.file", "body": "sources.opml", "file": file}
    answer = await bot.send(room, "m.room.message", shown)
    assert await alice.read_file(await alice.event(room, answer)) == b"sources"


async def test_what_cannot_be_read_is_told_with_its_reason(server, bot):
    async with encrypted_person(server, f"alice{next(_numbers)}", only_verified=True) as shy:
        room = await shy.create_room("Desk", invite=[bot.user_id])
        await bot.sync()
        await bot.sync()
        sent = await shy.say(room, "secret")
        await bot.until(lambda: sent in bot.unread)
        error = bot.unread[sent][2]
        assert error.may_become_readable
        assert (error.why, error.withheld_code) == (Unreadable.WITHHELD, "m.unverified")


async def test_messages_sent_before_the_bot_came_are_told(alice, bot):
    room = await alice.create_room("Desk")
    before = await alice.say(room, "before you came")
    await alice.invite(room, bot.user_id)
    await bot.sync()
    await bot.until(lambda: before in bot.unread)
    assert bot.unread[before][2].why is Unreadable.NO_KEY


async def compare(person, bot, **where):
    """Ask to compare, until both see emoji: what the person sees."""
    await person.request_verification(bot.user_id, **where)
    await bot.sync()
    await person.start_emoji(bot.user_id)
    await bot.until_news(Progress.COMPARE)
    return tuple(f"{emoji} {name}" for emoji, name in await person.emoji(bot.user_id))


async def verified(person, bot):
    """The person says that the emoji are the same; both hold each other for verified."""
    confirming = asyncio.create_task(person.confirm_emoji(bot.user_id))
    await bot.until_news(Progress.VERIFIED)
    await bot.until(confirming.done)
    await confirming
    assert (await person.trust(bot.user_id))["is_verified"]
    keys = await bot.published_keys(person.user_id)
    (signature,) = keys["master_keys"][person.user_id]["signatures"][bot.user_id].values()
    assert signature


async def test_an_administrator_verifies_the_bot_in_a_room(alice, bot, room):
    shown = await compare(alice, bot, room=room)
    assert bot.news[0].emoji == shown
    await verified(alice, bot)


async def test_an_administrator_verifies_the_bots_device(alice, bot, room):
    shown = await compare(alice, bot, device_id=bot.device_id)
    assert bot.news[0].emoji == shown
    await verified(alice, bot)


async def test_emoji_that_differ_end_it(alice, bot, room):
    await compare(alice, bot, room=room)
    await alice.deny_emoji(bot.user_id)
    await bot.until_news(Progress.CANCELLED)
    assert bot.news[-1].code == "m.mismatched_sas"
    assert not (await alice.trust(bot.user_id))["is_verified"]


async def test_others_than_administrators_are_not_answered_in_a_room(server, bot):
    async with encrypted_person(server, f"bob{next(_numbers)}", isolated=True) as bob:
        room = await bob.create_room("Desk", invite=[bot.user_id])
        await bot.sync()
        await bot.sync()
        await bob.request_verification(bot.user_id, room=room)
        for _ in range(5):
            await bot.sync()
        await bob.catch_up()
        assert not bot.news
        assert (await bob.verification_state(bot.user_id))["phase"] == "Requested"


async def test_a_new_installation_with_the_recovery_file_stays_who_it_was(
    server, alice, bot, room, tmp_path
):
    file = tmp_path / "recovery.json"
    passphrase = "a long enough passphrase"
    export_recovery(bot.folder, bot.device_id, file, passphrase)
    name = bot.user_id[1:].partition(":")[0]
    login = await Person.login(server.url, name)
    again = {
        "user_id": bot.user_id,
        "device_id": login.device_id,
        "access_token": login.caller.token,
    }
    new = BotDevice(server.url, tmp_path / "new", again, {})
    with pytest.raises(ConfigurationError, match="recovery import FILE"):
        await new.open()
    await new.close()
    import_recovery(new.folder, file, passphrase)
    await new.open()
    devices = await alice.devices(bot.user_id)
    assert {device["device_id"] for device in devices} == {bot.device_id, new.device_id}
    assert all(device["signed_by_owner"] for device in devices)
    assert not (await alice.trust(bot.user_id))["needs_approval"]
    asked = await alice.say(room, "are you still you?")
    assert await new.until_read(asked) == ["are you still you?"]
    await new.close()


async def test_somebody_whose_device_is_not_signed_is_read_and_answered(server, bot):
    async with encrypted_person(server, f"bob{next(_numbers)}", cross_signed=False) as bob:
        room = await bob.create_room("Desk", invite=[bot.user_id])
        await bot.sync()
        await bot.sync()
        asked = await bob.say(room, "hello")
        assert await bot.until_read(asked) == ["hello"]
        said = await bot.say(room, "hello yourself")
        assert (await bob.event(room, said))["content"]["body"] == "hello yourself"


async def test_a_lost_key_store_is_told(bot):
    await bot.close()
    (bot.folder / STORE_FILE).unlink()
    with pytest.raises(ConfigurationError, match="holds other keys"):
        await bot.open()
