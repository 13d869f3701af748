"""Who has which devices, and a session with each of them.

Asked from the homeserver when it is needed, kept in the key store, and asked again when a sync says
that it changed.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog
from nio.crypto import OlmDevice
from nio.responses import KeysClaimResponse, KeysQueryResponse

from bot.platforms.matrix.encryption.key_machine import KeyMachine
from bot.platforms.matrix.encryption.key_store import in_key_thread
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi
from bot.platforms.matrix.places import server_of

Wanted = TypeVar("Wanted")

#: Users asked for in one call, and devices of which one-time keys are claimed in one.
USERS_A_CALL = 100
DEVICES_A_CALL = 100
#: Milliseconds that our homeserver waits for others.
_OTHERS_MS = 10_000
#: Seconds before a server that did not answer, or a device without keys, is asked again.
ASK_AGAIN_SECONDS = 300.0
#: Servers whose users are asked for side by side.
SERVERS_AT_ONCE = 8

_log = structlog.get_logger(__name__)


class DeviceLists:
    """Device keys and sessions, as far as they are known."""

    def __init__(self, machine: KeyMachine, api: HomeserverApi) -> None:
        self._machine = machine
        self._api = api
        # One caller asks a server at a time: two would claim two keys for one device.  A server
        # that is slow holds up those alone who need it.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._at_once = asyncio.Semaphore(SERVERS_AT_ONCE)
        #: Users whose list is as the homeserver has it, for all that syncs have told.
        self._current: set[str] = set()
        #: Changes told while answers are on their way count for the next ones; of each answer.
        self._changed_meanwhile: list[set[str]] = []
        self._not_before: dict[str, float] = {}

    def changed(self, users: Iterable[str]) -> None:
        """A sync says that these users' devices changed, or that we share no room any more."""
        users = set(users)
        self._current -= users
        for changed in self._changed_meanwhile:
            changed.update(users)
        for user in users:
            self._not_before.pop(user, None)

    async def refresh(self, users: Collection[str], *, also_current: bool = False) -> None:
        """Know the devices of these users.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """

        async def refresh(of_one_server: Sequence[str]) -> None:
            wanted = [
                user
                for user in of_one_server
                if (also_current or user not in self._current) and not self._must_wait(user)
            ]
            for start in range(0, len(wanted), USERS_A_CALL):
                await self._ask(wanted[start : start + USERS_A_CALL])

        await self._by_server(users, server_of, refresh)

    async def open_sessions(self, devices: Sequence[OlmDevice], *, anew: bool = False) -> None:
        """Have a session with each device; those without keys are left out.

        Raises:
            MatrixCallError, PlatformUnavailableError
        """

        async def open_sessions(of_one_server: Sequence[OlmDevice]) -> None:
            missing = await in_key_thread(lambda: self._without_session(of_one_server, anew=anew))
            for start in range(0, len(missing), DEVICES_A_CALL):
                await self._claim(missing[start : start + DEVICES_A_CALL])

        await self._by_server(devices, lambda device: server_of(device.user_id), open_sessions)

    async def _by_server(
        self,
        wanted: Collection[Wanted],
        server: Callable[[Wanted], str],
        work: Callable[[Sequence[Wanted]], Awaitable[None]],
    ) -> None:
        """Do something for what is wanted of each server; one that fails ends no other."""
        groups: defaultdict[str, list[Wanted]] = defaultdict(list)
        for one in wanted:
            groups[server(one)].append(one)

        async def in_turn(name: str, of_one_server: Sequence[Wanted]) -> None:
            async with self._locks.setdefault(name, asyncio.Lock()), self._at_once:
                await work(of_one_server)

        working = [in_turn(name, group) for name, group in groups.items()]
        for outcome in await asyncio.gather(*working, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome

    def _without_session(self, devices: Sequence[OlmDevice], *, anew: bool) -> list[OlmDevice]:
        sessions = self._machine.session_store
        return [
            device
            for device in devices
            if (anew or not sessions.get(device.curve25519))
            and not self._must_wait(device.curve25519)
        ]

    def _must_wait(self, key: str) -> bool:
        return time.monotonic() < self._not_before.get(key, 0.0)

    def _wait(self, key: str) -> None:
        self._not_before[key] = time.monotonic() + ASK_AGAIN_SECONDS

    async def _ask(self, users: Sequence[str]) -> None:
        changed: set[str] = set()
        self._changed_meanwhile.append(changed)
        try:
            answer = await self._api.call(
                "POST",
                f"{CLIENT}/keys/query",
                {"device_keys": {user: [] for user in users}, "timeout": _OTHERS_MS},
            )
            lists = answer.get("device_keys", {})
            await in_key_thread(lambda: self._keep_all(users, lists))
        finally:
            self._changed_meanwhile = [c for c in self._changed_meanwhile if c is not changed]
        for user in users:
            if user not in lists:
                # Their server did not answer: go on with what is known.
                self._wait(user)
            elif user not in changed:
                self._current.add(user)

    def _keep_all(self, users: Sequence[str], lists: Mapping[str, Any]) -> None:
        with self._machine.store.database.atomic():
            for user in users:
                if user in lists:
                    self._keep(user, lists[user])

    def _keep(self, user: str, devices: Any) -> None:
        """One user at a time, one device at a time: a malformed one harms nobody else."""
        if not isinstance(devices, dict):
            return
        sound = {
            device_id: document
            for device_id, document in devices.items()
            if _is_device(document, user, device_id)
        }
        try:
            self._machine.handle_response(KeysQueryResponse({user: sound}, {}))
            self._machine.bring_back(user, sound)
        except (KeyError, TypeError, ValueError, AttributeError):
            _log.info("matrix.device_list_malformed")
        self._machine.users_for_key_query.discard(user)

    async def _claim(self, devices: Sequence[OlmDevice]) -> None:
        asked: dict[str, dict[str, str]] = {}
        for device in devices:
            asked.setdefault(device.user_id, {})[device.device_id] = "signed_curve25519"
        answer = await self._api.call(
            "POST", f"{CLIENT}/keys/claim", {"one_time_keys": asked, "timeout": _OTHERS_MS}
        )
        given = answer.get("one_time_keys", {})
        await in_key_thread(lambda: self._use_all(devices, given))

    def _use_all(self, devices: Sequence[OlmDevice], given: Mapping[str, Any]) -> None:
        with self._machine.store.database.atomic():
            for device in devices:
                self._use(device, given)
        for device in devices:
            if not self._machine.session_store.get(device.curve25519):
                self._wait(device.curve25519)

    def _use(self, device: OlmDevice, given: Mapping[str, Any]) -> None:
        try:
            key = given[device.user_id][device.device_id]
            claimed = {device.user_id: {device.device_id: key}}
            self._machine.handle_response(KeysClaimResponse(claimed, {}))
        except (KeyError, TypeError, ValueError, AttributeError, StopIteration):
            _log.info("matrix.no_session_with_device")


def _is_device(document: Any, user: str, device_id: str) -> bool:
    return (
        isinstance(document, dict)
        and document.get("user_id") == user
        and document.get("device_id") == device_id
        and isinstance(document.get("keys"), dict)
        and isinstance(document.get("signatures"), dict)
        and isinstance(document.get("unsigned", {}), dict)
    )
