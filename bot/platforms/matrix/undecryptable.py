"""What cannot be read in encrypted rooms: kept until the key comes, and told to whoever wrote it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from bot.domain.identifiers import ChannelKey, MessageId
from bot.errors import PlatformUnavailableError, StoreError
from bot.platforms.matrix.contents import notice
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError, escaped
from bot.platforms.matrix.in_turn import InTurn
from bot.platforms.matrix.incoming import relation_of
from bot.platforms.matrix.places import channel_key, room_of
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.threads import thread_of
from bot.ports.inbox import Inbox

if TYPE_CHECKING:
    from bot.platforms.matrix.encryption.errors import UndecryptableError

Event = Mapping[str, Any]

#: Seconds that a key may come after the event that it opens before its writer is told.
GRACE_SECONDS = 20.0
#: Stand in the store for what a room was told: that nothing can be read in it for now, or ever.
NOT_READY, NOT_SPOKEN = "not ready", "not spoken"

#: The one encryption of rooms that there is so far.
_SPOKEN = "m.megolm.v1.aes-sha2"
#: To the people of a room, who cannot mend it.
WORKS_NOT = (
    "I cannot read this room: encryption does not work on my side. Whoever runs me must see to it; "
    "my log and /healthz say why. What you write is kept for a week, and I answer it when I can "
    "read it."
)
#: To the people of a room, who can make another.
IS_NOT_SPOKEN = (
    "I cannot read this room: it is encrypted in a way that I do not know. I know the one that "
    f"clients use by default ({_SPOKEN}): make a new room with that, and invite me there."
)

_log = structlog.get_logger(__name__)


class SealedStore(Protocol):
    """Events that wait for the key that opens them."""

    async def keep(
        self, channel: ChannelKey, event_id: str, session_id: str, *, told: bool = False
    ) -> bool:
        """Note an event that could not be read; whether that is new."""
        ...

    async def sessions(self) -> Sequence[tuple[ChannelKey, str]]:
        """The sessions whose keys are waited for."""
        ...

    async def untold(self) -> Sequence[tuple[ChannelKey, str]]:
        """The events whose writers were not told, oldest first."""
        ...

    async def mark_told(self, channel: ChannelKey, event_id: str) -> None:
        """Its writer knows."""
        ...

    async def of_session(self, channel: ChannelKey, session_id: str) -> Sequence[str]:
        """The events that a key opens, oldest first."""
        ...

    async def drop(self, channel: ChannelKey, event_id: str) -> None:
        """It was read, or never will be."""
        ...


class Undecryptable:
    """Keeps what could not be read and tells its writers.  Owns the waits for late keys."""

    def __init__(
        self,
        api: HomeserverApi,
        rooms: Rooms,
        sealed: SealedStore,
        answers: InTurn,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        self._api = api
        self._rooms = rooms
        self._sealed = sealed
        self._answers = answers
        self._grace = grace_seconds
        self._waits: set[asyncio.Task[None]] = set()
        self._inbox: Inbox | None = None

    def connect(self, inbox: Inbox) -> None:
        """Say who tells people what was not read."""
        self._inbox = inbox

    async def aclose(self) -> None:
        """End what waits for a key: it is told after the next start."""
        for task in self._waits:
            task.cancel()
        await asyncio.gather(*self._waits, return_exceptions=True)

    async def take_up(self) -> None:
        """Go on with what was left: events to be read, and writers to be told."""
        try:
            for channel, session_id in await self._sealed.sessions():
                if session_id == NOT_READY:
                    await self._sealed.drop(channel, NOT_READY)
            self._tell_later(await self._sealed.untold())
        except StoreError as error:
            _log.info("matrix.told_later", error=type(error).__name__)

    async def keep_till_ready(self, room_id: str, event: Event, *, is_ready_soon: bool) -> None:
        """Keep an event while encryption is not ready, and say so once in its room."""
        content = event.get("content")
        session_id = content.get("session_id") if isinstance(content, Mapping) else None
        # Without a session it was redacted, or is none.
        if not isinstance(session_id, str):
            return
        channel = channel_key(room_id)
        if is_ready_soon:
            # It takes a while, no more: whoever is not read soon after is told then.
            await self._sealed.keep(channel, str(event.get("event_id")), session_id)
            return
        await self._sealed.keep(channel, str(event.get("event_id")), session_id, told=True)
        await self._tell_room_once(room_id, NOT_READY, WORKS_NOT)

    async def _tell_room_once(self, room_id: str, what: str, said: str) -> None:
        """Say in a room that it cannot be read, unless it was told in this week."""
        if await self._sealed.keep(channel_key(room_id), what, what, told=True):
            self._answers.begin(room_id, lambda: self._say_in_the_clear(room_id, what, said))

    async def _say_in_the_clear(self, room_id: str, what: str, said: str) -> None:
        """There is nothing to encrypt it with."""
        path = f"{CLIENT}/rooms/{escaped(room_id)}/send/m.room.message/{secrets.token_hex(16)}"
        try:
            await self._api.call("PUT", path, notice(said))
        except (PlatformUnavailableError, MatrixCallError):
            # Said at the next event, then.
            await self._sealed.drop(channel_key(room_id), what)
            raise

    async def keep(self, room_id: str, event: Event, error: UndecryptableError) -> None:
        """Note what could not be read, and tell its writer if the key does not come soon."""
        if not event.get("content"):
            # Deleted.
            return
        event_id, channel = str(event.get("event_id")), channel_key(room_id)
        _log.info("matrix.not_decrypted", event_id=event_id, why=str(error.why))
        if error.may_become_readable:
            if await self._sealed.keep(channel, event_id, error.session_id):
                self._tell_later([(channel, event_id)])
        elif error.is_of_an_unknown_kind and await self._is_not_spoken(room_id):
            await self._tell_room_once(room_id, NOT_SPOKEN, IS_NOT_SPOKEN)
        elif error.is_worth_writing_again:
            await self.tell_writer(channel, event)

    async def _is_not_spoken(self, room_id: str) -> bool:
        """Whether the room asks for an encryption that we do not know."""
        asked = (await self._rooms.encryption(room_id) or {}).get("algorithm")
        return asked is not None and asked != _SPOKEN

    def _tell_later(self, unread: Sequence[tuple[ChannelKey, str]]) -> None:
        """Tell the writers of events that are still unread after the grace."""
        if unread:
            task = asyncio.create_task(self._tell_after_grace(unread), name="matrix grace")
            self._waits.add(task)
            task.add_done_callback(self._waits.discard)

    async def _tell_after_grace(self, unread: Sequence[tuple[ChannelKey, str]]) -> None:
        await asyncio.sleep(self._grace)
        try:
            untold = set(await self._sealed.untold())
            for channel, event_id in unread:
                if (channel, event_id) in untold:
                    await self._tell_of(channel, event_id)
        except (StoreError, PlatformUnavailableError) as error:
            _log.info("matrix.told_later", error=type(error).__name__)

    async def _tell_of(self, channel: ChannelKey, event_id: str) -> None:
        event = await self._rooms.event(room_of(channel), event_id)
        if event is None or is_redacted(event):
            await self._sealed.drop(channel, event_id)
            return
        await self.tell_writer(channel, event)
        await self._sealed.mark_told(channel, event_id)

    async def tell_writer(self, channel: ChannelKey, event: Event) -> None:
        """Tell whoever wrote an event that it was not read."""
        content = event.get("content")
        relation = relation_of(content if isinstance(content, Mapping) else {})
        root = relation.thread or str(event.get("event_id"))
        if tied_to := relation.replaced or relation.about:
            root = await thread_of(self._rooms, room_of(channel), tied_to)
        assert self._inbox is not None, "connected before anything is read"
        await self._inbox.cannot_read(channel, MessageId(root), str(event.get("sender")))


def is_redacted(event: Event) -> bool:
    """Whether an event was deleted, and holds nothing any more."""
    unsigned = event.get("unsigned")
    return isinstance(unsigned, Mapping) and "redacted_because" in unsigned
