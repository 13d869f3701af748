"""A bot's device without the bot: our encryption on our API, and the smallest sync loop."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import asynccontextmanager

from bot.platforms.matrix.encryption.errors import UndecryptableError
from bot.platforms.matrix.encryption.room_encryption import RoomEncryption
from bot.platforms.matrix.encryption.verification_desk import is_verification
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, escaped
from tests.fakes.clock import RealClock
from tests.fakes.matrix.person import PASSWORD
from tests.fakes.waiting import PATIENCE

MEGOLM = {"algorithm": "m.megolm.v1.aes-sha2"}


@asynccontextmanager
async def bot_device(server, folder, name="attache", **options):
    """A new user on a new device, started, until the block ends."""
    answer = await server.register_here(name, PASSWORD)
    device = BotDevice(server.url, folder, answer, options)
    try:
        await device.open()
        yield device
    finally:
        await device.close()


class BotDevice:
    """What a platform would do with a `RoomEncryption`."""

    def __init__(self, url, folder, login, options):
        self.url = url
        self.folder = folder
        self.user_id = login["user_id"]
        self.device_id = login["device_id"]
        self.token = login["access_token"]
        self.options = options
        self.since = None
        #: Events in clear, by their ids; those that cannot be read, and why.
        self.read = {}
        self.unread = {}
        self.news = []
        self.rotation = MEGOLM
        self.api = self.encryption = None

    async def open(self):
        """Come up with what the folder has."""
        self.api = HomeserverApi(self.url)
        self.api.access_token = self.token
        self.encryption = await RoomEncryption.open(
            self.folder, self.user_id, self.device_id, self.api, RealClock(), **self.options
        )
        await self.encryption.start(PASSWORD)

    async def close(self):
        """Go down; nothing but the folder is left."""
        if self.encryption is not None:
            await self.encryption.aclose()
        await self.api.aclose()
        self.encryption = None

    async def restart(self, *, loses_token=False):
        """Go down and come up; with `loses_token`, syncs come again from where it began."""
        await self.close()
        await self.open()
        if loses_token:
            self.since = None

    async def sync(self):
        """Take one answer, in the order that the platform must keep; the answer."""
        # Synapse gives the same answer to the same question for two minutes; a timeout differs.
        query = {"timeout": str(secrets.randbelow(50))}
        if self.since:
            query["since"] = self.since
        answer = await self.api.call("GET", f"{CLIENT}/sync", query=query)
        taken = await self.encryption.take(answer)
        self.news += taken.news
        for place in taken.readable:
            await self._try_again(place)
        for room, changes in answer.get("rooms", {}).get("join", {}).items():
            for event in changes["timeline"]["events"]:
                await self._look_at(room, event)
        for room in answer.get("rooms", {}).get("invite", {}):
            await self.api.call("POST", f"{CLIENT}/rooms/{escaped(room)}/join", {})
        self.since = answer["next_batch"]
        return answer

    async def _try_again(self, place):
        for event_id, (room, event, error) in list(self.unread.items()):
            if (room, error.session_id) == place:
                del self.unread[event_id]
                await self._look_at(room, event)

    async def _look_at(self, room, event):
        if event["type"] == "m.room.encrypted":
            try:
                event = await self.encryption.decrypt(room, event)
            except UndecryptableError as error:
                self.unread[event["event_id"]] = (room, event, error)
                return
        self.read[event["event_id"]] = event
        if is_verification(event):
            step = await self.encryption.verify_in_room(event)
            self.news += step.news
            for kind, content in step.answers:
                await self.send(room, kind, content)

    async def until(self, holds, seconds=PATIENCE):
        """Sync until something holds."""
        async with asyncio.timeout(seconds):
            while not holds():
                await self.sync()
                await asyncio.sleep(0.02)

    async def until_read(self, *event_ids):
        """Sync until events are read; their bodies."""
        await self.until(lambda: set(event_ids) <= self.read.keys())
        return [self.read[event_id]["content"].get("body") for event_id in event_ids]

    async def until_news(self, progress):
        """Sync until a verification has come that far."""
        await self.until(lambda: any(news.progress is progress for news in self.news))

    async def published_keys(self, user_id):
        """What the homeserver shows us of a user's keys."""
        return await self.api.call("POST", f"{CLIENT}/keys/query", {"device_keys": {user_id: []}})

    async def members(self, room):
        """Who is joined."""
        answer = await self.api.call("GET", f"{CLIENT}/rooms/{escaped(room)}/joined_members")
        return list(answer["joined"])

    async def send(self, room, kind, content):
        """Send an event, encrypted; its id."""
        members = await self.members(room)
        hidden = await self.encryption.encrypt(room, kind, content, members, self.rotation)
        transaction = secrets.token_hex(8)
        path = f"{CLIENT}/rooms/{escaped(room)}/send/m.room.encrypted/{transaction}"
        return (await self.api.call("PUT", path, hidden))["event_id"]

    async def say(self, room, body, **more):
        """Say something; the event's id."""
        return await self.send(room, "m.room.message", {"msgtype": "m.text", "body": body, **more})
