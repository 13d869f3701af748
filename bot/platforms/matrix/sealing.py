"""Encrypted rooms as the rest of the platform sees them: opened when one is met, and not before.

Encryption is an extra, and a bot in plain rooms alone never imports it.  What it cannot read is
kept until the key comes, and told once a day to whoever wrote it; while encryption is not ready,
everything is kept.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from bot.domain.identifiers import ChannelKey
from bot.errors import (
    PlatformUnavailableError,
    StoreUnavailableError,
)
from bot.platforms.matrix.account import Account
from bot.platforms.matrix.contents import Content, notice
from bot.platforms.matrix.homeserver_api import HomeserverApi, MatrixCallError
from bot.platforms.matrix.in_turn import InTurn
from bot.platforms.matrix.key_opening import KeyOpening
from bot.platforms.matrix.places import channel_key, room_of
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.undecryptable import (
    GRACE_SECONDS,
    SealedStore,
    Undecryptable,
    is_redacted,
)
from bot.ports.clock import Clock
from bot.ports.inbox import Inbox

if TYPE_CHECKING:
    from bot.platforms.matrix.encryption.room_encryption import RoomEncryption
    from bot.platforms.matrix.encryption.verification_desk import VerificationNews

Event = Mapping[str, Any]
#: Deals with an event of a room, in the clear.
Deal = Callable[[str, Event], Awaitable[None]]
#: Sends an event into a room, sealed if the room is.
Send = Callable[[str, str, Content], Awaitable[None]]

#: Seconds until a post into an encrypted room is tried again while encryption is not ready.
AGAIN_SECONDS = 15.0
#: How a verification begins in a room.
REQUEST_MESSAGE = "m.key.verification.request"
_log = structlog.get_logger(__name__)


class Sealing:
    """Encrypts and decrypts for the platform and the sync loop."""

    def __init__(
        self,
        api: HomeserverApi,
        rooms: Rooms,
        sealed: SealedStore,
        folder: Path,
        *,
        password: str | None,
        clock: Clock,
        may_verify: Callable[[str], bool],
    ) -> None:
        self._rooms = rooms
        self._sealed = sealed
        self._keys = KeyOpening(
            api,
            folder,
            password=password,
            clock=clock,
            may_verify=may_verify,
            on_open=self._take_up,
        )
        self._answers = InTurn()
        self._undecryptable = Undecryptable(api, rooms, sealed, self._answers, GRACE_SECONDS)
        #: Sessions whose events were read again since encryption was opened.
        self._tried: set[tuple[ChannelKey, str]] = set()
        self._account: Account | None = None
        self._deal: Deal | None = None
        self._send: Send | None = None

    @property
    def leads(self) -> bool:
        """Whether this replica is the one that syncs, and may have the keys."""
        return self._keys.leads

    @property
    def trouble(self) -> str | None:
        """Why encrypted rooms cannot be served, in a sentence; None while they can, or none is met."""
        return self._keys.trouble

    def connect(self, inbox: Inbox, deal: Deal, send: Send) -> None:
        """Say where what was read goes, and how a word is sent into a room."""
        self._undecryptable.connect(inbox)
        self._deal, self._send = deal, send

    def introduce(self, account: Account) -> None:
        """Take up an account."""
        self._account = account
        self._keys.introduce(account)

    async def take_the_lead(self) -> None:
        """This replica syncs from now on; with keys from before, encryption is opened at once.

        To-device messages are given only once: those that come while plain rooms are read must
        be read too.

        Raises:
            PlatformUnavailableError: not now; try again, and read nothing before.
            MatrixCallError: our token is not known any more.
        """
        await self._keys.take_the_lead()

    async def step_back(self) -> None:
        """Another replica syncs, and has the keys."""
        await self._keys.step_back()

    async def aclose(self) -> None:
        """Close the key store, and end what waits for a key: it is told after the next start."""
        await self._undecryptable.aclose()
        await self._answers.aclose()
        await self.step_back()

    # ------------------------------------------------------------ the sync loop

    async def take(self, answer: Mapping[str, Any]) -> None:
        """Deal with keys and devices, before the events that they open are read.

        Raises:
            StoreError: keys could not be kept.
            PlatformUnavailableError: what can be read now could not be had.
        """
        encryption = await self._keys.for_mail_of(answer)
        if encryption is None:
            return
        taken = await encryption.take(answer)
        for news in taken.news:
            _log_progress(news)
        self._tried.difference_update((channel_key(r), session) for r, session in taken.readable)
        await self._read_late(encryption)

    async def read(self, room_id: str, event: Event) -> Event | None:
        """An event in the clear; None when it cannot be read yet, or must not be believed.

        Raises:
            StoreError: it could not be kept for later.
            PlatformUnavailableError: encryption cannot be opened now; try again.
            MatrixCallError: the homeserver does not let us see the room.
        """
        if event.get("type") != "m.room.encrypted":
            return event if await self._may_be_plain(room_id, event) else None
        encryption = await self._keys.ready()
        if encryption is None:
            if self.leads:
                is_soon = self._keys.are_being_opened
                await self._undecryptable.keep_till_ready(room_id, event, is_ready_soon=is_soon)
            return None
        from bot.platforms.matrix.encryption.errors import UndecryptableError

        try:
            return await encryption.decrypt(room_id, event)
        except UndecryptableError as error:
            if not self._is_ours(event):
                await self._undecryptable.keep(room_id, event, error)
            return None

    async def verifies(self, room_id: str, event: Event) -> bool:
        """Whether an event takes part in a verification; if so, it is dealt with beside us.

        A room that we may not write in, or a homeserver that asks to wait, holds up nothing else.
        """
        if self._keys.opened is None:
            return False
        from bot.platforms.matrix.encryption.verification_desk import is_verification

        if not is_verification(event):
            return False
        self._answers.begin(room_id, lambda: self._verify(room_id, event))
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
        encryption = await self._keys.ready()
        if encryption is None:
            raise PlatformUnavailableError("Encryption is not ready.", AGAIN_SECONDS)
        members = await self._rooms.members(room_id)
        rotation = await self._rooms.encryption(room_id)
        try:
            return await encryption.encrypt(room_id, kind, content, members, rotation)
        except StoreUnavailableError as error:
            raise PlatformUnavailableError("The keys cannot be used now.", AGAIN_SECONDS) from error

    def open_file(self, ciphertext: bytes, file: Mapping[str, Any]) -> bytes:
        """The bytes of an encrypted attachment.

        Raises:
            ValueError: it was changed on its way.
        """
        from bot.platforms.matrix.encryption.attachments import decrypt_file

        return decrypt_file(ciphertext, file)

    # ------------------------------------------------------------ what cannot be read

    async def _may_be_plain(self, room_id: str, event: Event) -> bool:
        """Whether to believe an event in the clear: a message in an encrypted room is not.

        The homeserver could have written it.  Emoji and redactions are always in the clear; so are
        Element's requests to verify, which prove themselves.
        """
        content = event.get("content")
        kind = content.get("msgtype") if isinstance(content, Mapping) else None
        if event.get("type") != "m.room.message" or not isinstance(kind, str):
            return True
        if kind == REQUEST_MESSAGE:
            return True
        if await self._rooms.encryption(room_id) is None:
            return True
        if kind != "m.notice" and not self._is_ours(event):
            _log.warning("matrix.plain_in_encrypted_room", event_id=str(event.get("event_id")))
            await self._undecryptable.tell_writer(channel_key(room_id), event)
        return False

    def _is_ours(self, event: Event) -> bool:
        return self._account is not None and event.get("sender") == self._account.user_id

    # ------------------------------------------------------------ late keys

    async def _take_up(self) -> None:
        """Keys are open: what waits for one is looked at anew."""
        self._tried.clear()
        await self._undecryptable.take_up()

    async def _read_late(self, encryption: RoomEncryption) -> None:
        """Deal with what waited for a key that is there now.

        Not only for the keys that have come just now: one is told of only once, and what it opens
        may not have been dealt with before a crash.
        """
        waiting = await self._sealed.sessions()
        self._tried.intersection_update(waiting)
        asked = [(room_of(channel), session) for channel, session in waiting]
        held = await encryption.held(asked)
        for channel, session_id in waiting:
            if (room_of(channel), session_id) in held and (channel, session_id) not in self._tried:
                await self._read_again(room_of(channel), session_id)
                self._tried.add((channel, session_id))

    async def _read_again(self, room_id: str, session_id: str) -> None:
        channel = channel_key(room_id)
        for event_id in await self._sealed.of_session(channel, session_id):
            try:
                is_done = await self._deal_again(room_id, event_id)
            except MatrixCallError as error:
                if error.is_shut_out:
                    raise
                # We were put out, say: that holds up no other room.
                _log.error("matrix.late_event_passed_over", code=error.code)
                is_done = True
            if is_done:
                await self._sealed.drop(channel, event_id)

    async def _deal_again(self, room_id: str, event_id: str) -> bool:
        """Deal with an event that could not be read; whether it need not be kept."""
        event = await self._rooms.event(room_id, event_id)
        if event is None or is_redacted(event):
            return True
        opened = await self.read(room_id, event)
        if opened is None:
            return False
        assert self._deal is not None, "connected before anything is read"
        await self._deal(room_id, opened)
        return True

    # ------------------------------------------------------------ verifications

    async def _verify(self, room_id: str, event: Event) -> None:
        encryption = self._keys.opened
        if encryption is None:
            return
        assert self._send is not None, "connected before anything is read"
        step = await encryption.verify_in_room(event)
        for kind, content in step.answers:
            await self._send(room_id, kind, dict(content))
        for news in step.news:
            _log_progress(news)
            if news.emoji:
                said = f"Compare these with what you see: {', '.join(news.emoji)}."
                await self._send(room_id, "m.room.message", notice(said))


def _log_progress(news: VerificationNews) -> None:
    """Say in the log how a verification stands."""
    _log.info(
        "matrix.verification",
        progress=news.progress.value,
        user_id=news.user_id,
        device_id=news.device_id,
        emoji=", ".join(news.emoji) or None,
        code=news.code or None,
    )
