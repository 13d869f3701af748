"""Somebody in rooms that are not encrypted: every method does what their hands would do."""

from __future__ import annotations

import contextlib
import html as markup
import secrets

from tests.fakes.matrix.calls import Caller, RefusedError, path_of
from tests.fakes.matrix.homeserver import BOT
from tests.fakes.matrix.reading import current_text, is_in_thread
from tests.fakes.matrix.watching import Watching

PASSWORD = "correct horse"
_MEGOLM = {"algorithm": "m.megolm.v1.aes-sha2"}
_DISPLAYS = {"image": "m.image", "video": "m.video", "audio": "m.audio"}


class Person:
    """Somebody who is logged in on one device; `user_id` is who."""

    def __init__(self, url, user_id, token, device_id):
        self.user_id = user_id
        self.device_id = device_id
        self.caller = Caller(url, token)

    @classmethod
    async def arriving(cls, server, name, password=PASSWORD):
        """Somebody new, on the device that the registration gives: log-ins are limited."""
        answer = await server.register_here(name, password)
        return cls(server.url, answer["user_id"], answer["access_token"], answer["device_id"])

    @classmethod
    async def login(cls, url, name, password=PASSWORD):
        """Log in on a new device."""
        who = {"type": "m.id.user", "user": name}
        body = {"type": "m.login.password", "identifier": who, "password": password}
        answer = await Caller(url).call("POST", path_of("login"), body)
        return cls(url, answer["user_id"], answer["access_token"], answer["device_id"])

    async def logout(self):
        """Leave this device."""
        await self.call("POST", "logout", body={})

    async def call(self, method, *parts, body=None, **query):
        """Call the client API; ids among the parts of the path are escaped."""
        return await self.caller.call(method, path_of(*parts), body, **query)

    # ------------------------------------------------------------ rooms

    async def create_room(
        self,
        name=None,
        invite=(),
        encrypted=False,
        direct=False,
        power_levels=None,
        room_version=None,
    ):
        """Open a room; its id.  A direct one is marked as such, as Element does."""
        encryption = {"type": "m.room.encryption", "state_key": "", "content": _MEGOLM}
        body = {
            "name": name,
            "invite": list(invite),
            "preset": "trusted_private_chat" if direct else "private_chat",
            "is_direct": direct,
            "initial_state": [encryption] if encrypted else [],
            "power_level_content_override": power_levels,
            "room_version": room_version,
        }
        body = {key: value for key, value in body.items() if value is not None}
        room = (await self.call("POST", "createRoom", body=body))["room_id"]
        if direct:
            await self._mark_direct(room, invite)
        return room

    async def _mark_direct(self, room, people):
        path, rooms = ("user", self.user_id, "account_data", "m.direct"), {}
        with contextlib.suppress(RefusedError):  # there were none before
            rooms = await self.call("GET", *path)
        rooms |= {person: [*rooms.get(person, ()), room] for person in people}
        await self.call("PUT", *path, body=rooms)

    async def join(self, room):
        """Join a room one is invited to."""
        await self.call("POST", "rooms", room, "join", body={})

    async def leave(self, room):
        """Leave a room, or refuse an invitation."""
        await self.call("POST", "rooms", room, "leave", body={})

    async def invite(self, room, user_id=BOT):
        """Invite somebody."""
        await self._to_member("invite", room, user_id)

    async def kick(self, room, user_id=BOT):
        """Put somebody out; they may come back if they are invited."""
        await self._to_member("kick", room, user_id)

    async def ban(self, room, user_id=BOT):
        """Put somebody out for good."""
        await self._to_member("ban", room, user_id)

    async def unban(self, room, user_id=BOT):
        """Let them be invited again."""
        await self._to_member("unban", room, user_id)

    async def _to_member(self, what, room, user_id):
        await self.call("POST", "rooms", room, what, body={"user_id": user_id})

    async def upgrade_room(self, room, version="12"):
        """Replace a room by a new one, which the old one names; the new one's id."""
        answer = await self.call("POST", "rooms", room, "upgrade", body={"new_version": version})
        return answer["replacement_room"]

    async def set_power(self, room, user_id, level):
        """Give somebody a power level."""
        levels = await self.state(room, "m.room.power_levels")
        levels["users"] = {**levels.get("users", {}), user_id: level}
        await self.set_state(room, "m.room.power_levels", levels)

    async def state(self, room, kind, key=""):
        """The content of a state event of the room."""
        return await self.call("GET", "rooms", room, "state", kind, key)

    async def set_state(self, room, kind, content, key=""):
        """Set it; the event's id."""
        path = ("rooms", room, "state", kind, key)
        return (await self.call("PUT", *path, body=content))["event_id"]

    async def members(self, room):
        """Who is in the room, or invited, or gone: ``{user id: membership}``."""
        answer = await self.call("GET", "rooms", room, "members")
        return {event["state_key"]: event["content"]["membership"] for event in answer["chunk"]}

    # ------------------------------------------------------------ writing

    async def say(self, room, text, thread=None, mention=None, reply_to=None, html=None):
        """Write a message; its id.  `mention` is whom to call, by ``m.mentions`` and a pill."""
        content = {"msgtype": "m.text", "body": text, "m.mentions": {}}
        if mention:
            content["body"] = f"{mention}: {text}"
            content["m.mentions"] = {"user_ids": [mention]}
            html = f"{_pill(mention)}: {html or markup.escape(text)}"
        if html:
            content |= {"format": "org.matrix.custom.html", "formatted_body": html}
        return await self.send(room, "m.room.message", content | _relation(thread, reply_to))

    async def edit(self, room, event_id, text):
        """Change a message."""
        new = {"msgtype": "m.text", "body": text, "m.mentions": {}}
        relation = {"rel_type": "m.replace", "event_id": event_id}
        content = {**new, "body": f"* {text}", "m.new_content": new, "m.relates_to": relation}
        return await self.send(room, "m.room.message", content)

    async def react(self, room, event_id, key):
        """React to a message; the reaction's id."""
        relation = {"rel_type": "m.annotation", "event_id": event_id, "key": key}
        return await self.send(room, "m.reaction", {"m.relates_to": relation})

    async def redact(self, room, event_id):
        """Delete a message, or take back a reaction."""
        await self.call("PUT", "rooms", room, "redact", event_id, secrets.token_hex(8), body={})

    async def send_file(self, room, name, content, media_type, thread=None):
        """Upload a file and show it; the message's id."""
        mxc = await self.upload(name, content, media_type)
        message = file_content(name, content, media_type, {"url": mxc}, thread)
        return await self.send(room, "m.room.message", message)

    async def upload(self, name, content, media_type):
        """Upload a file; its ``mxc://`` address."""
        path = "/_matrix/media/v3/upload"
        answer = await self.caller.send_bytes(path, content, media_type, filename=name)
        return answer["content_uri"]

    async def send(self, room, kind, content):
        """Send an event as it stands; its id."""
        path = ("rooms", room, "send", kind, secrets.token_hex(8))
        return (await self.call("PUT", *path, body=content))["event_id"]

    async def type_in(self, room, seconds=30):
        """Show that one is writing."""
        body = {"typing": True, "timeout": seconds * 1000}
        await self.call("PUT", "rooms", room, "typing", self.user_id, body=body)

    # ------------------------------------------------------------ reading

    async def events(self, room):
        """Everything that this person may see of the room, oldest first.

        The latest edit of a message and its thread are in ``unsigned["m.relations"]``.
        """
        path, found, since = ("rooms", room, "messages"), [], None
        while True:
            page = await self.call("GET", *path, dir="f", limit="1000", **{"from": since})
            found += page["chunk"]
            since = page.get("end")
            if since is None:
                return found

    async def event(self, room, event_id):
        """One event."""
        return await self.call("GET", "rooms", room, "event", event_id)

    async def from_bot(self, room, thread=None, bot=BOT):
        """The bot's messages of a room, or of a thread in it, oldest first; edits are not among them.

        What is shown now, after edits, is `reading.current_text`.
        """
        return [
            event
            for event in await self.events(room)
            if event["sender"] == bot
            and event["type"] == "m.room.message"
            and current_text(event)
            and (thread is None or is_in_thread(event, thread))
        ]

    async def reactions(self, room, event_id):
        """Reactions below a message: ``{(sender, key)}``."""
        path = path_of("rooms", room, "relations", event_id, "m.annotation", version="v1")
        answer = await self.caller.call("GET", path, limit="100")
        return {
            (event["sender"], event["content"]["m.relates_to"]["key"]) for event in answer["chunk"]
        }

    async def download(self, mxc):
        """The bytes of a file."""
        parts = mxc.removeprefix("mxc://").split("/")
        return await self.caller.read_bytes(path_of("media", "download", *parts, version="v1"))

    def watching(self):
        """Watch typing and receipts, until the block ends."""
        return Watching(self)


def file_content(name, content, media_type, place, thread):
    """A message that shows a file; `place` is where its bytes are."""
    message = {
        "msgtype": _DISPLAYS.get(media_type.partition("/")[0], "m.file"),
        "body": name,
        "filename": name,
        "info": {"mimetype": media_type, "size": len(content)},
        "m.mentions": {},
    }
    return message | place | _relation(thread, None)


def _pill(user_id):
    name = user_id[1:].partition(":")[0]
    return f'<a href="https://matrix.to/#/{user_id}">{name}</a>'


def _relation(thread, reply_to):
    """What a message hangs on: a thread, another message, or both."""
    relation = {}
    if thread:
        relation = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": not reply_to}
    if thread or reply_to:
        relation["m.in_reply_to"] = {"event_id": reply_to or thread}
    return {"m.relates_to": relation} if relation else {}
