"""Whose a session is: the homeserver says who sent an event, only a device's keys can prove it."""

from __future__ import annotations

import structlog
from nio.crypto import InboundGroupSession

from bot.errors import PlatformUnavailableError
from bot.platforms.matrix.encryption.device_lists import DeviceLists
from bot.platforms.matrix.encryption.errors import UndecryptableError, Unreadable
from bot.platforms.matrix.encryption.key_machine import KeyMachine
from bot.platforms.matrix.encryption.key_store import in_key_thread
from bot.platforms.matrix.encryption.session_memory import Session, SessionMemory
from bot.platforms.matrix.homeserver_api import MatrixCallError

_log = structlog.get_logger(__name__)


class SessionOwners:
    """Checks that a session was made by a device of the person who is said to write with it."""

    def __init__(self, machine: KeyMachine, devices: DeviceLists) -> None:
        self._machine = machine
        self._devices = devices
        #: Sessions that wait for their sender's devices to be known.
        self._unowned = SessionMemory()

    async def check(self, room_id: str, session: InboundGroupSession, sender: str) -> None:
        """Refuse what was written with a session of someone else's device.

        Raises:
            UndecryptableError: no device of the sender that we know of made it.
        """
        if await self._is_of(session, sender):
            return
        waiting = (room_id, session.id)
        if waiting not in self._unowned:
            try:
                await self._devices.refresh([sender], also_current=True)
            except (PlatformUnavailableError, MatrixCallError) as error:
                _log.info("matrix.devices_not_known", error=str(error))
            if await self._is_of(session, sender):
                return
            self._unowned.note(waiting, sender)
        raise UndecryptableError(session.id, Unreadable.UNKNOWN_DEVICE)

    async def _is_of(self, session: InboundGroupSession, sender: str) -> bool:
        return await in_key_thread(lambda: self._machine.is_of(session, sender))

    def unknown_users(self) -> set[str]:
        """Those of whom a device made a session, if what is said is true, and is not known."""
        return set(self._unowned.values())

    async def known_by_now(self) -> list[Session]:
        """Sessions whose sender's device has become known; each is told once."""
        waiting = list(self._unowned.items())
        known = await in_key_thread(lambda: [s for s, who in waiting if self._is_now_of(s, who)])
        for session in known:
            self._unowned.pop(session, None)
        return known

    def _is_now_of(self, waiting: Session, sender: str) -> bool:
        room_id, session_id = waiting
        try:
            session = self._machine.session_for(room_id, {"session_id": session_id})
        except UndecryptableError:
            return False
        return self._machine.is_of(session, sender)
