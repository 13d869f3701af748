"""What Matrix is made of: each part built when it is first asked for, and closed with the rest."""

from __future__ import annotations

from contextlib import AsyncExitStack
from functools import cached_property
from pathlib import Path

from bot.app.settings import Settings
from bot.platforms.matrix.account import Credentials
from bot.platforms.matrix.homeserver_api import HomeserverApi
from bot.platforms.matrix.platform import MatrixPlatform
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sealing import Sealing
from bot.ports.clock import Clock
from bot.ports.settings import SettingsStore
from bot.storage.database import Database
from bot.storage.matrix import SqlEncryptedRooms, SqlMatrixPositions, SqlSealedEvents
from bot.storage.previews import SqlPreviewStore


def matrix_folder(settings: Settings) -> Path:
    """Where the account and the keys are kept; replicas that serve Matrix share it."""
    return settings.data_dir / "matrix"


class MatrixParts:
    """The parts that only Matrix has."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        channel_settings: SettingsStore,
        closing: AsyncExitStack,
    ) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock
        self._channel_settings = channel_settings
        self._closing = closing

    @property
    def folder(self) -> Path:
        """Where the account and the keys are kept."""
        return matrix_folder(self.settings)

    @property
    def credentials(self) -> Credentials:
        """What is set to log in with."""
        password, token = self.settings.matrix_password, self.settings.matrix_access_token
        return Credentials(
            self.settings.matrix_user,
            password.get_secret_value() if password else None,
            token.get_secret_value() if token else None,
        )

    @cached_property
    def api(self) -> HomeserverApi:
        """Calls to the homeserver."""
        assert self.settings.matrix_homeserver is not None, "asked for only where it is set"
        api = HomeserverApi(self.settings.matrix_homeserver)
        self._closing.push_async_callback(api.aclose)
        return api

    @cached_property
    def rooms(self) -> Rooms:
        """What is known of rooms."""
        return Rooms(
            self.api, SqlEncryptedRooms(self.database), frozenset(self.settings.matrix_admins)
        )

    def positions(self, replica: str) -> SqlMatrixPositions:
        """Where we are in the stream of events."""
        return SqlMatrixPositions(self.database, self.clock, replica)

    @cached_property
    def sealed(self) -> SqlSealedEvents:
        """Events that wait for a key."""
        return SqlSealedEvents(self.database, self.clock)

    @cached_property
    def sealing(self) -> Sealing:
        """Encrypted rooms; opened when one is met."""
        admins = frozenset(self.settings.matrix_admins)
        sealing = Sealing(
            self.api,
            self.rooms,
            self.sealed,
            self.folder,
            password=self.credentials.password,
            clock=self.clock,
            may_verify=admins.__contains__,
        )
        self._closing.push_async_callback(sealing.aclose)
        return sealing

    @cached_property
    def platform(self) -> MatrixPlatform:
        """Matrix as a platform."""
        platform = MatrixPlatform(
            self.api,
            self.rooms,
            SqlPreviewStore(self.database),
            self._channel_settings,
            self.sealing,
        )
        self._closing.push_async_callback(platform.aclose)
        return platform
