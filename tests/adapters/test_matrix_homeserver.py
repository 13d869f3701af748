"""The homeserver and the people that other tests trust."""

from __future__ import annotations

import pytest
import pytest_asyncio

from tests.fakes.matrix.calls import RefusedError
from tests.fakes.matrix.homeserver import BOT, homeserver
from tests.fakes.matrix.person import PASSWORD, Person
from tests.fakes.matrix.reading import current_text, is_in_thread
from tests.fakes.waiting import until


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory):
    async with homeserver(tmp_path_factory.mktemp("synapse")) as up:
        yield up


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def people(server):
    """Somebody, and whoever stands in for the bot."""
    return await Person.arriving(server, "alice"), await Person.arriving(server, "attache")


@pytest.fixture
async def desk(people):
    """A room with both in it."""
    alice, bot = people
    room = await alice.create_room("Desk", invite=[BOT])
    await bot.join(room)
    return room


async def test_two_people_speak_in_a_thread(people, desk):
    alice, bot = people
    asked = await alice.say(desk, "what is new?", mention=BOT)
    answered = await bot.say(desk, "nothing <yet>", thread=asked)
    await bot.edit(desk, answered, "much")
    await alice.react(desk, answered, "👍")
    gone = await bot.say(desk, "a slip")
    await bot.redact(desk, gone)

    (question,) = [event for event in await bot.events(desk) if event["event_id"] == asked]
    assert question["content"]["m.mentions"] == {"user_ids": [BOT]}
    assert "https://matrix.to/#/@attache:ministry.example" in question["content"]["formatted_body"]
    (answer,) = await alice.from_bot(desk, thread=asked)
    assert is_in_thread(answer, asked)
    assert current_text(answer) == "much"
    assert answer["content"]["body"] == "nothing <yet>"
    assert await bot.reactions(desk, answered) == {(alice.user_id, "👍")}
    assert [event["event_id"] for event in await alice.from_bot(desk)] == [answered]


async def test_a_file_is_what_was_sent(people, desk):
    alice, bot = people
    sent = await alice.send_file(desk, "note.pdf", b"%PDF-1.7", "application/pdf")
    content = (await bot.event(desk, sent))["content"]
    assert (content["msgtype"], content["info"]["size"]) == ("m.file", 8)
    assert await bot.download(content["url"]) == b"%PDF-1.7"


async def test_typing_and_receipts_are_seen(people, desk):
    alice, bot = people
    said = await alice.say(desk, "are you there?")
    async with alice.watching() as seen:
        await bot.type_in(desk)
        await bot.call("POST", "rooms", desk, "receipt", "m.read", said, body={})
        await until(lambda: seen.is_typing(desk, BOT) and seen.has_read(desk, said, BOT))


async def test_rooms_change_hands(people, desk):
    alice, bot = people
    await alice.set_power(desk, BOT, 50)
    await bot.set_state(desk, "m.room.name", {"name": "Bureau"})
    successor = await alice.upgrade_room(desk)
    assert (await bot.state(desk, "m.room.tombstone"))["replacement_room"] == successor
    await alice.invite(successor)
    await bot.join(successor)
    await alice.kick(successor)
    await alice.ban(successor)
    assert (await alice.members(successor))[BOT] == "ban"
    with pytest.raises(RefusedError, match="M_FORBIDDEN"):
        await bot.say(successor, "let me in")


async def test_somebody_registered_logs_in_and_out(server):
    user_id = await server.register("carol", PASSWORD)
    carol = await Person.login(server.url, "carol")
    assert carol.user_id == user_id
    await carol.logout()
    with pytest.raises(RefusedError) as refused:
        await carol.create_room()
    assert refused.value.code == "M_UNKNOWN_TOKEN"


async def test_default_limits_hold_until_they_are_lifted_and_kill_loses_nothing(tmp_path):
    async with homeserver(tmp_path / "synapse", limits="default") as server:
        alice = await Person.arriving(server, "alice")
        bot = await Person.arriving(server, "attache")
        room = await alice.create_room("Desk", invite=[BOT])
        await bot.join(room)
        bot.caller.patience_seconds = 0
        with pytest.raises(RefusedError) as refused:
            await _flood(bot, room, 20)
        assert refused.value.code == "M_LIMIT_EXCEEDED"
        await server.override_ratelimit(bot.user_id)
        await _flood(bot, room, 20)
        before = _texts(await alice.from_bot(room))
        server.kill()
        await server.start()
        assert _texts(await alice.from_bot(room)) == before
        await bot.say(room, "still here")
        await server.stop()


async def _flood(person, room, times):
    for number in range(times):
        await person.say(room, f"{number}")


def _texts(events):
    return [current_text(event) for event in events]
