"""The keys of our device that the homeserver holds for whoever writes to us."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bot.errors import ConfigurationError
from bot.platforms.matrix.encryption.key_machine import KeyMachine
from bot.platforms.matrix.encryption.key_store import in_key_thread
from bot.platforms.matrix.encryption.malformed import mapping
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError

#: One-time keys are made again when fewer than this part of them is left.
_REFILL_AT = 0.5


class PublishedKeys:
    """Publishes the device's keys, and one-time keys whenever they become few."""

    def __init__(self, folder: Path, machine: KeyMachine, api: HomeserverApi) -> None:
        self._folder = folder
        self._machine = machine
        self._api = api
        #: The homeserver's last word; None until a sync has said something.
        self._one_time: int | None = None
        self._needs_fallback = False

    async def begin(self) -> None:
        """Publish the device, if it is new, and see that the homeserver holds what we hold.

        Raises:
            ConfigurationError: it holds other keys.
            MatrixCallError: it refused.
            PlatformUnavailableError: it is not there now.
        """
        if not self._machine.account.shared:
            self._one_time = 0
            self._needs_fallback = True
            await self._publish()
        await self._check()

    def count(self, sync: Mapping[str, Any]) -> None:
        """Take up what a sync says of them."""
        counts = sync.get("device_one_time_keys_count")
        if isinstance(counts, dict):
            left = counts.get("signed_curve25519", 0)
            self._one_time = left if isinstance(left, int) else 0
        unused = sync.get("device_unused_fallback_key_types")
        if isinstance(unused, list):
            self._needs_fallback = "signed_curve25519" not in unused

    def are_few(self) -> bool:
        """Whether it is time to `upload` more."""
        if self._one_time is None:
            return self._needs_fallback
        most = self._machine.account.max_one_time_keys
        return self._needs_fallback or self._one_time < most * _REFILL_AT

    async def upload(self) -> None:
        """Make one-time and fallback keys, and hand them in.

        Raises:
            MatrixCallError: the homeserver refused.
            PlatformUnavailableError: it is not there now.
        """
        count = self._one_time
        if count is None:
            count = self._machine.account.max_one_time_keys
        needs_fallback = self._needs_fallback
        body = await in_key_thread(
            lambda: self._machine.keys_to_upload(count, needs_fallback=needs_fallback)
        )
        try:
            answer = await self._api.call("POST", f"{CLIENT}/keys/upload", body)
        except MatrixCallError as refused:
            if refused.status == HTTPStatus.BAD_REQUEST and self._machine.account.shared:
                # Ids that the homeserver has from an earlier life: go on to new ones.
                await in_key_thread(self._machine.mark_uploaded)
            raise
        await in_key_thread(self._machine.mark_uploaded)
        counts = mapping(answer.get("one_time_key_counts"))
        self._one_time = int(counts.get("signed_curve25519", 0))
        self._needs_fallback = False

    async def _publish(self) -> None:
        try:
            await self.upload()
        except MatrixCallError as refused:
            if refused.status != HTTPStatus.BAD_REQUEST:
                raise
            # One-time keys by these names are there: a device of this name had another store.
            raise self._other_keys() from refused

    async def _check(self) -> None:
        """The homeserver must hold the keys that we hold, or nobody can write to us."""
        user, device = self._machine.user_id, self._machine.device_id
        answer = await self._api.call(
            "POST", f"{CLIENT}/keys/query", {"device_keys": {user: [device]}}
        )
        published = answer.get("device_keys", {}).get(user, {}).get(device, {}).get("keys")
        if published != self._machine.device_keys()["keys"]:
            raise self._other_keys()

    def _other_keys(self) -> ConfigurationError:
        return ConfigurationError(
            f"The homeserver holds other keys for the bot's device {self._machine.device_id} than "
            f"the key store in {self._folder}: restore the folder from a backup, or delete the "
            "stored Matrix login, so that the bot logs in as a new device."
        )
