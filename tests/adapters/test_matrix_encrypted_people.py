"""The people in encrypted rooms that other tests trust: two of them, on Element's own stack."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests.fakes.matrix.encrypted_person import encrypted_person
from tests.fakes.matrix.homeserver import BOT, homeserver
from tests.fakes.matrix.reading import current_text
from tests.fakes.waiting import until

#: A message without a warning beside it.
NO_SHIELD = {"colour": "NONE", "reason": None}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory):
    async with homeserver(tmp_path_factory.mktemp("synapse")) as up:
        yield up


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def people(server):
    """Alice, whose client is as Element is now, and whoever stands in for the bot."""
    async with AsyncExitStack() as stack:
        coming = [
            stack.enter_async_context(encrypted_person(server, name, isolated=True))
            for name in ("alice", "attache")
        ]
        yield await asyncio.gather(*coming)


@pytest.fixture
async def desk(people):
    """An encrypted room with both in it."""
    alice, bot = people
    room = await alice.create_room("Desk", invite=[BOT])
    await bot.join(room)
    return room


async def test_cross_signed_people_speak_without_warnings(people, desk):
    alice, bot = people
    asked = await alice.say(desk, "what is new?", mention=BOT)
    answered = await bot.say(desk, "nothing", thread=asked)
    await bot.edit(desk, answered, "much")
    await bot.react(desk, asked, "👀")
    gone = await bot.say(desk, "a slip")
    await bot.redact(desk, gone)

    question = await bot.event(desk, asked)
    assert question["content"]["body"] == f"{BOT}: what is new?"
    assert question["wire"]["algorithm"] == "m.megolm.v1.aes-sha2"
    assert question["shield"] == NO_SHIELD
    (answer,) = await alice.from_bot(desk)
    assert answer["shield"] == NO_SHIELD
    assert answer["wire"]["m.relates_to"]["event_id"] == asked
    assert current_text(answer) == "much"
    assert await alice.reactions(desk, asked) == {(BOT, "👀")}


async def test_files_are_encrypted(people, desk):
    alice, bot = people
    sent = await bot.event(desk, await alice.send_file(desk, "n.txt", b"secret", "text/plain"))
    assert await bot.read_file(sent) == b"secret"
    assert await bot.download(sent["content"]["file"]["url"]) != b"secret"


async def test_an_unsigned_device_gets_no_keys_and_is_not_read(server, people, desk):
    alice, bot = people
    device = encrypted_person(server, "attache", log_in=True, cross_signed=False)
    async with device as unsigned:
        said = await alice.say(desk, "between us")
        assert "failure" not in await bot.event(desk, said)
        assert (await unsigned.event(desk, said))["failure"].startswith("MEGOLM_")
        said = await unsigned.say(desk, "believe me")
        assert (await alice.event(desk, said))["failure"] == "UNSIGNED_SENDER_DEVICE"
        signed = {one["device_id"]: one["signed_by_owner"] for one in await alice.devices()}
        assert signed == {bot.device_id: True, unsigned.device_id: False}
        await unsigned.logout()


async def test_a_key_is_rotated(people, desk):
    alice, bot = people
    first = await alice.say(desk, "one")
    await alice.rotate_key(desk)
    second = await alice.say(desk, "two")
    wires = [(await bot.event(desk, said))["wire"] for said in (first, second)]
    assert wires[0]["session_id"] != wires[1]["session_id"]


@pytest.mark.parametrize("where", ["in a room", "with a device"])
async def test_people_verify_each_other_by_emoji(people, desk, where):
    alice, bot = people
    if where == "in a room":
        await alice.request_verification(room=desk)
    else:
        await alice.request_verification(device_id=bot.device_id)
    await bot.accept_verification(alice.user_id)
    await alice.start_emoji()
    assert await alice.emoji() == await bot.emoji(alice.user_id)
    await asyncio.gather(alice.confirm_emoji(), bot.confirm_emoji(alice.user_id))
    await until(_verified(alice, BOT))
    await until(_verified(bot, alice.user_id))


async def test_a_killed_homeserver_loses_no_encrypted_message(server, people, desk):
    alice, bot = people
    before = await alice.say(desk, "before")
    server.kill()
    await server.start()
    after = await bot.say(desk, "after")
    assert (await bot.event(desk, before))["content"]["body"] == "before"
    assert (await alice.event(desk, after))["content"]["body"] == "after"


def _verified(person, user_id):
    async def look():
        return (await person.trust(user_id))["is_verified"]

    return look
