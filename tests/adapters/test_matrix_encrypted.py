"""Encrypted rooms, with a person on Element's own stack in its present mode."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import asynccontextmanager, suppress

import pytest

from bot.app.running import running
from bot.domain.identifiers import ChannelKey
from tests.adapters.matrix_desk import PASSWORD, matrix_settings
from tests.adapters.slack_desk import VETO
from tests.fakes.clock import RealClock
from tests.fakes.local_web import local_web
from tests.fakes.matrix.calls import RefusedError
from tests.fakes.matrix.encrypted_person import encrypted_person
from tests.fakes.matrix.homeserver import BOT, homeserver
from tests.fakes.matrix.reading import current_text, relation
from tests.fakes.waiting import until


class Secret:
    """An encrypted room with Carol and the bot in it."""

    def __init__(self, server, web, carol, settings):
        self.server, self.web, self.carol, self.settings = server, web, carol, settings
        self.room = ""

    @asynccontextmanager
    async def bot(self):
        """The bot, until the block ends; what it keeps stays."""
        async with running(self.settings, RealClock()) as up:
            yield up

    async def welcomed(self):
        self.room = await self.carol.create_room("secret", invite=(BOT,))
        await until(lambda: self.carol.from_bot(self.room))

    async def asked(self, words, thread=None):
        """Say something to the bot, and wait for the answer in the thread."""
        said = {} if thread else {"mention": BOT}
        sent = await self.carol.say(self.room, words, thread=thread, **said)
        before = len(await self.carol.from_bot(self.room, thread=thread)) if thread else 0

        async def answered():
            found = await self.carol.from_bot(self.room, thread=thread or sent)
            found = [e for e in found if "Still reading" not in e["content"]["body"]]
            return found[before:]

        return (await until(answered))[-1]


@pytest.fixture
async def secret(tmp_path):
    async with (
        homeserver(tmp_path / "synapse") as server,
        local_web() as web,
        encrypted_person(server, "carol", isolated=True) as carol,
    ):
        web.page("/veto", VETO, content_type="text/html; charset=utf-8")
        await server.register("attache", PASSWORD)
        settings = matrix_settings(
            tmp_path,
            server,
            allow_private_addresses=(web.place,),
            matrix_admins=(carol.user_id,),
        )
        yield Secret(server, web, carol, settings)


async def test_it_answers_and_is_trusted_where_keys_go_to_signed_devices_alone(secret):
    async with secret.bot() as up:
        await secret.welcomed()
        read = await secret.asked(f"read {secret.web.url}/veto")
        answer = await secret.asked("Who vetoed the draft?")

        assert "Russia and China veto" in current_text(read)
        assert "Russia and China on Friday vetoed" in current_text(answer)
        for event in (read, answer):
            assert event["encrypted"]
            assert event["shield"]["colour"] == "NONE"
            # The thread is told in the clear, or the homeserver could not keep it.
            assert event["wire"]["m.relates_to"]["rel_type"] == "m.thread"
        (device,) = await secret.carol.devices()
        assert device["signed_by_owner"]
        follow_up = await secret.asked("Who abstained?", thread=relation(answer)["event_id"])
        assert "Guyana" in current_text(follow_up)

        note = (
            "Envoys meet in Cairo\n\nEnvoys of five states met in Cairo on Thursday to speak about "
            "a ceasefire, and agreed to meet again within a week, the ministry said.\n"
        )
        thread = relation(answer)["event_id"]
        await secret.carol.send_file(
            secret.room, "note.txt", note.encode(), "text/plain", thread=thread
        )

        async def confirmed():
            found = await secret.carol.from_bot(secret.room, thread=thread)
            return [e for e in found if "Envoys meet in Cairo" in current_text(e)]

        await until(confirmed)
        assert await up.parts.articles.count(ChannelKey("matrix", secret.room)) == 2


async def test_emoji_edits_and_deletions_reach_it_and_the_room_that_replaces_this_one(secret):
    async with secret.bot() as up:
        await secret.welcomed()
        brought = await secret.carol.say(secret.room, f"read {secret.web.url}/veto", mention=BOT)
        await until(lambda: secret.carol.from_bot(secret.room, thread=brought))
        asked = await secret.carol.say(secret.room, "Who vetod it?", mention=BOT)
        await until(lambda: secret.carol.from_bot(secret.room, thread=asked))

        async def in_thread(words, room=None, thread=asked):
            found = await secret.carol.from_bot(room or secret.room, thread=thread)
            return [e for e in found if words in current_text(e)]

        await secret.carol.edit(secret.room, asked, f"{BOT}: Who abstained?")
        (answer,) = await until(lambda: in_thread("Guyana abstaining"))
        await secret.carol.react(secret.room, answer["event_id"], "🔍")
        await until(lambda: in_thread("The Harbour Post · published"))

        new = await secret.carol.upgrade_room(secret.room)
        with suppress(RefusedError):
            await secret.carol.invite(new)
        articles = up.parts.articles
        await until(lambda: articles.count(ChannelKey("matrix", new)), seconds=40)
        again = await secret.carol.say(new, "Who abstained?", mention=BOT)
        (answer,) = await until(lambda: in_thread("Guyana", new, again))
        assert answer["encrypted"]

        await secret.carol.redact(secret.room, brought)

        async def is_forgotten():
            return await articles.count(ChannelKey("matrix", new)) == 0

        await until(is_forgotten)
        await up.engine.tick()
        await until(lambda: in_thread("forgotten", new, again))
        assert not await in_thread("Guyana", new, again)


async def test_a_room_whose_encryption_is_not_known_is_told_so_once(secret):
    async with secret.bot() as up:
        room = await secret.carol.create_room("odd", invite=(BOT,), encrypted=False)
        await until(lambda: secret.carol.from_bot(room))
        other = {"algorithm": "org.example.mls"}
        await secret.carol.set_state(room, "m.room.encryption", other)
        for number in range(2):
            await secret.carol.caller.call(
                "PUT",
                f"/_matrix/client/v3/rooms/{room}/send/m.room.encrypted/odd{number}",
                {**other, "ciphertext": "abc"},
            )

        async def told():
            found = await secret.carol.from_bot(room)
            return [e for e in found if "in a way that I do not know" in current_text(e)]

        await until(told)
        await asyncio.sleep(2)
        assert len(await told()) == 1
        assert up.matrix.health()["ok"]


async def test_keys_that_are_damaged_are_told_and_what_was_asked_is_answered_when_they_are_back(
    secret,
):
    async with secret.bot():
        await secret.welcomed()
        await secret.asked("help")
    keys = secret.settings.data_dir / "matrix" / "keys.sqlite"
    whole = keys.read_bytes()
    keys.write_bytes(b"not a database" + whole[100:])
    async with secret.bot() as up:
        asked = await secret.carol.say(secret.room, "help", mention=BOT)

        async def told():
            found = await secret.carol.from_bot(secret.room)
            return [e for e in found if "I cannot read this room" in current_text(e)]

        await until(told)
        assert "is damaged" in up.matrix.health()["reason"]
        plain = await secret.carol.create_room("plain", invite=(BOT,), encrypted=False)
        await until(lambda: secret.carol.from_bot(plain))
    keys.write_bytes(whole)
    async with secret.bot():
        await until(lambda: secret.carol.from_bot(secret.room, thread=asked))
        assert len(await told()) == 1


async def test_after_a_restart_old_threads_and_new_keys_are_read(secret):
    async with secret.bot():
        await secret.welcomed()
        await secret.asked(f"read {secret.web.url}/veto")
    missed = await secret.carol.say(secret.room, "Who vetoed the draft?", mention=BOT)
    await secret.carol.rotate_key(secret.room)
    rotated = await secret.carol.say(secret.room, "Who abstained?", mention=BOT)

    async with secret.bot():
        for asked, words in ((missed, "Russia and China on Friday"), (rotated, "Guyana")):

            async def answered(asked=asked, words=words):
                found = await secret.carol.from_bot(secret.room, thread=asked)
                return [e for e in found if words in current_text(e)]

            await until(answered)
        devices = await secret.carol.devices()
        assert [d["signed_by_owner"] for d in devices] == [True]


async def test_who_keeps_the_key_back_is_told_once_and_read_when_it_comes(secret):
    async with secret.bot() as up:
        up.parts.matrix.sealing._undecryptable._grace = 1.0
        await secret.welcomed()
        # Another homeserver's outage, a broken client: here, a message with a session of nobody.
        content = {
            "algorithm": "m.megolm.v1.aes-sha2",
            "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg",
            "session_id": "X3lUlvLELLYxeTx4yOVu6UDpasGEVO0Jbu+QFnm0cKQ",
            "sender_key": "RF3s+E7RkTQTGF2d8Deol0FkQvgII2aJDf3/Jp5mxVU",
            "device_id": secret.carol.device_id,
        }
        for _ in range(2):
            await secret.carol.caller.call(
                "PUT",
                f"/_matrix/client/v3/rooms/{secret.room}/send/m.room.encrypted/t{_}",
                content,
            )

        async def told():
            found = await secret.carol.from_bot(secret.room)
            return [e for e in found if "I cannot read what you wrote" in current_text(e)]

        await until(told)
        await asyncio.sleep(3)
        assert len(await told()) == 1


async def test_an_admin_verifies_the_bot_by_emoji_in_the_room(secret):
    async with secret.bot():
        await secret.welcomed()
        await secret.carol.request_verification(BOT, room=secret.room)
        await secret.carol.start_emoji(BOT)
        shown = await secret.carol.emoji(BOT)

        async def said():
            found = await secret.carol.from_bot(secret.room)
            return [e for e in found if "Compare these" in current_text(e)]

        (compare,) = await until(said)
        for emoji in shown:
            assert emoji[0] in current_text(compare)
        await secret.carol.confirm_emoji(BOT)

        async def verified():
            return (await secret.carol.trust(BOT))["is_verified"]

        await until(verified)


def test_plain_rooms_import_neither_nio_nor_vodozemac():
    check = (
        "import sys, bot.app.running, bot.app.matrix_parts, bot.platforms.matrix.sealing\n"
        "sys.exit(any(n.split('.')[0] in ('nio', 'vodozemac') for n in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
