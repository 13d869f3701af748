"""The keys that our own messages are encrypted with: made, given to a room's devices, and retired.

Kept in memory only: after a restart each room gets a new one, and a crash between encrypting and
sending harms nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4
from weakref import WeakValueDictionary

from nio.crypto import OlmDevice, OutboundGroupSession

from bot.platforms.matrix.encryption.device_lists import DeviceLists
from bot.platforms.matrix.encryption.key_machine import MEGOLM, KeyMachine
from bot.platforms.matrix.encryption.key_store import in_key_thread
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, escaped

#: Devices that are given a key in one call; each takes about 1 kB of it.
DEVICES_A_CALL = 50
#: What the specification proposes where a room's encryption event names nothing.
DEFAULT_PERIOD_MS = 7 * 24 * 3600 * 1000
DEFAULT_MESSAGES = 100
#: A room may say anything; a session must live long enough to be given and used.
_LEAST_PERIOD_MS = 60_000
_MOST = 10**10


class RoomKeys:
    """Outbound sessions, one per room."""

    def __init__(self, machine: KeyMachine, api: HomeserverApi, devices: DeviceLists) -> None:
        self._machine = machine
        self._api = api
        self._devices = devices
        #: Only of rooms that somebody encrypts for just now.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def encrypt(
        self,
        room_id: str,
        event_type: str,
        content: Mapping[str, Any],
        members: Collection[str],
        rotation: Mapping[str, Any] | None,
    ) -> dict[str, Any]:
        """The content of an ``m.room.encrypted`` event that the members can read.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """
        lock = self._locks.setdefault(room_id, asyncio.Lock())
        async with lock:
            await self._devices.refresh(members)
            session = await in_key_thread(lambda: self._session(room_id, members, rotation))
            await self._share(room_id, session, members)
            return await in_key_thread(lambda: self._encrypted(room_id, event_type, content))

    def _session(
        self, room_id: str, members: Collection[str], rotation: Mapping[str, Any] | None
    ) -> OutboundGroupSession:
        """The room's session, or a new one when it is worn out or someone has left with it."""
        session = self._machine.outbound_group_sessions.get(room_id)
        if session is not None:
            _set_limits(session, rotation)
        if session is None or session.expired or self._is_out(session, members):
            self._machine.create_outbound_group_session(room_id)
            session = self._machine.outbound_group_sessions[room_id]
            _set_limits(session, rotation)
        return session

    def _is_out(self, session: OutboundGroupSession, members: Collection[str]) -> bool:
        """Whether a device holds the session that may not have the next message."""
        allowed = {(d.user_id, d.device_id) for d in self._machine.active_devices(set(members))}
        return bool(session.users_shared_with - allowed)

    async def _share(
        self, room_id: str, session: OutboundGroupSession, members: Collection[str]
    ) -> None:
        """Give the session to every device that lacks it; what is done stays done on an error."""
        lacking = await in_key_thread(lambda: self._lacking(session, members))
        await self._devices.open_sessions(lacking)
        for start in range(0, len(lacking), DEVICES_A_CALL):
            await self._give(room_id, session, lacking[start : start + DEVICES_A_CALL])
        session.mark_as_shared()

    def _lacking(self, session: OutboundGroupSession, members: Collection[str]) -> list[OlmDevice]:
        return [
            device
            for device in self._machine.active_devices(set(members))
            if (device.user_id, device.device_id) not in session.users_shared_with
        ]

    async def _give(
        self, room_id: str, session: OutboundGroupSession, devices: Sequence[OlmDevice]
    ) -> None:
        messages = await in_key_thread(lambda: self._sealed(room_id, session, devices))
        if not messages:
            return
        path = f"{CLIENT}/sendToDevice/m.room.encrypted/{escaped(uuid4().hex)}"
        await self._api.call("PUT", path, {"messages": messages})
        session.users_shared_with.update(
            (user, device_id) for user, by_device in messages.items() for device_id in by_device
        )

    def _sealed(
        self, room_id: str, session: OutboundGroupSession, devices: Sequence[OlmDevice]
    ) -> dict[str, dict[str, Any]]:
        """The session's key for each device, in one commit: each has moved its ratchet."""
        key = {
            "algorithm": MEGOLM,
            "room_id": room_id,
            "session_id": session.id,
            "session_key": session.session_key,
        }
        messages: dict[str, dict[str, Any]] = {}
        with self._machine.store.database.atomic():
            for device in devices:
                olm = self._machine.session_store.get(device.curve25519)
                if olm is not None:
                    sealed = self._machine._olm_encrypt(olm, device, "m.room_key", key)  # noqa: SLF001
                    messages.setdefault(device.user_id, {})[device.device_id] = sealed
        return messages

    def _encrypted(
        self, room_id: str, event_type: str, content: Mapping[str, Any]
    ) -> dict[str, Any]:
        inner = dict(content)
        # Threads and reactions are put together by the homeserver, which reads only the outside.
        relation = inner.pop("m.relates_to", None)
        plain = {"type": event_type, "content": inner}
        outer: dict[str, Any] = self._machine.group_encrypt(room_id, plain)
        return outer if relation is None else {**outer, "m.relates_to": relation}


def _set_limits(session: OutboundGroupSession, rotation: Mapping[str, Any] | None) -> None:
    period = _whole(rotation, "rotation_period_ms", DEFAULT_PERIOD_MS)
    session.max_age = timedelta(milliseconds=max(period, _LEAST_PERIOD_MS))
    session.max_messages = _whole(rotation, "rotation_period_msgs", DEFAULT_MESSAGES)


def _whole(rotation: Mapping[str, Any] | None, name: str, default: int) -> int:
    """A positive number of a room's encryption event."""
    value = (rotation or {}).get(name)
    return min(value, _MOST) if type(value) is int and value > 0 else default
