"""Verification by comparing emoji, as a protocol: events in, events out, nothing else.

The specification's SAS (``m.sas.v1``), between a user's device and ours. The bot takes the part that
is asked, and by itself confirms what nobody sits there to compare: it is the person who compares, and
whose client tells us by its MAC that the emoji were the same. The asking part is here too, so that two
of these can be put against each other.

nio's own SAS knows neither requests nor rooms, and reads vodozemac's emoji indices as bits.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import vodozemac

from bot.platforms.matrix.encryption.cross_signing import canonical
from bot.platforms.matrix.encryption.emoji import EMOJI

METHOD = "m.sas.v1"
PREFIX = "m.key.verification."
#: The message that asks for it in a room.
REQUEST_MESSAGE = "m.key.verification.request"

_AGREEMENT = "curve25519-hkdf-sha256"
_HASH = "sha256"
_MAC = "hkdf-hmac-sha256.v2"
_SHOWN = ["decimal", "emoji"]
#: What each list of a start must offer.
_NEEDED = {
    "key_agreement_protocols": _AGREEMENT,
    "hashes": _HASH,
    "message_authentication_codes": _MAC,
    "short_authentication_string": "emoji",
}

Content = Mapping[str, Any]
Event = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Device:
    """One end: a device and, where it is known, its user's master key."""

    user_id: str
    device_id: str
    ed25519: str
    master_key: str | None = None

    def keys(self) -> dict[str, str]:
        """The keys that a MAC vouches for, by their ids."""
        keys = {f"ed25519:{self.device_id}": self.ed25519}
        if self.master_key:
            keys[f"ed25519:{self.master_key}"] = self.master_key
        return keys


class Stage(Enum):
    """How far it has come."""

    ASKED = auto()
    READY = auto()
    STARTED = auto()
    ACCEPTED = auto()
    COMPARING = auto()
    VOUCHED = auto()
    DONE = auto()
    CANCELLED = auto()


class _RefusedError(Exception):
    """The other side broke the protocol; it is told the code."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Verification:
    """One verification, from the request on. `mark` is what each of its events carries.

    Between devices that is ``{"transaction_id": …}``, in a room the relation to the request.
    """

    def __init__(self, ours: Device, theirs: Device, transaction: str, mark: Content) -> None:
        self.ours = ours
        self.theirs = theirs
        self.transaction = transaction
        self.stage = Stage.ASKED
        #: The names of the seven emoji, once both sides see them.
        self.emoji: tuple[str, ...] = ()
        #: Why it was cancelled, in the protocol's word.
        self.cancel_code = ""
        #: Whether the other side's MAC vouched for the master key that we know.
        self.is_master_verified = False
        self._mark = dict(mark)
        self._sas = vodozemac.Sas()
        self._our_key = self._sas.public_key.to_base64()
        self._established: vodozemac.EstablishedSas | None = None
        self._we_started = False
        self._start: Content = {}
        self._commitment = ""
        self._their_key = ""

    # -- the asking part ------------------------------------------------------------------

    def begin(self) -> Event:
        """Start comparing, when the other side is ready."""
        self._we_started = True
        self.stage = Stage.STARTED
        offered = {name: [needed] for name, needed in _NEEDED.items()}
        start = {
            **offered,
            "from_device": self.ours.device_id,
            "method": METHOD,
            "short_authentication_string": _SHOWN,
        }
        event = self._event("start", start)
        self._start = event[1]
        return event

    # -- the asked part -------------------------------------------------------------------

    def answer_request(self) -> Event:
        """Say that we can."""
        self.stage = Stage.READY
        content = {"from_device": self.ours.device_id, "methods": [METHOD]}
        return self._event("ready", content)

    def cancel(self, code: str, reason: str) -> list[Event]:
        """End it, unless it has ended."""
        if self.stage in {Stage.DONE, Stage.CANCELLED}:
            return []
        self.stage = Stage.CANCELLED
        self.cancel_code = code
        return [self._event("cancel", {"code": code, "reason": reason})]

    def receive(self, step: str, content: Content) -> list[Event]:
        """What to send back to an event (``start``, ``key`` …) of the other side."""
        if self.stage in {Stage.DONE, Stage.CANCELLED}:
            return []
        try:
            return self._receive(step, content)
        except _RefusedError as refused:
            return self.cancel(refused.code, refused.reason)
        except (KeyError, TypeError, ValueError, AttributeError):
            return self.cancel("m.invalid_message", "The message could not be read.")

    def _receive(self, step: str, content: Content) -> list[Event]:
        match step, self.stage:
            case "cancel", _:
                self.stage = Stage.CANCELLED
                self.cancel_code = str(content.get("code", ""))
                return []
            case "ready", Stage.ASKED:
                self.stage = Stage.READY
                return []
            case "start", Stage.READY:
                return [self._accept(content)]
            case "accept", Stage.STARTED if self._we_started:
                return [self._take_accept(content)]
            case "key", Stage.ACCEPTED:
                return self._take_key(content)
            case "mac", Stage.COMPARING:
                return self._take_mac(content)
            case "done", Stage.VOUCHED:
                self.stage = Stage.DONE
                return []
        raise _RefusedError("m.unexpected_message", f"{step} was not expected now.")

    def _accept(self, start: Content) -> Event:
        if start["method"] != METHOD:
            raise _RefusedError("m.unknown_method", "Only emoji can be compared with me.")
        if start["from_device"] != self.theirs.device_id:
            raise _RefusedError("m.invalid_message", "The start came from another device.")
        if any(needed not in start[name] for name, needed in _NEEDED.items()):
            raise _RefusedError("m.unknown_method", "We share no way of comparing.")
        self._start = start
        self.stage = Stage.ACCEPTED
        return self._event(
            "accept",
            {
                "method": METHOD,
                "commitment": _commitment(self._our_key, start),
                "key_agreement_protocol": _AGREEMENT,
                "hash": _HASH,
                "message_authentication_code": _MAC,
                "short_authentication_string": [
                    way for way in _SHOWN if way in start["short_authentication_string"]
                ],
            },
        )

    def _take_accept(self, accept: Content) -> Event:
        chosen = (accept["key_agreement_protocol"], accept["hash"])
        if chosen != (_AGREEMENT, _HASH) or accept["message_authentication_code"] != _MAC:
            raise _RefusedError("m.unknown_method", "We share no way of comparing.")
        self._commitment = accept["commitment"]
        self.stage = Stage.ACCEPTED
        return self._event("key", {"key": self._our_key})

    def _take_key(self, content: Content) -> list[Event]:
        self._their_key = content["key"]
        if self._we_started and self._commitment != _commitment(self._their_key, self._start):
            raise _RefusedError("m.mismatched_commitment", "The key is not the promised one.")
        their_key = vodozemac.Curve25519PublicKey.from_base64(self._their_key)
        # Whoever started shows its key first.
        answer = [] if self._we_started else [self._event("key", {"key": self._our_key})]
        self._established = self._sas.diffie_hellman(their_key)
        indices = self._established.bytes(self._shown_from()).emoji_indices
        self.emoji = tuple(EMOJI[index] for index in indices)
        self.stage = Stage.COMPARING
        return [*answer, self._vouch()]

    def _vouch(self) -> Event:
        keys = self.ours.keys()
        about = self._vouched_from(self.ours, self.theirs)
        macs = {key_id: self._mac(key, about + key_id) for key_id, key in keys.items()}
        key_ids = self._mac(",".join(sorted(keys)), about + "KEY_IDS")
        return self._event("mac", {"mac": macs, "keys": key_ids})

    def _take_mac(self, content: Content) -> list[Event]:
        macs = dict(content["mac"])
        about = self._vouched_from(self.theirs, self.ours)
        self._check_mac(",".join(sorted(macs)), about + "KEY_IDS", content["keys"])
        known = self.theirs.keys()
        for key_id in known.keys() & macs.keys():
            self._check_mac(known[key_id], about + key_id, macs[key_id])
        if f"ed25519:{self.theirs.device_id}" not in macs:
            raise _RefusedError("m.key_mismatch", "The device's key is not vouched for.")
        master = self.theirs.master_key
        self.is_master_verified = master is not None and f"ed25519:{master}" in macs
        self.stage = Stage.VOUCHED
        return [self._event("done", {})]

    def _mac(self, text: str, about: str) -> str:
        assert self._established is not None
        return self._established.calculate_mac(text, about)

    def _check_mac(self, text: str, about: str, mac: str) -> None:
        assert self._established is not None
        try:
            self._established.verify_mac(text, about, mac)
        except vodozemac.SasException as error:
            raise _RefusedError("m.key_mismatch", "A key is not the one that I know.") from error

    def _shown_from(self) -> str:
        ours = f"{self.ours.user_id}|{self.ours.device_id}|{self._our_key}"
        theirs = f"{self.theirs.user_id}|{self.theirs.device_id}|{self._their_key}"
        first, second = (ours, theirs) if self._we_started else (theirs, ours)
        return f"MATRIX_KEY_VERIFICATION_SAS|{first}|{second}|{self.transaction}"

    def _vouched_from(self, sender: Device, receiver: Device) -> str:
        ends = f"{sender.user_id}{sender.device_id}{receiver.user_id}{receiver.device_id}"
        return f"MATRIX_KEY_VERIFICATION_MAC{ends}{self.transaction}"

    def _event(self, step: str, content: Content) -> Event:
        return PREFIX + step, {**content, **self._mark}


def _commitment(key: str, start: Content) -> str:
    """A promise of a key that is shown later: unpadded base64 of a hash."""
    digest = hashlib.sha256(key.encode() + canonical(start)).digest()
    return base64.b64encode(digest).decode().rstrip("=")
