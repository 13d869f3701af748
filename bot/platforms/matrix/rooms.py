"""What is known of rooms: encrypted or not, who is in them, and who may change settings.

It is asked of the homeserver when it is needed and kept until an event says that it changed, so
that a restart needs no full state of every room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from bot.domain.identifiers import ChannelKey
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError, escaped
from bot.platforms.matrix.places import channel_key
from bot.platforms.matrix.power import may_configure

Event = Mapping[str, Any]

#: Rooms that one room was replaced by, or replaced, that are looked at.
MOST_UPGRADES = 4
#: Members of a room that is one person's conversation with us.
_A_PAIR = 2


@dataclass(slots=True)
class _Known:
    """What was asked of one room; None: not asked yet."""

    encryption: Mapping[str, Any] | None = None
    #: Names that people go by in the room, by user id.
    members: Mapping[str, str] | None = None
    #: Whether another room replaced it.
    is_replaced: bool | None = None
    #: How many changes were heard: what was asked before one is not kept after it.
    changes: int = 0


class EncryptedRooms(Protocol):
    """Rooms that are encrypted, as far as was ever heard; kept across restarts."""

    async def holds(self, channel: ChannelKey) -> bool:
        """Whether a room was ever encrypted."""
        ...

    async def keep(self, channel: ChannelKey) -> None:
        """Note that it is."""
        ...


class Rooms:
    """What is known of the rooms that we are in."""

    def __init__(
        self,
        api: HomeserverApi,
        encrypted: EncryptedRooms,
        admins: frozenset[str] = frozenset(),
    ) -> None:
        self._api = api
        self._encrypted = encrypted
        self._admins = admins
        self._known: dict[str, _Known] = {}
        self._plain: set[str] = set()
        #: Whether changes come to us; while another replica syncs, what was asked once is not kept.
        self._is_heard = False
        #: Rooms that the account data marks as conversations with one person.
        self.direct: frozenset[str] = frozenset()

    # ------------------------------------------------------------ asked

    async def encryption(self, room_id: str) -> Mapping[str, Any] | None:
        """The content of ``m.room.encryption``; None where messages are in the clear.

        A room never loses its encryption, so what was found is kept for ever; that there is none
        holds only while we would hear of the change.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """
        known = self._of(room_id)
        if known.encryption is None and not (self._is_heard and room_id in self._plain):
            changes = known.changes
            found = await self.state(room_id, "m.room.encryption")
            if found is None and await self._encrypted.holds(channel_key(room_id)):
                # Once it was: a homeserver that says otherwise now is not given plain text.
                found = {}
            if found is not None:
                await self.note_encrypted(room_id, found)
            elif known.changes == changes:
                self._plain.add(room_id)
        return known.encryption

    async def note_encrypted(self, room_id: str, content: Mapping[str, Any] | None = None) -> None:
        """A room is encrypted, by its state, and for ever.

        Raises:
            StoreError
        """
        known = self._of(room_id)
        if known.encryption is None or content:
            known.encryption = dict(content or {})
            known.changes += 1
            self._plain.discard(room_id)
            await self._encrypted.keep(channel_key(room_id))

    async def members(self, room_id: str) -> Mapping[str, str]:
        """Who is in a room, with the names that they go by.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """
        known = self._of(room_id)
        if known.members is None or not self._is_heard:
            changes = known.changes
            told = await self._api.call("GET", f"{_room(room_id)}/joined_members")
            members = {
                user: str((about or {}).get("display_name") or user)
                for user, about in dict(told.get("joined") or {}).items()
            }
            if known.changes != changes:
                # Somebody came or went meanwhile: keys must not go to who has left.
                return await self.members(room_id)
            known.members = members
        return known.members

    async def is_direct(self, room_id: str) -> bool:
        """Whether a room is one person's conversation with us."""
        return room_id in self.direct and len(await self.members(room_id)) <= _A_PAIR

    async def may_configure(self, room_id: str, person: str) -> bool:
        """Whether somebody may change the room's settings, now: rights are never kept.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """
        if person in self._admins:
            return True
        levels = await self.state(room_id, "m.room.power_levels")
        creation = await self.state(room_id, "m.room.create", {"format": "event"})
        return may_configure(person, levels, creation)

    async def event(self, room_id: str, event_id: str) -> Event | None:
        """One event of a room; None when it is gone or hidden from us.

        Raises:
            PlatformUnavailableError
        """
        try:
            return await self._api.call("GET", f"{_room(room_id)}/event/{escaped(event_id)}")
        except MatrixCallError:
            return None

    async def has_us(self, room_id: str, user_id: str) -> bool:
        """Whether we are in a room, as the homeserver says now.

        Raises:
            PlatformUnavailableError
            MatrixCallError: our token is not known any more.
        """
        try:
            path = f"{_room(room_id)}/state/m.room.member/{escaped(user_id)}"
            member = await self._api.call("GET", path)
        except MatrixCallError as error:
            if error.is_shut_out:
                raise
            return False
        return member.get("membership") == "join"

    async def predecessor(self, room_id: str) -> str | None:
        """The room that a room says it replaces, if that one says so too.

        The new room's word alone would let anybody claim another room's memory.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """
        return await self.replaced_by(room_id, await self.state(room_id, "m.room.create"))

    async def replaced_by(self, room_id: str, creation: object) -> str | None:
        """As `predecessor`, with what the new room's creation says."""
        before = creation.get("predecessor") if isinstance(creation, Mapping) else None
        old = before.get("room_id") if isinstance(before, Mapping) else None
        if not isinstance(old, str):
            return None
        tombstone = await self._tombstone(old)
        return old if (tombstone or {}).get("replacement_room") == room_id else None

    async def successors(self, room_id: str) -> Sequence[str]:
        """The rooms that replaced this one, one after the other, as far as we are in them.

        Raises:
            MatrixCallError: our token is not known any more.
            PlatformUnavailableError
        """
        found: list[str] = []
        known = self._of(room_id)
        if self._is_heard and known.is_replaced is False:
            return found
        tombstone = await self._tombstone(room_id)
        known.is_replaced = tombstone is not None
        while len(found) < MOST_UPGRADES:
            new = (tombstone or {}).get("replacement_room")
            if not isinstance(new, str) or await self._predecessor_if_in(new) != room_id:
                break
            found.append(new)
            room_id, tombstone = new, await self._tombstone(new)
        return found

    async def _predecessor_if_in(self, room_id: str) -> str | None:
        try:
            return await self.predecessor(room_id)
        except MatrixCallError as error:
            if error.is_shut_out:
                raise
            return None

    async def _tombstone(self, room_id: str) -> Mapping[str, Any] | None:
        try:
            return await self.state(room_id, "m.room.tombstone")
        except MatrixCallError as error:
            if error.status == HTTPStatus.UNAUTHORIZED:
                raise
            # We never were in that room.
            return None

    async def state(
        self, room_id: str, kind: str, query: Mapping[str, str] | None = None
    ) -> Mapping[str, Any] | None:
        """The content of a room's state event of a kind; None when there is none.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """
        try:
            return await self._api.call("GET", f"{_room(room_id)}/state/{kind}", query=query)
        except MatrixCallError as error:
            # Another 404 is a proxy's, or an endpoint that the homeserver does not know.
            if error.status == HTTPStatus.NOT_FOUND and error.code == "M_NOT_FOUND":
                return None
            raise

    def doubt_plain(self, room_id: str) -> None:
        """Somebody speaks there as if it were encrypted: that it is not, is asked anew."""
        self._plain.discard(room_id)

    # ------------------------------------------------------------ heard

    def listen(self, *, is_heard: bool) -> None:
        """From now on changes come to us, or to another replica; what was known may be old."""
        if is_heard != self._is_heard:
            self._known.clear()
            self._plain.clear()
        self._is_heard = is_heard

    def heard(self, room_id: str, event: Event) -> None:
        """A state event changed something that we know."""
        known, kind = self._of(room_id), event.get("type")
        if kind == "m.room.member":
            known.members = None
            known.changes += 1
        elif kind == "m.room.tombstone":
            known.is_replaced = None
        elif kind == "m.room.encryption":
            self._plain.discard(room_id)
            known.encryption = _mapping(event.get("content"))
            known.changes += 1

    def heard_account_data(self, event: Event) -> None:
        """``m.direct``: which rooms are conversations with one person."""
        if event.get("type") == "m.direct":
            lists = dict(event.get("content") or {}).values()
            self.direct = frozenset(
                room for rooms in lists if isinstance(rooms, list) for room in rooms
            )

    def forget(self, room_id: str) -> None:
        """We are not in the room any more."""
        self._known.pop(room_id, None)
        self._plain.discard(room_id)

    # ------------------------------------------------------------ inside

    def _of(self, room_id: str) -> _Known:
        return self._known.setdefault(room_id, _Known())


def _room(room_id: str) -> str:
    return f"{CLIENT}/rooms/{escaped(room_id)}"


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
