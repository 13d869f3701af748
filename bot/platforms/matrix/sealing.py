"""Encrypted rooms as the rest of the platform sees them: opened when one is met, and not before.

Encryption is an extra, and a bot in plain rooms alone never imports it.  What it cannot read is
kept until the key comes, and told once to whoever wrote it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from bot.domain.identifiers import ChannelKey, MessageId
from bot.errors import ConfigurationError, PlatformUnavailableError, StoreUnavailableError
from bot.platforms.matrix.account import Account
from bot.platforms.matrix.contents import Content, notice
from bot.platforms.matrix.encryption.loading import open_encryption
from bot.platforms.matrix.homeserver_api import HomeserverApi
from bot.platforms.matrix.incoming import relation_of
from bot.platforms.matrix.places import channel_key
from bot.platforms.matrix.rooms import Rooms
from bot.ports import Inbox

if TYPE_CHECKING:
    from bot.platforms.matrix.encryption.errors import UndecryptableError
    from bot.platforms.matrix.encryption.machine import RoomEncryption
    from bot.platforms.matrix.encryption.verification_desk import VerificationNews

Event = Mapping[str, Any]
#: Deals with an event of a room, in the clear.
Deal = Callable[[str, Event], Awaitable[None]]
#: Sends an event into a room, sealed if the room is.
Send = Callable[[str, str, Content], Awaitable[None]]

#: Seconds that a key may come after the event that it opens before its writer is told.
GRACE_SECONDS = 20.0
#: Seconds until a post into an encrypted room is tried again while encryption is not ready.
AGAIN_SECONDS = 15.0

_log = structlog.get_logger(__name__)


class SealedStore(Protocol):
    """Events that wait for the key that opens them."""

    async def keep(self, channel: ChannelKey, event_id: str, session_id: str) -> None:
        """Note an event that could not be read."""
        ...

    async def of_session(self, channel: ChannelKey, session_id: str) -> Sequence[str]:
        """The events that a key opens, oldest first."""
        ...

    async def drop(self, channel: ChannelKey, event_id: str) -> None:
        """It was read, or never will be."""
        ...


class Sealing:
    """Encrypts and decrypts for the platform and the sync loop.  Owns the waits for late keys."""

    def __init__(
        self,
        api: HomeserverApi,
        rooms: Rooms,
        sealed: SealedStore,
        folder: Path,
        *,
        password: str | None,
        may_verify: Callable[[str], bool],
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        self._api = api
        self._rooms = rooms
        self._sealed = sealed
        self._folder = folder
        self._password = password
        self._may_verify = may_verify
        self._grace = grace_seconds
        self._opening = asyncio.Lock()
        self._encryption: RoomEncryption | None = None
        self._waits: set[asyncio.Task[None]] = set()
        self._account: Account | None = None
        self._inbox: Inbox | None = None
        self._deal: Deal | None = None
        self._send: Send | None = None
        #: Whether this replica is the one that syncs: two on one key store would ruin it.
        self.leads = False
        #: Why encrypted rooms cannot be served, in a sentence; None while they can, or none is met.
        self.trouble: str | None = None

    def connect(self, inbox: Inbox, deal: Deal, send: Send) -> None:
        """Say where what was read goes, and how a word is sent into a room."""
        self._inbox, self._deal, self._send = inbox, deal, send

    def introduce(self, account: Account) -> None:
        """Take up an account."""
        self._account = account

    async def take_the_lead(self) -> None:
        """This replica syncs from now on; with keys from before, encryption is opened at once.

        To-device messages are given only once: those that come while plain rooms are read must
        be read too.
        """
        self.leads = True
        if (self._folder / "keys.sqlite").exists():
            await self._ready()

    async def step_back(self) -> None:
        """Another replica syncs, and has the keys."""
        self.leads = False
        async with self._opening:
            if self._encryption is not None:
                opened, self._encryption = self._encryption, None
                await opened.aclose()

    async def aclose(self) -> None:
        """Close the key store, and end what waits for a key: it is told at the next event."""
        for task in self._waits:
            task.cancel()
        await asyncio.gather(*self._waits, return_exceptions=True)
        await self.step_back()

    # ------------------------------------------------------------ the sync loop

    async def take(self, answer: Mapping[str, Any]) -> None:
        """Deal with keys and devices, before the events that they open are read.

        Raises:
            StoreError: keys could not be kept.
            PlatformUnavailableError: what can be read now could not be had.
        """
        if self._encryption is None:
            return
        taken = await self._encryption.take(answer)
        for news in taken.news:
            await self._tell(news)
        for room_id, session_id in taken.readable:
            await self._read_again(room_id, session_id)

    async def read(self, room_id: str, event: Event) -> Event | None:
        """An event in the clear; None when it cannot be read yet or takes part in a verification.

        Raises:
            StoreError: it could not be kept for later.
        """
        if event.get("type") != "m.room.encrypted":
            return event
        if not await self._ready():
            return None
        from bot.platforms.matrix.encryption.errors import UndecryptableError

        try:
            return await self.opened(room_id, event)
        except UndecryptableError as error:
            await self._keep(room_id, event, error)
            return None

    async def verifies(self, room_id: str, event: Event) -> bool:
        """Whether an event takes part in a verification; if so, it is dealt with."""
        if self._encryption is None:
            return False
        from bot.platforms.matrix.encryption.verification_desk import is_verification

        if not is_verification(event):
            return False
        step = await self._encryption.verify_in_room(room_id, event)
        for kind, content in step.answers:
            assert self._send is not None, "connected before anything is read"
            await self._send(room_id, kind, dict(content))
        for news in step.news:
            await self._tell(news)
        return True

    # ------------------------------------------------------------ the platform

    async def encrypt(
        self, room_id: str, kind: str, content: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The content of ``m.room.encrypted``.

        Raises:
            PlatformUnavailableError: keys could not be had or shared at the moment.
            MatrixCallError: the homeserver refused.
        """
        if not await self._ready():
            raise PlatformUnavailableError("Encryption is not ready.", AGAIN_SECONDS)
        assert self._encryption is not None, "it is ready"
        members = await self._rooms.members(room_id)
        rotation = await self._rooms.encryption(room_id)
        return await self._encryption.encrypt(room_id, kind, content, members, rotation)

    async def opened(self, room_id: str, event: Event) -> Event:
        """An encrypted event in the clear.

        Raises:
            UndecryptableError: there is no key for it.
        """
        assert self._encryption is not None, "events are opened once encryption is ready"
        return await self._encryption.decrypt(room_id, event)

    def open_file(self, ciphertext: bytes, file: Mapping[str, Any]) -> bytes:
        """The bytes of an encrypted attachment.

        Raises:
            ValueError: it was changed on its way.
        """
        from bot.platforms.matrix.encryption.machine import decrypt_file

        return decrypt_file(ciphertext, file)

    # ------------------------------------------------------------ inside

    async def _ready(self) -> bool:
        """Whether encryption is open; the first call opens it."""
        async with self._opening:
            if self._encryption is None and self._account is not None and self.leads:
                try:
                    self._encryption = await self._open(self._account)
                    self.trouble = None
                except ConfigurationError as error:
                    if self.trouble is None:
                        _log.error("matrix.encryption_not_ready", reason=str(error))
                    self.trouble = str(error)
                except (PlatformUnavailableError, StoreUnavailableError) as error:
                    _log.warning("matrix.encryption_waits", error=type(error).__name__)
        return self._encryption is not None

    async def _open(self, account: Account) -> RoomEncryption:
        opened = await open_encryption(
            self._folder, account.user_id, account.device_id, self._api, self._may_verify
        )
        try:
            await opened.start(self._password)
        except BaseException:
            await opened.aclose()
            raise
        _log.info("matrix.encryption_ready", device_id=account.device_id)
        return opened

    async def _keep(self, room_id: str, event: Event, error: UndecryptableError) -> None:
        """Note what could not be read, and tell its writer if the key does not come soon."""
        event_id, channel = str(event.get("event_id")), channel_key(room_id)
        _log.info("matrix.not_decrypted", event_id=event_id, why=str(error.why))
        if not error.may_become_readable:
            return
        await self._sealed.keep(channel, event_id, error.session_id)
        task = asyncio.create_task(self._tell_later(room_id, event, error.session_id))
        self._waits.add(task)
        task.add_done_callback(self._waits.discard)

    async def _tell_later(self, room_id: str, event: Event, session_id: str) -> None:
        await asyncio.sleep(self._grace)
        channel, event_id = channel_key(room_id), str(event.get("event_id"))
        if event_id not in await self._sealed.of_session(channel, session_id):
            return
        content = event.get("content")
        root = relation_of(content if isinstance(content, Mapping) else {}).thread or event_id
        assert self._inbox is not None, "connected before anything is read"
        await self._inbox.cannot_read(channel, MessageId(root), str(event.get("sender")))

    async def _read_again(self, room_id: str, session_id: str) -> None:
        """Deal with what waited for a key."""
        assert self._deal is not None, "connected before anything is read"
        channel = channel_key(room_id)
        for event_id in await self._sealed.of_session(channel, session_id):
            event = await self._rooms.event(room_id, event_id)
            opened = await self.read(room_id, event) if event else None
            if opened is not None:
                await self._deal(room_id, opened)
            if opened is not None or event is None:
                await self._sealed.drop(channel, event_id)

    async def _tell(self, news: VerificationNews) -> None:
        """Say in the log, and in the room if there is one, how a verification stands."""
        _log.info(
            "matrix.verification",
            progress=news.progress.value,
            user_id=news.user_id,
            device_id=news.device_id,
            emoji=", ".join(news.emoji) or None,
            code=news.code or None,
        )
        if news.room_id is not None and news.emoji:
            assert self._send is not None, "connected before anything is read"
            said = f"Compare these with what you see: {', '.join(news.emoji)}."
            await self._send(news.room_id, "m.room.message", notice(said))
