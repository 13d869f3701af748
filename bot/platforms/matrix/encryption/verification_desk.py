"""Who may verify the bot, and what is sent for it: verifications between devices and in rooms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog

from bot.errors import PlatformUnavailableError
from bot.platforms.matrix.encryption.cross_signing import SigningKeys, sign_other_user
from bot.platforms.matrix.encryption.device_lists import DeviceLists
from bot.platforms.matrix.encryption.key_machine import KeyMachine
from bot.platforms.matrix.encryption.key_store import in_key_thread
from bot.platforms.matrix.encryption.verification import (
    METHOD,
    PREFIX,
    REQUEST_MESSAGE,
    Device,
    Event,
    Stage,
    Verification,
)
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError
from bot.ports.clock import Clock

#: The specification's: a request is good for ten minutes, and a clock may be five ahead.
REQUEST_IS_GOOD = timedelta(minutes=10)
_AHEAD = timedelta(minutes=5)

_log = structlog.get_logger(__name__)


class Progress(StrEnum):
    """What has happened to a verification."""

    COMPARE = "compare"
    """The emoji are there: say them, so that the person can compare."""
    VERIFIED = "verified"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    """Somebody asked who may not."""


@dataclass(frozen=True)
class VerificationNews:
    """What there is to tell of a verification."""

    progress: Progress
    user_id: str
    device_id: str
    #: "🐶 Dog" and six others, when they are to be compared.
    emoji: tuple[str, ...] = ()
    #: Why it was cancelled, in the protocol's word (``m.mismatched_sas``).
    code: str = ""


@dataclass(frozen=True)
class VerificationStep:
    """What an event in a room led to: send `answers` there, in order, and tell the `news`."""

    answers: tuple[Event, ...] = ()
    news: tuple[VerificationNews, ...] = ()


@dataclass(frozen=True)
class _Request:
    """Somebody's wish to verify us, from whichever side it came."""

    user_id: str
    transaction: str
    mark: Mapping[str, Any]
    content: Mapping[str, Any]
    seconds: float


class VerificationDesk:
    """The verifications that are going on."""

    def __init__(
        self,
        machine: KeyMachine,
        api: HomeserverApi,
        devices: DeviceLists,
        may_verify: Callable[[str], bool],
        clock: Clock,
    ) -> None:
        self._machine = machine
        self._api = api
        self._devices = devices
        self._may_verify = may_verify
        self._clock = clock
        #: Known after the start: whom we verify is signed with them.
        self.signing_keys: SigningKeys | None = None
        self._open: dict[tuple[str, str], tuple[datetime, Verification]] = {}

    async def take_to_device(
        self, event: Mapping[str, Any], send: Callable[[str, str, Event], None]
    ) -> tuple[VerificationNews, ...]:
        """An event between devices; answers go out by `send` (user, device, event)."""
        sender, content = event["sender"], event["content"]
        step = event["type"].removeprefix(PREFIX)
        transaction = content["transaction_id"]
        mark = {"transaction_id": transaction}
        if step == "request":
            seconds = content["timestamp"] / 1000
            request = _Request(sender, transaction, mark, content, seconds)
            result = await self._take_request(request)
            device = content["from_device"]
        else:
            verification = self._find(sender, transaction)
            if verification is None:
                return ()
            result = await self._go_on(verification, step, content)
            device = verification.theirs.device_id
        for answer in result.answers:
            send(sender, device, answer)
        return result.news

    async def take_in_room(self, event: Mapping[str, Any]) -> VerificationStep:
        """An event in a room, in clear."""
        sender, content = event["sender"], event["content"]
        if sender == self._machine.user_id:
            return VerificationStep()
        if event["type"] == "m.room.message":
            if content.get("to") != self._machine.user_id:
                return VerificationStep()
            mark = {"m.relates_to": {"rel_type": "m.reference", "event_id": event["event_id"]}}
            seconds = event["origin_server_ts"] / 1000
            request = _Request(sender, event["event_id"], mark, content, seconds)
            if not self._may_verify(sender):
                # Answered, it would let anybody make us write, as often as they like.
                return VerificationStep()
            return await self._take_request(request)
        verification = self._find(sender, content["m.relates_to"]["event_id"])
        if verification is None:
            # Mostly two other people of the room.
            return VerificationStep()
        step = event["type"].removeprefix(PREFIX)
        return await self._go_on(verification, step, content)

    def _find(self, user_id: str, transaction: str) -> Verification | None:
        now = self._clock.now()
        self._open = {
            key: kept for key, kept in self._open.items() if now - kept[0] < REQUEST_IS_GOOD
        }
        kept = self._open.get((user_id, transaction))
        return kept[1] if kept else None

    async def _take_request(self, request: _Request) -> VerificationStep:
        now = self._clock.now()
        # In seconds: what an event says may be no moment of any calendar.
        age = now.timestamp() - request.seconds
        if not -_AHEAD.total_seconds() < age < REQUEST_IS_GOOD.total_seconds():
            return VerificationStep()
        if self._find(request.user_id, request.transaction) is not None:
            return VerificationStep()
        device_id = request.content["from_device"]
        if not self._may_verify(request.user_id):
            return self._turned_down(request, "I am verified by my administrators only.")
        if METHOD not in request.content["methods"]:
            return self._turned_down(request, "Only emoji can be compared with me.")
        theirs = await self._device(request.user_id, device_id)
        if theirs is None:
            return self._turned_down(request, "I do not know the keys of your device.")
        verification = Verification(self._ours(), theirs, request.transaction, request.mark)
        key = (request.user_id, request.transaction)
        self._open[key] = (now, verification)
        return VerificationStep((verification.answer_request(),))

    def _turned_down(self, request: _Request, reason: str) -> VerificationStep:
        user_id, device_id = request.user_id, str(request.content["from_device"])
        news = VerificationNews(Progress.REFUSED, user_id, device_id, code="m.user")
        cancel = {"code": "m.user", "reason": reason, **request.mark}
        return VerificationStep(((f"{PREFIX}cancel", cancel),), (news,))

    async def _go_on(
        self, verification: Verification, step: str, content: Mapping[str, Any]
    ) -> VerificationStep:
        before = verification.stage
        answers = verification.receive(step, content)
        if verification.stage is before:
            return VerificationStep(tuple(answers))
        if verification.stage is Stage.VOUCHED:
            await self._keep(verification)
        progress = {
            Stage.COMPARING: Progress.COMPARE,
            Stage.VOUCHED: Progress.VERIFIED,
            Stage.CANCELLED: Progress.CANCELLED,
        }.get(verification.stage)
        if progress is None:
            return VerificationStep(tuple(answers))
        news = VerificationNews(
            progress,
            verification.theirs.user_id,
            verification.theirs.device_id,
            verification.emoji if progress is Progress.COMPARE else (),
            verification.cancel_code,
        )
        return VerificationStep(tuple(answers), (news,))

    async def _keep(self, verification: Verification) -> None:
        """The person has compared: trust the device, and sign who they are."""
        theirs = verification.theirs
        await in_key_thread(
            lambda: self._machine.verify_device(
                self._machine.device_store[theirs.user_id][theirs.device_id]
            )
        )
        if not verification.is_master_verified or self.signing_keys is None:
            return
        try:
            master = await self._published_master(theirs.user_id)
            if theirs.master_key in master.get("keys", {}).values():
                await sign_other_user(self._api, self.signing_keys, theirs.user_id, master)
        except (MatrixCallError, PlatformUnavailableError) as error:
            _log.info("matrix.user_not_signed", error=str(error))

    def _ours(self) -> Device:
        keys = self._machine.account.identity_keys
        master = self.signing_keys.master_key if self.signing_keys else None
        return Device(self._machine.user_id, self._machine.device_id, keys["ed25519"], master)

    async def _device(self, user_id: str, device_id: str) -> Device | None:
        await self._devices.refresh([user_id], also_current=True)
        known = await in_key_thread(lambda: self._machine.device_store[user_id].get(device_id))
        if known is None or known.deleted:
            return None
        keys = (await self._published_master(user_id)).get("keys", {})
        return Device(user_id, device_id, known.ed25519, next(iter(keys.values()), None))

    async def _published_master(self, user_id: str) -> Mapping[str, Any]:
        """A user's master key, as the homeserver has it; empty when it has none."""
        answer = await self._api.call(
            "POST", f"{CLIENT}/keys/query", {"device_keys": {user_id: []}}
        )
        master: Mapping[str, Any] = answer.get("master_keys", {}).get(user_id, {})
        return master


def is_verification(event: Mapping[str, Any]) -> bool:
    """Whether an event in a room, in clear, is part of a verification."""
    event_type, content = event.get("type"), event.get("content")
    if event_type == "m.room.message" and isinstance(content, Mapping):
        return content.get("msgtype") == REQUEST_MESSAGE
    return isinstance(event_type, str) and event_type.startswith(PREFIX)
