"""A desk on Matrix: a homeserver, a bot in a room of it, and a small newspaper on loopback."""

from __future__ import annotations

import secrets
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from bot.app.running import running
from bot.app.settings import read_settings
from tests.adapters.slack_desk import FEED, VETO
from tests.fakes.clock import RealClock
from tests.fakes.empty_stores import with_empty_stores
from tests.fakes.local_web import local_web
from tests.fakes.matrix.calls import RefusedError
from tests.fakes.matrix.homeserver import BOT
from tests.fakes.matrix.person import Person
from tests.fakes.matrix.reading import current_text, relation
from tests.fakes.ports import free_port
from tests.fakes.waiting import until

PASSWORD = "correct horse"


@dataclass
class Desk:
    server: Any
    web: Any
    up: Any
    room: str
    alice: Person
    bob: Person

    @property
    def veto(self):
        return f"{self.web.url}/veto"

    @property
    def feed(self):
        return f"{self.web.url}/feed.xml"

    async def mention(self, words, *, by=None, room=None, thread=None):
        """Somebody mentions the bot; their message's id."""
        return await (by or self.alice).say(room or self.room, words, thread=thread, mention=BOT)

    async def answers(self, thread, *, count=1, room=None):
        """Our messages in a thread, when there are so many."""

        async def enough():
            ours = await self.alice.from_bot(room or self.room, thread=thread)
            return ours if len(ours) >= count else None

        return await until(enough)

    async def say(self, words, **more):
        """Mention the bot, and wait for the answer in the thread."""
        sent = await self.mention(words, **more)
        return (await self.answers(sent, room=more.get("room")))[-1]

    async def posted(self, words, room=None):
        """Our message in the room itself that holds some words, when there is one."""

        async def found():
            ours = await self.alice.from_bot(room or self.room)
            return [e for e in ours if words in current_text(e) and not relation(e).get("rel_type")]

        return (await until(found))[-1]

    async def briefing(self):
        """Have the article read, and a briefing posted; its event."""
        await self.say(f"read {self.veto}")
        await self.mention("brief")
        return await self.posted("Briefing")


def matrix_settings(folder, server, **more):
    """Settings of a bot on this homeserver, as an operator would write them."""
    values = {
        "data_dir": folder / "data",
        "matrix_homeserver": server.url,
        "matrix_user": BOT,
        "matrix_password": PASSWORD,
        "matrix_allow": (server.server_name,),
        "http_port": free_port(),
    }
    return with_empty_stores(read_settings(**{**values, **more}))


async def with_bot(server):
    """See that the bot has an account; a homeserver that several tests share has it already."""
    with suppress(RefusedError):
        await server.register("attache", PASSWORD)


@asynccontextmanager
async def matrix_desk(folder, server, **more):
    """The desk, until the block ends; the bot's account is made where it is not there yet."""
    async with local_web() as web:
        web.page("/veto", VETO, content_type="text/html; charset=utf-8")
        web.page("/feed.xml", FEED.format(web=web.url), content_type="application/rss+xml")
        await with_bot(server)
        alice = await Person.arriving(server, f"alice-{secrets.token_hex(3)}")
        bob = await Person.arriving(server, f"bob-{secrets.token_hex(3)}")
        settings = matrix_settings(folder, server, allow_private_addresses=(web.place,), **more)
        async with running(settings, RealClock()) as up:
            room = await alice.create_room("desk", invite=(BOT, bob.user_id))
            await bob.join(room)
            desk = Desk(server, web, up, room, alice, bob)
            await desk.posted("I am Attaché")
            yield desk
