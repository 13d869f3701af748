"""nio's Olm machine, with the gaps closed that matter to us.

What is done otherwise than in nio, and why, is a table in docs/architecture.md.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import peewee
from nio.crypto import InboundGroupSession, OlmDevice, OutgoingKeyRequest
from nio.crypto.olm_machine import Olm
from nio.store import SqliteStore

from bot.platforms.matrix.encryption.cross_signing import canonical
from bot.platforms.matrix.encryption.errors import UndecryptableError, Unreadable

MEGOLM = "m.megolm.v1.aes-sha2"
OLM = "m.olm.v1.curve25519-aes-sha2"
#: Keys that were asked for; anybody may send events of new sessions without end.
REQUESTS_REMEMBERED = 2_000
#: Messages of which is kept which event they came in: the same words in another are a replay.
MESSAGES_REMEMBERED = 200_000


class KeyMachine(Olm):  # type: ignore[misc]  # nio ships no types
    """The Olm machine of one device. Its methods block: call them in the key thread."""

    _is_ahead_of_store = False
    #: Messages that were read and are not in the store yet: sender's key, session, index, event.
    _read: list[tuple[str, str, int, str]]

    def __init__(self, user_id: str, device_id: str, store: SqliteStore) -> None:
        super().__init__(user_id, device_id, store)
        self._read = []
        store.database.execute_sql(
            "CREATE TABLE IF NOT EXISTS attache_read_messages (number INTEGER PRIMARY KEY, "
            "sender_key TEXT, session_id TEXT, message_index INTEGER, event_id TEXT, "
            "UNIQUE (session_id, message_index, sender_key))"
        )

    def keys_to_upload(self, counted: int, *, needs_fallback: bool) -> dict[str, Any]:
        """Keys for ``/keys/upload``, saved first.

        nio saves only after the upload: a crash between the two leaves public keys on the
        homeserver whose private halves are gone, and the same key ids are made again.
        """
        account = self.account
        waiting = len(account.one_time_keys["curve25519"])
        account.generate_one_time_keys(max(0, account.max_one_time_keys - counted - waiting))
        if needs_fallback:
            account._account.generate_fallback_key()  # noqa: SLF001 - nio has no word for it
        self.save_account()
        body: dict[str, Any] = {
            "one_time_keys": self._signed_keys(account.one_time_keys["curve25519"]),
            "fallback_keys": self._signed_keys(
                {
                    key_id: key.to_base64()
                    for key_id, key in account._account.fallback_key.items()  # noqa: SLF001
                },
                {"fallback": True},
            ),
        }
        if not account.shared:
            body["device_keys"] = self.device_keys()
        return body

    def mark_uploaded(self) -> None:
        """The homeserver has what `keys_to_upload` gave."""
        self.account.shared = True
        self.mark_keys_as_published()
        self.save_account()

    def device_keys(self) -> dict[str, Any]:
        """Our public keys, signed."""
        keys = self.account.identity_keys
        document: dict[str, Any] = {
            "algorithms": [OLM, MEGOLM],
            "device_id": self.device_id,
            "user_id": self.user_id,
            "keys": {
                f"curve25519:{self.device_id}": keys["curve25519"],
                f"ed25519:{self.device_id}": keys["ed25519"],
            },
        }
        return self._with_signature(document)

    def sign(self, document: Mapping[str, Any]) -> str:
        """The device's signature of a document."""
        return str(self.account.sign(canonical(document).decode()))

    @contextmanager
    def kept_together(self) -> Iterator[None]:
        """Keep all that Olm messages change, or nothing.

        A message can be opened once only: a crash between the ratchet's move and the room key's
        row would lose the key for good.
        """
        try:
            with self.store.database.atomic():
                yield
                # nio saves the account before a first message's one-time key is used up.
                self.save_account()
        except peewee.DatabaseError:
            self._is_ahead_of_store = True
            raise

    def doubt_sessions(self, devices: Iterable[tuple[str, str]]) -> None:
        """Note devices whose messages cannot be opened: their sessions are begun anew.

        nio leaves those alone with which a session was begun within the hour.
        """
        for user_id, curve25519 in devices:
            self._mark_device_for_unwedging(user_id, curve25519)

    def catch_up(self) -> None:
        """Forget what could not be kept: the store is as far as the last message that was."""
        if self._is_ahead_of_store:
            self.account = self.store.load_account()
            self.load()
            self._is_ahead_of_store = False

    def create_group_session(
        self, sender_key: str, sender_fp_key: str, room_id: str, session_id: str, session_key: str
    ) -> None:
        """Keep a room key, unless a better or another one is kept under its name.

        nio would let a later key of a session replace an earlier one, and let whoever knows a
        session's id overwrite its stored key.
        """
        try:
            session = InboundGroupSession(session_key, sender_fp_key, sender_key, room_id)
        except ValueError:
            return
        if session.id != session_id:
            return
        known = self.inbound_group_store.get(room_id, sender_key, session_id)
        if known is not None and known.first_known_index <= session.first_known_index:
            return
        self.inbound_group_store.add(session)
        if not self._is_held_by_another(session):
            self.save_inbound_group_session(session)

    def _is_held_by_another(self, session: InboundGroupSession) -> bool:
        """Whether the store's only row for this session's id is of another room or sender."""
        row = self.store.database.execute_sql(
            "SELECT room_id, sender_key FROM megolminboundsessions WHERE session_id = ?",
            (session.id,),
        ).fetchone()
        return row is not None and row != (session.room_id, session.sender_key)

    def _should_accept_forward(self, _sender: str, sender_key: str, event: Any) -> bool:
        """Take a key again from the device that made it, when we have asked.

        nio takes forwarded keys from our own verified devices only, of which we have none.
        """
        asked = self.outgoing_key_requests.get(event.session_id)
        return (
            asked is not None
            and event.algorithm == MEGOLM
            and event.room_id == asked.room_id
            and event.source["content"]["sender_key"] == sender_key
        )

    def holds(self, room_id: str, session_id: str) -> bool:
        """Whether the key of a session is there, from whomever."""
        try:
            return self.session_for(room_id, {"session_id": session_id}) is not None
        except UndecryptableError:
            return False

    def session_for(self, room_id: str, content: Mapping[str, Any]) -> InboundGroupSession:
        """The session that an event names.

        Raises:
            UndecryptableError: it is not there.
        """
        session_id = content["session_id"]
        named = self.inbound_group_store.get(room_id, content.get("sender_key", ""), session_id)
        if named is not None:
            return named
        # Since Matrix 1.3 an event need not say which device sent it.
        sessions = (kept.get(session_id) for kept in self.inbound_group_store[room_id].values())
        found = next((session for session in sessions if session is not None), None)
        if found is None:
            raise UndecryptableError(session_id, Unreadable.NO_KEY)
        return found

    def is_of(self, session: InboundGroupSession, sender: str) -> bool:
        """Whether a session was made by a device of `sender`: nio leaves that open.

        Devices that were signed out count: what they wrote before stays theirs.
        """
        own = self.account.identity_keys
        if sender == self.user_id and session.sender_key == own["curve25519"]:
            return True
        return any(
            device.curve25519 == session.sender_key and device.ed25519 == session.ed25519
            for device in self.device_store[sender].values()
        )

    def read(
        self, session: InboundGroupSession, room_id: str, event: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What an event holds.

        Raises:
            UndecryptableError: it cannot be read, now or ever.
        """
        try:
            text, index = session.decrypt(event["content"]["ciphertext"])
            inner = json.loads(text)
        except (ValueError, RecursionError) as error:
            if index_error(error):
                raise UndecryptableError(session.id, Unreadable.NO_KEY) from error
            raise UndecryptableError(session.id, Unreadable.DAMAGED) from error
        if self._first_event((session.sender_key, session.id, index), event) != event["event_id"]:
            raise UndecryptableError(session.id, Unreadable.REPLAYED)
        if not _is_event_of(inner, room_id):
            raise UndecryptableError(session.id, Unreadable.DAMAGED)
        return dict(inner)

    def _first_event(self, place: tuple[str, str, int], event: Mapping[str, Any]) -> str:
        """The event in which a message came first, in this life or an earlier one."""
        known = self.message_index_store.get(place)
        if known is None:
            row = self.store.database.execute_sql(
                "SELECT event_id FROM attache_read_messages "
                "WHERE sender_key = ? AND session_id = ? AND message_index = ?",
                place,
            ).fetchone()
            known = row[0] if row else str(event["event_id"])
            self.message_index_store[place] = known
            if row is None:
                self._read.append((*place, known))
        return str(known)

    def keep_read(self) -> None:
        """Keep which messages were read: a commit for all since the last time, not one for each."""
        if not self._read:
            return
        database = self.store.database
        with database.atomic():
            for row in self._read:
                database.execute_sql(
                    "INSERT OR IGNORE INTO attache_read_messages "
                    "(sender_key, session_id, message_index, event_id) VALUES (?, ?, ?, ?)",
                    row,
                )
            database.execute_sql(
                "DELETE FROM attache_read_messages WHERE number <= "
                "(SELECT max(number) FROM attache_read_messages) - ?",
                (MESSAGES_REMEMBERED,),
            )
        self._read.clear()

    def has_asked_for(self, session_id: str) -> bool:
        """Whether a key was asked for, in this life or an earlier one."""
        return session_id in self.outgoing_key_requests

    def note_asked_for(self, room_id: str, session_id: str) -> None:
        """Remember that a key was asked for."""
        request = OutgoingKeyRequest(session_id, session_id, room_id, MEGOLM)
        self.outgoing_key_requests[session_id] = request
        self.store.add_outgoing_key_request(request)
        while len(self.outgoing_key_requests) > REQUESTS_REMEMBERED:
            oldest = next(iter(self.outgoing_key_requests))
            self.store.remove_outgoing_key_request(self.outgoing_key_requests.pop(oldest))

    def bring_back(self, user_id: str, listed: Collection[str]) -> None:
        """Devices that are listed again are there again; nio would leave them signed out."""
        devices = self.device_store[user_id]
        back = {name: devices[name] for name in listed if name in devices}
        back = {name: device for name, device in back.items() if device.deleted}
        for device in back.values():
            device.deleted = False
        self.store.save_device_keys({user_id: back})

    def active_devices(self, users: Iterable[str]) -> list[OlmDevice]:
        """The devices of users that may be given keys: not ours, not signed out, not refused."""
        own = self.account.identity_keys["curve25519"]
        return [
            device
            for user in users
            for device in self.device_store.active_user_devices(user)
            if device.curve25519 != own and not device.blacklisted
        ]

    def _signed_keys(
        self, keys: Mapping[str, str], also: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        return {
            f"signed_curve25519:{key_id}": self._with_signature({"key": key, **(also or {})})
            for key_id, key in keys.items()
        }

    def _with_signature(self, document: dict[str, Any]) -> dict[str, Any]:
        signature = self.sign(document)
        return {
            **document,
            "signatures": {self.user_id: {f"ed25519:{self.device_id}": signature}},
        }


def index_error(error: Exception) -> bool:
    """Whether a session begins after the event: an earlier key may still come."""
    return "unknown message index" in str(error).lower()


def _is_event_of(inner: Any, room_id: str) -> bool:
    return (
        isinstance(inner, dict)
        and isinstance(inner.get("type"), str)
        and isinstance(inner.get("content"), dict)
        and inner.get("room_id") == room_id
    )
