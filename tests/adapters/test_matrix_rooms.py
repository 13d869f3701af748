"""A room's life on Matrix: invites, direct rooms, removals, rooms that replace others, rights."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from dataclasses import replace

import pytest

from bot.app.running import running
from bot.domain.identifiers import ChannelKey
from tests.adapters.matrix_desk import matrix_desk, matrix_settings, with_bot
from tests.adapters.slack_desk import VETO
from tests.contracts.test_channel_purge import rows_of
from tests.fakes.clock import RealClock
from tests.fakes.local_web import local_web
from tests.fakes.matrix.calls import RefusedError
from tests.fakes.matrix.homeserver import BOT, SERVER_NAME
from tests.fakes.matrix.person import Person
from tests.fakes.matrix.reading import current_text, relation
from tests.fakes.waiting import until


@pytest.fixture
async def desk(tmp_path, synapse):
    async with matrix_desk(tmp_path, synapse) as opened:
        yield opened


def key(room):
    return ChannelKey("matrix", room)


async def kept(desk, room):
    """How many rows are kept of a room."""
    return sum((await rows_of(desk.up.parts.database, key(room))).values())


async def membership(person, room):
    return (await person.state(room, "m.room.member", BOT))["membership"]


async def welcomes(desk, room, count=1):
    async def enough():
        ours = [e for e in await desk.alice.from_bot(room) if "I am Attaché" in current_text(e)]
        return ours if len(ours) >= count else None

    return await until(enough)


# ---------------------------------------------------------------- invites


@contextlib.asynccontextmanager
async def bot_that_allows(folder, synapse, *allowed, **more):
    await with_bot(synapse)
    settings = matrix_settings(folder, synapse, matrix_allow=allowed, **more)
    async with running(settings, RealClock()) as up:
        yield up


async def test_invites_are_for_those_who_are_allowed_and_others_read_why_not(tmp_path, synapse):
    names = [f"{name}-{secrets.token_hex(3)}" for name in ("ann", "ben")]
    ann, ben = [await Person.arriving(synapse, name) for name in names]
    named = await ben.create_room("by its id")
    async with bot_that_allows(tmp_path, synapse, ann.user_id, named):
        hers = await ann.create_room("by the inviter", invite=(BOT,))
        refused = await ben.create_room("nobody's", invite=(BOT,))
        await ben.invite(named)

        await until(lambda: _has(ann, hers, "join"))
        await until(lambda: _has(ben, named, "join"))
        await until(lambda: _has(ben, refused, "leave"))
        told = await ben.state(refused, "m.room.member", BOT)
        assert "MATRIX_ALLOW" in told["reason"]
        assert await ben.from_bot(refused) == []


async def _has(person, room, wanted):
    return await membership(person, room) == wanted


async def test_invites_that_came_while_the_bot_was_down_are_taken_at_its_start(tmp_path, synapse):
    alice = await Person.arriving(synapse, f"alice-{secrets.token_hex(3)}")
    async with bot_that_allows(tmp_path, synapse, SERVER_NAME) as up:
        await until(lambda: up.matrix.sync.state.value == "live")
    room = await alice.create_room("later", invite=(BOT,))
    async with bot_that_allows(tmp_path, synapse):
        # The position moves beyond the invite, which is refused here by nobody's list.
        await until(lambda: _has(alice, room, "leave"))
    await alice.invite(room)
    open_invite = await alice.create_room("open", invite=(BOT,))
    async with bot_that_allows(tmp_path, synapse, SERVER_NAME):
        for asked in (room, open_invite):
            await until(lambda asked=asked: _has(alice, asked, "join"))
            await until(lambda asked=asked: alice.from_bot(asked))


async def test_an_invite_whose_join_a_crash_cut_off_is_seen_again(tmp_path, synapse, monkeypatch):
    """The position is beyond it: only the question after open invites brings it back."""
    alice = await Person.arriving(synapse, f"alice-{secrets.token_hex(3)}")

    async def never(*_):
        await asyncio.sleep(3600)

    with monkeypatch.context() as patch:
        patch.setattr("bot.platforms.matrix.membership.Membership._enter", never)
        async with bot_that_allows(tmp_path, synapse, SERVER_NAME) as up:
            await until(lambda: up.matrix.sync.state.value == "live")
            before = await up.parts.matrix.positions("x").since(BOT)
            room = await alice.create_room("cut off", invite=(BOT,))
            positions = up.parts.matrix.positions("x")

            async def moved():
                return await positions.since(BOT) != before

            await until(moved)
    async with bot_that_allows(tmp_path, synapse, SERVER_NAME):
        await until(lambda: alice.from_bot(room))


# ---------------------------------------------------------------- direct rooms


async def test_a_direct_room_needs_a_mention_when_a_third_person_has_joined(desk):
    room = await desk.alice.create_room(invite=(BOT,), direct=True)
    await welcomes(desk, room)
    asked = await desk.alice.say(room, "help")
    await desk.answers(asked, room=room)

    await desk.alice.invite(room, desk.bob.user_id)
    await desk.bob.join(room)
    unaddressed = await desk.alice.say(room, "help")
    addressed = await desk.mention("help", room=room)
    await desk.answers(addressed, room=room)
    await asyncio.sleep(0.5)
    assert await desk.alice.from_bot(room, thread=unaddressed) == []

    await desk.bob.leave(room)
    again = await desk.alice.say(room, "help")
    await desk.answers(again, room=room)


async def test_a_direct_room_that_is_replaced_needs_no_mention_afterwards(desk):
    old = await desk.alice.create_room(invite=(BOT,), direct=True, room_version="11")
    await welcomes(desk, old)
    await desk.say("topics sanctions", room=old)

    new = await desk.alice.upgrade_room(old)
    with contextlib.suppress(RefusedError):
        await desk.alice.invite(new)

    async def moved():
        return await kept(desk, old) == 0 and await kept(desk, new)

    await until(moved, seconds=40)
    asked = await desk.alice.say(new, "topics")
    (answer,) = await desk.answers(asked, room=new)
    assert "sanctions" in current_text(answer)


# ---------------------------------------------------------------- removals


async def test_a_room_that_put_us_out_while_we_were_down_is_forgotten_when_it_invites_us(
    tmp_path, synapse
):
    async with matrix_desk(tmp_path, synapse) as desk:
        await desk.say(f"read {desk.veto}")
        await desk.say("topics sanctions")
        assert await kept(desk, desk.room) > 5
    await desk.alice.kick(desk.room)
    await desk.alice.invite(desk.room)
    since = len(await desk.alice.events(desk.room))

    settings = matrix_settings(tmp_path, synapse)
    async with running(settings, RealClock()) as up:
        desk.up = up
        await welcomes(desk, desk.room, count=2)
        asked = await desk.mention("topics")
        (answer,) = await desk.answers(asked)
        assert "sanctions" not in current_text(answer)
        assert await up.parts.articles.count(key(desk.room)) == 0
        said = [current_text(e) for e in (await desk.alice.events(desk.room))[since:]]
        assert sum("I am Attaché" in (text or "") for text in said) == 1


@pytest.mark.parametrize("how", ["kick", "ban"])
async def test_whoever_is_put_out_forgets_the_room_and_begins_anew_when_invited(desk, how):
    await desk.briefing()
    await desk.say("topics sanctions")
    asked = await desk.say("Who vetoed the draft?")
    assert "Russia and China" in current_text(asked)
    assert await kept(desk, desk.room) > 5

    await getattr(desk.alice, how)(desk.room)

    async def nothing():
        return await kept(desk, desk.room) == 0

    await until(nothing)
    if how == "ban":
        await desk.alice.unban(desk.room)
    await desk.alice.invite(desk.room)
    await welcomes(desk, desk.room, count=2)
    answer = await desk.say("Who vetoed the draft?")
    assert "has read nothing yet" in current_text(answer)


async def test_whoever_is_put_out_and_invited_at_once_is_welcomed(desk):
    await desk.say(f"read {desk.veto}")

    await desk.alice.kick(desk.room)
    await desk.alice.invite(desk.room)

    await welcomes(desk, desk.room, count=2)
    await desk.say("help")


# ---------------------------------------------------------------- rooms that replace others


@pytest.mark.parametrize(("before", "after"), [("11", "12"), ("12", "12")])
async def test_the_talk_goes_on_in_the_room_that_replaces_another(desk, before, after):
    old = await desk.alice.create_room("desk", invite=(BOT,), room_version=before)
    await welcomes(desk, old)
    await desk.say(f"follow {desk.feed} yes", room=old)
    await desk.say(f"read {desk.veto}", room=old)
    await desk.say("topics sanctions", room=old)
    await desk.say("digest 08:00 daily Europe/Paris", room=old)

    # The copied rules ask for an invite: one that is ours, whoever's list does not matter.
    new = await desk.alice.upgrade_room(old, after)
    with contextlib.suppress(RefusedError):
        await desk.alice.invite(new)

    async def moved():
        return await desk.up.parts.articles.count(key(new))

    await until(moved)
    assert await kept(desk, old) == 0
    answer = await desk.say("Who vetoed the draft?", room=new)
    assert "Russia and China on Friday vetoed" in current_text(answer)
    followed = await desk.alice.say(
        new, "Who abstained?", thread=answer["content"]["m.relates_to"]["event_id"]
    )
    assert followed
    thread = answer["content"]["m.relates_to"]["event_id"]
    more = await desk.answers(thread, count=2, room=new)
    assert "Guyana" in current_text(more[-1])
    shown = current_text(await desk.say("settings", room=new))
    assert "08:00" in shown
    assert "sanctions" in shown
    assert "The Harbour Post" in current_text(await desk.say("sources", room=new))


async def test_what_was_said_last_in_a_room_goes_along_with_it_and_is_answered(tmp_path, synapse):
    """The words and the room's end stand in one answer of the homeserver's."""
    async with matrix_desk(tmp_path, synapse) as desk:
        old = await desk.alice.create_room("desk", invite=(BOT,), room_version="11")
        await welcomes(desk, old)
    async with local_web() as web:
        web.page("/veto", VETO, content_type="text/html; charset=utf-8")
        for words in (f"read {web.url}/veto", "topics sanctions", "follow"):
            await desk.mention(words, room=old)
        new = await desk.alice.upgrade_room(old)
        with contextlib.suppress(RefusedError):
            await desk.alice.invite(new)
        settings = matrix_settings(tmp_path, synapse, allow_private_addresses=(web.place,))
        async with running(settings, RealClock()) as up:

            async def told():
                said = [current_text(e) for e in await desk.alice.from_bot(new)]
                return said if len(said) >= 3 else None

            said = await until(told, seconds=40)
            assert all("You asked in the room that this one replaces." in words for words in said)
            assert sum("put these topics first: sanctions" in words for words in said) == 1
            assert await up.parts.articles.count(key(new)) == 1
            assert await up.parts.articles.count(key(old)) == 0
            desk.up = up
            assert "sanctions" in current_text(await desk.say("settings", room=new))
            assert len(await desk.alice.from_bot(old)) == 1


async def test_a_room_that_only_claims_to_replace_another_gets_nothing(desk):
    await desk.say(f"read {desk.veto}")
    mallory = await Person.arriving(desk.server, f"mallory-{secrets.token_hex(3)}")
    claim = {"predecessor": {"room_id": desk.room, "event_id": "$x"}}
    body = {"creation_content": claim, "invite": [BOT], "room_version": "11"}
    strange = (await mallory.call("POST", "createRoom", body=body))["room_id"]
    await until(lambda: mallory.from_bot(strange))

    asked = await mallory.say(strange, "Who vetoed the draft?", mention=BOT)
    (answer,) = await until(lambda: mallory.from_bot(strange, thread=asked))
    assert "has read nothing yet" in current_text(answer)
    assert await desk.up.parts.articles.count(key(desk.room)) == 1


async def test_a_tombstone_carries_nothing_into_a_room_that_does_not_agree(desk):
    """A true one may name somebody else's room, whose maker wants to read along."""
    await desk.say(f"read {desk.veto}")
    target = await desk.bob.create_room("trap", invite=(BOT,))
    await until(lambda: desk.bob.from_bot(target))
    tombstone = {"body": "moved", "replacement_room": target}

    await desk.alice.set_state(desk.room, "m.room.tombstone", tombstone)
    await asyncio.sleep(3)

    assert await desk.up.parts.articles.count(key(target)) == 0
    assert await desk.up.parts.articles.count(key(desk.room)) == 1


async def moved_from(desk, old):
    """The room that takes the place of an old one, once the bot has brought its memory there."""
    new = await desk.alice.upgrade_room(old)
    with contextlib.suppress(RefusedError):
        await desk.alice.invite(new)

    async def has_moved():
        return await desk.up.parts.articles.count(key(new))

    await until(has_moved, seconds=40)
    return new


async def test_a_post_in_the_room_that_was_replaced_is_changed_there_if_we_may(desk):
    old = await desk.alice.create_room("desk", invite=(BOT,), room_version="11")
    await welcomes(desk, old)
    await desk.alice.set_power(old, BOT, 60)
    await desk.say(f"read {desk.veto}", room=old)
    await desk.mention("brief", room=old)
    briefing = (await desk.posted("Briefing", room=old))["event_id"]
    new = await moved_from(desk, old)
    delivery = await desk.up.parts.messages.sent_post(key(new), briefing)
    await desk.up.parts.matrix.platform.revise(replace(delivery, revision=1))

    events = await desk.alice.events(old)
    edits = [e for e in events if relation(e).get("rel_type") == "m.replace"]
    assert briefing in [relation(e)["event_id"] for e in edits]


async def test_what_may_not_be_changed_in_the_room_that_was_replaced_is_told_in_the_new_one(desk):
    old = await desk.alice.create_room("desk", invite=(BOT,), room_version="11")
    await welcomes(desk, old)
    await desk.say(f"read {desk.veto}", room=old)
    await desk.mention("brief", room=old)
    await desk.posted("Briefing", room=old)
    new = await moved_from(desk, old)
    await desk.mention(f"forget {desk.veto}", room=new)

    await desk.posted("can still be read in what I posted before", room=new)


async def test_what_is_deleted_in_the_room_that_was_replaced_is_forgotten_in_the_new_one(desk):
    old = await desk.alice.create_room("desk", invite=(BOT,), room_version="11")
    await welcomes(desk, old)
    brought = await desk.mention(f"read {desk.veto}", room=old)
    await desk.answers(brought, room=old)
    new = await moved_from(desk, old)
    await desk.alice.redact(old, brought)

    async def is_forgotten():
        return await desk.up.parts.articles.count(key(new)) == 0

    await until(is_forgotten)


# ---------------------------------------------------------------- rights


async def test_rights_come_with_the_level_of_the_moment(desk):
    made = await desk.alice.create_room("v12", invite=(BOT, desk.bob.user_id), room_version="12")
    await desk.bob.join(made)
    await welcomes(desk, made)
    words = "topics sanctions"

    async def may(person, room):
        return "may" not in current_text(await desk.say(words, by=person, room=room))

    # The creator of a room of version 12 is in no list of levels.
    assert desk.alice.user_id not in (await desk.alice.state(made, "m.room.power_levels"))["users"]
    assert await may(desk.alice, made)
    assert not await may(desk.bob, made)
    levels = await desk.alice.state(made, "m.room.power_levels")
    levels |= {"users_default": 50, "state_default": 100}
    await desk.alice.set_state(made, "m.room.power_levels", levels)
    assert await may(desk.bob, made)
    await desk.alice.set_power(made, desk.bob.user_id, 49)
    assert not await may(desk.bob, made)


async def test_whom_the_operator_names_may_change_settings_everywhere(tmp_path, synapse):
    admin = f"admin-{secrets.token_hex(3)}"
    named = f"@{admin}:{SERVER_NAME}"
    async with matrix_desk(tmp_path, synapse, matrix_admins=(named,)) as desk:
        carol = await Person.arriving(synapse, admin)
        await desk.alice.invite(desk.room, carol.user_id)
        await carol.join(desk.room)

        refused = await desk.say("topics sanctions", by=desk.bob)
        allowed = await desk.say("topics sanctions", by=carol)

        assert "may" in current_text(refused)
        assert "sanctions" in current_text(allowed)
