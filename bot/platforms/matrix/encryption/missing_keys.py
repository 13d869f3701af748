"""Room keys that are not there: each is asked for once, and told of with the reason why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from bot.errors import PlatformUnavailableError
from bot.platforms.matrix.encryption.errors import UndecryptableError, Unreadable
from bot.platforms.matrix.encryption.key_machine import MEGOLM, KeyMachine
from bot.platforms.matrix.encryption.key_store import in_key_thread
from bot.platforms.matrix.encryption.outbox import Message, Outbox
from bot.platforms.matrix.encryption.session_memory import Session, SessionMemory

_log = structlog.get_logger(__name__)


class MissingKeys:
    """Asks those who wrote for the keys of their sessions."""

    def __init__(self, machine: KeyMachine, outbox: Outbox) -> None:
        self._machine = machine
        self._outbox = outbox
        #: By session, the code with which its key was withheld.
        self._withheld = SessionMemory()

    def note_withheld(self, content: Mapping[str, Any]) -> None:
        """Take in that a device does not give us a key; the content of its event says why."""
        session = (str(content["room_id"]), str(content["session_id"]))
        self._withheld.note(session, str(content.get("code", "")))

    def came(self, session: Session) -> None:
        """Take in that a key has come after all."""
        self._withheld.pop(session, None)

    async def ask(
        self, room_id: str, sender: str, content: Mapping[str, Any]
    ) -> UndecryptableError:
        """Ask for the key of an event's session, once; what is to be told of the event.

        Raises:
            StoreUnavailableError: that it was asked for could not be kept.
        """
        session_id = content["session_id"]
        if not self._machine.has_asked_for(session_id):
            await in_key_thread(lambda: self._machine.note_asked_for(room_id, session_id))
            self._outbox.add(self._request(room_id, sender, content))
            try:
                await self._outbox.send()
            except PlatformUnavailableError:
                _log.info("matrix.key_request_waits")
        code = self._withheld.get((room_id, session_id))
        why = Unreadable.NO_KEY if code is None else Unreadable.WITHHELD
        return UndecryptableError(session_id, why, code or "")

    def _request(self, room_id: str, sender: str, content: Mapping[str, Any]) -> Message:
        session_id = content["session_id"]
        body = {
            "algorithm": MEGOLM,
            "room_id": room_id,
            "session_id": session_id,
            "sender_key": content.get("sender_key", ""),
        }
        request = {
            "action": "request",
            "body": body,
            "request_id": session_id,
            "requesting_device_id": self._machine.device_id,
        }
        device = content.get("device_id")
        to_device = device if isinstance(device, str) else "*"
        return Message("m.room_key_request", sender, to_device, request)
