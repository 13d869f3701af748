"""Somebody in encrypted rooms, on what Element is made of: a `Person` who writes and reads there."""

from __future__ import annotations

import base64
from contextlib import asynccontextmanager

from tests.fakes.matrix.element import Element
from tests.fakes.matrix.homeserver import BOT
from tests.fakes.matrix.person import PASSWORD, Person, file_content


@asynccontextmanager
async def encrypted_person(
    server,
    name,
    *,
    password=PASSWORD,
    log_in=False,
    cross_signed=True,
    isolated=False,
    only_verified=False,
):
    """Somebody new, until the block ends; with `log_in`, somebody known on a new device.

    `cross_signed`: their own keys are made and sign this device.  `isolated` is how Element is now:
    keys go to cross-signed devices alone, and only their messages are read.  `only_verified`: keys
    go to nobody whom this person has not verified.
    """
    if log_in:
        person = await EncryptedPerson.login(server.url, name, password)
    else:
        person = await EncryptedPerson.arriving(server, name, password)
    element = Element(server.folder / f"element-{name}.log")
    try:
        await person.use(
            element,
            password=password,
            cross_signed=cross_signed,
            isolated=isolated,
            only_verified=only_verified,
        )
        yield person
    finally:
        element.close()


class EncryptedPerson(Person):
    """Reads and writes through matrix-js-sdk, in rooms of both kinds; the rest is plain HTTP."""

    _element = None

    async def use(self, element, **options):
        """Begin on this process."""
        self._element = element
        await element.ask(
            "start",
            url=self.caller.url,
            user_id=self.user_id,
            device_id=self.device_id,
            token=self.caller.token,
            **options,
        )

    async def create_room(self, name=None, invite=(), encrypted=True, **more):
        """Open a room, an encrypted one; its id."""
        return await super().create_room(name, invite, encrypted, **more)

    # ------------------------------------------------------------ writing and reading

    async def send(self, room, kind, content):
        """Send an event, encrypted where the room is; its id."""
        patience = self.caller.patience_seconds
        return await self._element.ask(
            "send", room=room, type=kind, content=content, patience=patience
        )

    async def send_file(self, room, name, content, media_type, thread=None):
        """Encrypt a file, upload it and show it; the message's id."""
        made = await self._element.ask("encryptFile", base64=_to_base64(content))
        hidden = base64.b64decode(made["base64"])
        mxc = await self.upload(name, hidden, "application/octet-stream")
        place = {"file": {**made["info"], "url": mxc}}
        message = file_content(name, content, media_type, place, thread)
        return await self.send(room, "m.room.message", message)

    async def read_file(self, event):
        """The bytes of a file that a message shows."""
        info = event["content"]["file"]
        hidden = await self.download(info["url"])
        shown = await self._element.ask("decryptFile", base64=_to_base64(hidden), info=info)
        return base64.b64decode(shown)

    async def events(self, room):
        """As `Person.events`, in the clear where this person has the keys.

        Beside what the server gives: ``encrypted``; ``shield`` (``{"colour": "NONE", "reason":
        None}``, or what Element would warn of: ``UNSIGNED_DEVICE``); ``wire``, the content as it
        was sent; ``failure``, why it cannot be read.
        """
        return await self._element.ask("decrypt", events=await super().events(room))

    async def event(self, room, event_id):
        """One event."""
        found = await self._element.ask("decrypt", events=[await super().event(room, event_id)])
        return found[0]

    async def catch_up(self):
        """Wait until this client knows all that the server knows now; writing and reading do so."""
        await self._element.ask("catchUp")

    async def rotate_key(self, room):
        """Encrypt what comes next in the room with a new key."""
        await self._element.ask("rotate", room=room)

    # ------------------------------------------------------------ trust

    async def devices(self, user_id=BOT):
        """Somebody's devices: ``{"device_id", "name", "signed_by_owner", "is_verified"}``."""
        return await self._element.ask("devices", user_id=user_id)

    async def trust(self, user_id=BOT):
        """Whether somebody is verified, and whether their keys changed: ``needs_approval``."""
        return await self._element.ask("trust", user_id=user_id)

    async def request_verification(self, user_id=BOT, room=None, device_id=None):
        """Ask to compare emoji: in a room, or with one of their devices directly."""
        await self._element.ask(
            "requestVerification", user_id=user_id, room=room, device_id=device_id
        )

    async def accept_verification(self, user_id=BOT):
        """Wait to be asked, and agree."""
        await self._element.ask("acceptVerification", user_id=user_id)

    async def start_emoji(self, user_id=BOT):
        """Once the other has agreed, begin; nothing happens if they began."""
        await self._element.ask("startEmoji", user_id=user_id)

    async def emoji(self, user_id=BOT):
        """The emoji that this person sees, once they are shown: ``[[emoji, name], …]``."""
        return await self._element.ask("emoji", user_id=user_id)

    async def confirm_emoji(self, user_id=BOT):
        """Say that they are the same, and wait until the other has said so."""
        await self._element.ask("confirmEmoji", user_id=user_id)

    async def deny_emoji(self, user_id=BOT):
        """Say that they are not."""
        await self._element.ask("denyEmoji", user_id=user_id)

    async def verification_state(self, user_id=BOT):
        """Where it is: ``{"phase": "Done", "cancelled": None, "error": None}``, or None."""
        return await self._element.ask("verificationState", user_id=user_id)


def _to_base64(content):
    return base64.b64encode(content).decode()
