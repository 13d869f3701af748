"""Opening a device's keys: once an encrypted room is met, and by the replica that syncs.

It may take long, or need a person.  Until then what devices sent us is kept; the reading of rooms
waits a little, and goes on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from bot.errors import ConfigurationError, PlatformUnavailableError, StoreUnavailableError
from bot.platforms.matrix import private_files
from bot.platforms.matrix.account import Account
from bot.platforms.matrix.encryption.loading import open_encryption
from bot.platforms.matrix.homeserver_api import HomeserverApi, MatrixCallError
from bot.platforms.matrix.mailbag import Mailbag
from bot.ports.clock import Clock

if TYPE_CHECKING:
    from bot.platforms.matrix.encryption.room_encryption import RoomEncryption

#: Seconds until encryption is tried again that a person must see to: a password that is wrong is not
#: sent again and again.
REFUSED_SECONDS = 3600.0
#: Seconds for which the reading of rooms waits for keys that are being opened; then it goes on, and
#: what needs them is kept.
OPENING_SECONDS = 5.0

_log = structlog.get_logger(__name__)


class KeyOpening:
    """The encryption of one account, as far as it is open."""

    def __init__(
        self,
        api: HomeserverApi,
        folder: Path,
        *,
        password: str | None,
        clock: Clock,
        may_verify: Callable[[str], bool],
        on_open: Callable[[], Awaitable[None]],
    ) -> None:
        self._api = api
        self._folder = folder
        self._password = password
        self._clock = clock
        self._may_verify = may_verify
        self._on_open = on_open
        self._account: Account | None = None
        #: Opens the keys, beside whoever waits for them.
        self._opening: asyncio.Task[None] | None = None
        self._waited_until = 0.0
        self._refused_until = 0.0
        self._mail = Mailbag(folder / "unopened_mail.jsonl")
        #: Whoever opens the keys reads the mail that was kept, and then no more is kept.
        self._mail_turn = asyncio.Lock()
        self.opened: RoomEncryption | None = None
        #: Whether this replica is the one that syncs: two on one key store would ruin it.
        self.leads = False
        #: Why encrypted rooms cannot be served, in a sentence; None while they can, or none is met.
        self.trouble: str | None = None

    @property
    def are_being_opened(self) -> bool:
        """Whether somebody is at it."""
        return self._opening is not None

    def introduce(self, account: Account) -> None:
        """Take up an account; what was refused to another may be granted to it."""
        if self._account != account:
            self._refused_until = 0.0
        self._account = account

    async def take_the_lead(self) -> None:
        """This replica syncs from now on; keys from before are opened at once.

        Raises:
            PlatformUnavailableError: not now; try again.
            MatrixCallError: our token is not known any more.
        """
        self.leads = True
        if self._has_keys():
            await self.ready()

    async def step_back(self) -> None:
        """Close what is open: another replica syncs, and has the keys."""
        self.leads = False
        if self._opening is not None:
            # It cannot be stopped half-way: the store would stay locked.
            await asyncio.wait({self._opening})
        if self.opened is not None:
            opened, self.opened = self.opened, None
            await opened.aclose()

    async def for_mail_of(self, answer: Mapping[str, Any]) -> RoomEncryption | None:
        """Encryption, to take the keys of a sync's answer; None where it is closed: they are kept.

        Raises:
            PlatformUnavailableError: not now, for a reason that passes.
            MatrixCallError: our token is not known any more.
        """
        opened = self.opened or (await self.ready() if self._has_keys() else None)
        if opened is not None:
            return opened
        async with self._mail_turn:
            if self.opened is None:
                await self._keep_mail(answer)
            return self.opened

    def _has_keys(self) -> bool:
        """Whether there is a key store: others may have given us keys."""
        return (self._folder / private_files.KEY_STORE_FILE).exists()

    async def ready(self) -> RoomEncryption | None:
        """Encryption, if it is open or can be opened; None when a person must act, or it takes long.

        Raises:
            PlatformUnavailableError: not now, for a reason that passes.
            MatrixCallError: our token is not known any more.
        """
        if self._may_open():
            if self._opening is None:
                self._opening = asyncio.create_task(self._try_to_open(), name="matrix keys")
                self._opening.add_done_callback(self._ended)
                self._waited_until = time.monotonic() + OPENING_SECONDS
            opening = self._opening
            await asyncio.wait({opening}, timeout=max(0.0, self._waited_until - time.monotonic()))
            if opening.done():
                opening.result()
        return self.opened

    def _ended(self, opening: asyncio.Task[None]) -> None:
        self._opening = None
        if not opening.cancelled() and opening.exception() is not None:
            _log.info("matrix.keys_not_opened", error=type(opening.exception()).__name__)

    def _may_open(self) -> bool:
        is_open = self.opened is not None
        return self.leads and not is_open and time.monotonic() >= self._refused_until

    async def _try_to_open(self) -> None:
        if self._account is None:
            return
        try:
            await self._open(self._account)
        except (ConfigurationError, MatrixCallError) as error:
            if isinstance(error, MatrixCallError) and error.is_shut_out:
                raise
            self._refused_until = time.monotonic() + REFUSED_SECONDS
            self.trouble = str(error)
            _log.error("matrix.encryption_not_ready", reason=self.trouble)
        except (PlatformUnavailableError, StoreUnavailableError) as error:
            self.trouble = str(error)
            _log.warning("matrix.encryption_waits", error=type(error).__name__)
            again = getattr(error, "retry_after_seconds", None)
            raise PlatformUnavailableError("Encryption is not ready.", again) from error
        else:
            self.trouble = None
            await self._on_open()

    async def _open(self, account: Account) -> None:
        opened = await open_encryption(
            self._folder,
            account.user_id,
            account.device_id,
            self._api,
            self._clock,
            self._may_verify,
        )
        try:
            await opened.start(self._password)
            async with self._mail_turn:
                mail = await asyncio.to_thread(self._mail.all)
                if mail:
                    await opened.take({"to_device": {"events": mail}})
                    await asyncio.to_thread(self._mail.clear)
                self.opened = opened
        except BaseException:
            await opened.aclose()
            raise
        _log.info("matrix.encryption_ready", device_id=account.device_id)

    async def _keep_mail(self, answer: Mapping[str, Any]) -> None:
        """Keep what devices sent us: with a key store, it may be keys, and comes only once."""
        to_device = answer.get("to_device")
        events = to_device.get("events") if isinstance(to_device, Mapping) else None
        if isinstance(events, list) and events and self._has_keys():
            await asyncio.to_thread(self._mail.add, events)
