"""Encryption for one device of the bot: what a sync brings in, and what goes out.

Every call that talks to the homeserver goes through our own `HomeserverApi`; nio keeps the keys and
does the arithmetic.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee
import structlog
from nio.events import EncryptedToDeviceEvent, ForwardedRoomKeyEvent, RoomKeyEvent, ToDeviceEvent

from bot.errors import PlatformUnavailableError, StoreUnavailableError
from bot.platforms.matrix.encryption.cross_signing import sign_own_device
from bot.platforms.matrix.encryption.device_lists import DeviceLists
from bot.platforms.matrix.encryption.errors import UndecryptableError, Unreadable
from bot.platforms.matrix.encryption.key_machine import MEGOLM, KeyMachine
from bot.platforms.matrix.encryption.key_store import in_key_thread, open_key_store
from bot.platforms.matrix.encryption.malformed import MALFORMED, mapping, strings
from bot.platforms.matrix.encryption.missing_keys import MissingKeys
from bot.platforms.matrix.encryption.outbox import Outbox
from bot.platforms.matrix.encryption.published_keys import PublishedKeys
from bot.platforms.matrix.encryption.room_keys import RoomKeys
from bot.platforms.matrix.encryption.session_memory import Session
from bot.platforms.matrix.encryption.session_owners import SessionOwners
from bot.platforms.matrix.encryption.verification import PREFIX
from bot.platforms.matrix.encryption.verification_desk import (
    VerificationDesk,
    VerificationNews,
    VerificationStep,
)
from bot.platforms.matrix.homeserver_api import HomeserverApi, MatrixCallError
from bot.ports.clock import Clock

#: Seconds that calls under way may take until the key store is closed.
CLOSING_SECONDS = 5.0

_log = structlog.get_logger(__name__)

#: What may come encrypted.  Redactions and state are the homeserver's to check, and never do: a
#: member who may not redact would, by encrypting it.
_SENT_ENCRYPTED = {"m.room.message", "m.reaction"}


@dataclass(frozen=True)
class Taken:
    """What a sync's keys have changed."""

    #: Room and session whose events can be read now: those that were kept are worth another try.
    readable: tuple[Session, ...] = ()
    #: What there is to tell of verifications between devices.
    news: tuple[VerificationNews, ...] = ()


class RoomEncryption:
    """Reads and writes encrypted rooms, as one device."""

    def __init__(
        self,
        folder: Path,
        machine: KeyMachine,
        api: HomeserverApi,
        clock: Clock,
        may_verify: Callable[[str], bool],
    ) -> None:
        self._folder = folder
        self._machine = machine
        self._api = api
        self._devices = DeviceLists(machine, api)
        self._room_keys = RoomKeys(machine, api, self._devices)
        self._verifications = VerificationDesk(machine, api, self._devices, may_verify, clock)
        self._outbox = Outbox(machine, api)
        self._owners = SessionOwners(machine, self._devices)
        self._missing = MissingKeys(machine, self._outbox)
        self._published = PublishedKeys(folder, machine, api)
        #: User and device key of Olm messages that could not be opened.
        self._unopened: set[tuple[str, str]] = set()
        self._is_closed = False
        self._calls = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @classmethod
    async def open(
        cls,
        folder: Path,
        user_id: str,
        device_id: str,
        api: HomeserverApi,
        clock: Clock,
        may_verify: Callable[[str], bool] = lambda _user: False,
    ) -> RoomEncryption:
        """The encryption of a device, with the keys that it has in `folder`.

        `may_verify` says whose verification requests are answered: the administrators'.

        Raises:
            ConfigurationError: the key store is damaged, or another device's.
            StoreUnavailableError: another process has it open: one at a time may.
        """
        machine = await in_key_thread(lambda: open_key_store(folder, user_id, device_id))
        return cls(folder, machine, api, clock, may_verify)

    async def aclose(self) -> None:
        """Close the key store, for good; calls under way are waited for, and then fail."""
        self._is_closed = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), CLOSING_SECONDS)
        with suppress(StoreUnavailableError):
            await in_key_thread(self._machine.keep_read)
        await in_key_thread(self._machine.store.database.close)

    @asynccontextmanager
    async def _in_use(self) -> AsyncIterator[None]:
        """Let nobody close the key store meanwhile.

        Raises:
            PlatformUnavailableError: it is closed: another process may have it.
        """
        if self._is_closed:
            raise PlatformUnavailableError("The key store is closed.")
        self._calls += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._calls -= 1
            if not self._calls:
                self._idle.set()

    async def start(self, password: str | None = None) -> None:
        """Publish the device's keys and sign it; the password is needed the first time, if at all.

        Raises:
            ConfigurationError: a person must act.
            MatrixCallError: the homeserver refused, for a reason of its own.
            PlatformUnavailableError: the homeserver is not there now; try again.
        """
        await self._published.begin()
        self._verifications.signing_keys = await sign_own_device(
            self._api,
            self._folder,
            self._machine.user_id,
            self._machine.device_id,
            self._machine.sign,
            password,
        )

    async def take(self, sync: Mapping[str, Any]) -> Taken:
        """Take the keys out of a sync's answer, before its room events are read.

        The same answer may come again after a crash. What the homeserver refuses or does not
        answer is tried again with the next sync: nothing here holds up the reading of rooms.

        Raises:
            StoreUnavailableError: keys could not be kept; the sync must be taken again.
            PlatformUnavailableError: the key store was closed.
        """
        async with self._in_use():
            return await self._take(sync)

    async def held(self, sessions: Collection[Session]) -> set[Session]:
        """Those of some sessions whose key is there."""
        if not sessions:
            return set()
        async with self._in_use():
            return await in_key_thread(lambda: {s for s in sessions if self._machine.holds(*s)})

    async def _take(self, sync: Mapping[str, Any]) -> Taken:
        await in_key_thread(self._machine.catch_up)
        await in_key_thread(self._machine.keep_read)
        lists = mapping(sync.get("device_lists"))
        self._devices.changed(strings(lists.get("changed")) | strings(lists.get("left")))
        events = mapping(sync.get("to_device")).get("events")
        events = events if isinstance(events, list) else []
        readable = await in_key_thread(lambda: self._open_all(events))
        news: list[VerificationNews] = []
        for event in events:
            if _is_verification(event):
                news += await self._verify(event)
        self._published.count(sync)
        await self._look_after_homeserver()
        readable += await self._owners.known_by_now()
        return Taken(tuple(dict.fromkeys(readable)), tuple(news))

    async def decrypt(self, room_id: str, event: Mapping[str, Any]) -> dict[str, Any]:
        """An encrypted event as it would have come in clear.

        Raises:
            UndecryptableError: it cannot be read, at least not now.
            StoreUnavailableError: the key store could not be used.
            PlatformUnavailableError: it was closed.
        """
        async with self._in_use():
            return await self._decrypt(room_id, event)

    async def _decrypt(self, room_id: str, event: Mapping[str, Any]) -> dict[str, Any]:
        content = mapping(event.get("content"))
        session_id = content.get("session_id")
        if content.get("algorithm") != MEGOLM:
            raise UndecryptableError(str(session_id or ""), Unreadable.UNKNOWN_ALGORITHM)
        sender = event.get("sender")
        if not (isinstance(session_id, str) and isinstance(sender, str)):
            raise UndecryptableError("", Unreadable.DAMAGED)
        try:
            session = await in_key_thread(lambda: self._machine.session_for(room_id, content))
            await self._owners.check(room_id, session, sender)
            inner = await in_key_thread(lambda: self._machine.read(session, room_id, event))
        except UndecryptableError as error:
            if error.why is Unreadable.NO_KEY:
                raise await self._missing.ask(room_id, sender, content) from error
            raise
        except MALFORMED as error:
            raise UndecryptableError(session_id, Unreadable.DAMAGED) from error
        if inner["type"] not in _SENT_ENCRYPTED and not inner["type"].startswith(PREFIX):
            raise UndecryptableError(session_id, Unreadable.NO_MESSAGE)
        return _in_clear(event, inner)

    async def encrypt(
        self,
        room_id: str,
        event_type: str,
        content: Mapping[str, Any],
        members: Collection[str],
        rotation: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """The content of an ``m.room.encrypted`` event that all of the members' devices can read.

        `members` are those joined, and those invited where the room shows them its past;
        `rotation` is the content of the room's ``m.room.encryption`` event.

        Raises:
            MatrixCallError: the homeserver refused.
            PlatformUnavailableError: not now; trying again goes on where this stopped.
            StoreUnavailableError: the key store could not be used.
        """
        async with self._in_use():
            return await self._room_keys.encrypt(room_id, event_type, content, members, rotation)

    async def verify_in_room(self, event: Mapping[str, Any]) -> VerificationStep:
        """Take part in a verification in a room: `event` is one that `is_verification`, in clear.

        Never raises for what an event holds; an answer of the homeserver that does not come ends
        the verification, and the person begins again.
        """
        try:
            async with self._in_use():
                return await self._verifications.take_in_room(event)
        except (PlatformUnavailableError, MatrixCallError, *MALFORMED) as error:
            _log.info("matrix.verification_failed", error=type(error).__name__)
            return VerificationStep()

    # -- what a sync brings ----------------------------------------------------------------

    async def _verify(self, event: Mapping[str, Any]) -> tuple[VerificationNews, ...]:
        try:
            return await self._verifications.take_to_device(event, self._outbox.add_event)
        except (PlatformUnavailableError, MatrixCallError, *MALFORMED) as error:
            _log.info("matrix.verification_failed", error=type(error).__name__)
            return ()

    def _open_all(self, events: list[Any]) -> list[Session]:
        """The sessions that to-device events made readable; all in one commit, or none."""
        with self._machine.kept_together():
            opened = [self._open_one(event) for event in events]
        return [session for session in opened if session is not None]

    def _open_one(self, event: Any) -> Session | None:
        try:
            if event["type"] == "m.room_key.withheld":
                self._missing.note_withheld(event["content"])
            elif event["type"] == "m.room.encrypted":
                return self._open_olm(event)
        except peewee.PeeweeException:
            # Of the store, not of the event: all of them come again.
            raise
        except Exception as error:  # noqa: BLE001 - anybody may send anything; one stops nothing
            _log.info("matrix.to_device_malformed", error=type(error).__name__)
        return None

    def _open_olm(self, document: dict[str, Any]) -> Session | None:
        """An Olm message: mostly a room key."""
        event = ToDeviceEvent.parse_event(document)
        if not isinstance(event, EncryptedToDeviceEvent):
            return None
        opened = self._machine.handle_to_device_event(event)
        if opened is None:
            # Not for us, taken before, or the session is broken: looked at when devices are known.
            self._unopened.add((event.sender, event.sender_key))
        if not isinstance(opened, RoomKeyEvent | ForwardedRoomKeyEvent):
            return None
        session = (opened.room_id, opened.session_id)
        self._missing.came(session)
        return session

    async def _look_after_homeserver(self) -> None:
        """Everything that the homeserver must be told or asked; what fails waits."""
        try:
            if self._published.are_few():
                await self._published.upload()
            await self._unwedge()
            await self._outbox.send()
            await self._devices.refresh(self._owners.unknown_users())
        except (PlatformUnavailableError, MatrixCallError) as error:
            _log.info("matrix.keys_wait", error=str(error))

    async def _unwedge(self) -> None:
        """Begin anew with devices whose messages we can no longer open."""
        unopened = set(self._unopened)
        if unopened:
            await self._devices.refresh({user for user, _ in unopened})
            await in_key_thread(lambda: self._machine.doubt_sessions(unopened))
            self._unopened -= unopened
        wedged = await in_key_thread(lambda: list(self._machine.wedged_devices))
        if wedged:
            await self._devices.open_sessions(wedged, anew=True)
            # Those that gave no key come again when their next message cannot be opened.
            await in_key_thread(self._machine.wedged_devices.clear)


def _in_clear(event: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """The event as its sender meant it; relations stand outside, where the homeserver reads."""
    content = dict(inner["content"])
    relation = event["content"].get("m.relates_to")
    if relation is not None:
        content["m.relates_to"] = relation
    kept = {
        name: event[name]
        for name in ("event_id", "sender", "origin_server_ts", "room_id", "unsigned")
        if name in event
    }
    return {**kept, "type": inner["type"], "content": content}


def _is_verification(event: Any) -> bool:
    return isinstance(event, dict) and str(event.get("type", "")).startswith(PREFIX)
