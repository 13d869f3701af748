"""Messages to single devices, on their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import structlog

from bot.platforms.matrix.encryption.key_machine import KeyMachine
from bot.platforms.matrix.encryption.verification import Event
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError, escaped

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Message:
    """A to-device message on its way; the transaction makes a repeated send one message."""

    type: str
    user_id: str
    device_id: str
    content: Mapping[str, Any]
    transaction: str = field(default_factory=lambda: uuid4().hex)


class Outbox:
    """Sends to-device messages in the order in which they were made: ours, and nio's."""

    def __init__(self, machine: KeyMachine, api: HomeserverApi) -> None:
        self._machine = machine
        self._api = api
        self._waiting: list[Message] = []

    def add(self, message: Message) -> None:
        """Have a message sent with the next `send`."""
        self._waiting.append(message)

    def add_event(self, user_id: str, device_id: str, event: Event) -> None:
        """The same for an event of a verification."""
        self.add(Message(event[0], user_id, device_id, event[1]))

    async def send(self) -> None:
        """Send what waits, in order; a refusal drops the message, a silence keeps it.

        Raises:
            PlatformUnavailableError: the homeserver did not answer; what is left waits.
        """
        queued = self._machine.outgoing_to_device_messages
        while queued:
            made = queued.pop(0)
            self._waiting.append(
                Message(made.type, made.recipient, made.recipient_device, made.content)
            )
        while self._waiting:
            message = self._waiting[0]
            try:
                await self._send_one(message)
            except MatrixCallError as refused:
                _log.info("matrix.to_device_refused", error=str(refused))
            if self._waiting and self._waiting[0] is message:
                self._waiting.pop(0)

    async def _send_one(self, message: Message) -> None:
        path = f"{CLIENT}/sendToDevice/{escaped(message.type)}/{message.transaction}"
        body = {"messages": {message.user_id: {message.device_id: message.content}}}
        await self._api.call("PUT", path, body)
