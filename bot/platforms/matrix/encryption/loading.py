"""The door to encryption: here the extra is imported, when an encrypted room is met."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ConfigurationError
from bot.platforms.matrix.homeserver_api import HomeserverApi
from bot.ports.clock import Clock

if TYPE_CHECKING:
    from bot.platforms.matrix.encryption.room_encryption import RoomEncryption

_MODULE = "bot.platforms.matrix.encryption.room_encryption"


async def open_encryption(
    folder: Path,
    user_id: str,
    device_id: str,
    api: HomeserverApi,
    clock: Clock,
    may_verify: Callable[[str], bool],
) -> RoomEncryption:
    """`RoomEncryption.open`, with the import beside the event loop: it takes a second.

    Raises:
        ConfigurationError: the extra is not installed, or the key store is damaged or another
            device's.
        StoreUnavailableError: another process has the key store open.
    """
    try:
        loaded = await asyncio.to_thread(importlib.import_module, _MODULE)
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "Encrypted Matrix rooms need packages that are not installed; in the program's folder: "
            ".venv/bin/pip install -e '.[encryption]'"
        ) from error
    opened: RoomEncryption = await loaded.RoomEncryption.open(
        folder, user_id, device_id, api, clock, may_verify
    )
    return opened
