"""Matrix, put together: the login, the sync loop and what it brings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.app.wiring import Parts
from bot.durable.runner import executor_for
from bot.errors import AttacheError, ConfigurationError, PlatformUnavailableError
from bot.platforms.matrix.account import Account, sign_in
from bot.platforms.matrix.events import Events
from bot.platforms.matrix.homeserver_api import CLIENT, MatrixCallError, escaped
from bot.platforms.matrix.incoming import Self
from bot.platforms.matrix.membership import Membership
from bot.platforms.matrix.sync import Sync, SyncState
from bot.ports.inbox import Inbox

#: Seconds between two tries to log in while the homeserver is away, and after a fault of ours.
LOGIN_AGAIN, BROKEN_AGAIN = 10.0, 5.0

_log = structlog.get_logger(__name__)


class MatrixService:
    """Matrix as it is served here.  Owns the task that syncs."""

    def __init__(self, parts: Parts, inbox: Inbox) -> None:
        self._parts = parts
        matrix = parts.matrix
        self._membership = Membership(
            matrix.api,
            inbox,
            matrix.rooms,
            parts.settings.matrix_allow,
            parts.lookups.keeps_anything,
        )
        self._events = Events(
            inbox, matrix.rooms, parts.lookups, matrix.platform.signs, self._membership
        )
        replica = executor_for(parts.settings.engine_url)
        self.sync = Sync(
            matrix.api,
            matrix.positions(replica),
            matrix.rooms,
            self._events,
            self._membership,
            matrix.sealing,
        )
        matrix.sealing.connect(inbox, self.sync.take_late, matrix.platform.say)
        #: Why it is not served, in a sentence; None while it is, or is being tried.
        self.trouble: str | None = None
        self._task: asyncio.Task[None] | None = None
        self._login_again = LOGIN_AGAIN

    async def start(self) -> None:
        """Log in, then sync in a task; a homeserver that is away is waited for there.

        Raises:
            ConfigurationError: the homeserver does not accept what the settings say.
        """
        account = await self._logged_in()
        self._task = asyncio.create_task(self._serve(account), name="matrix")

    async def aclose(self) -> None:
        """Stop syncing; what was stored is done at the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._membership.aclose()

    def health(self) -> dict[str, object]:
        """Whether we hear what happens, as far as that can be told from here."""
        is_fine = self.sync.state in (SyncState.LIVE, SyncState.WAITING)
        if self._task is not None and self._task.done():
            # Nobody syncs any more, whatever was said last.
            is_fine = False
        trouble = self.trouble or self._parts.matrix.sealing.trouble
        told = {"reason": trouble} if trouble else {}
        return {"ok": is_fine, "sync": self.sync.state.value, **told}

    # ------------------------------------------------------------ inside

    async def _logged_in(self) -> Account | None:
        matrix = self._parts.matrix
        try:
            account = await sign_in(
                matrix.api, matrix.credentials, matrix.folder, self._parts.clock.now()
            )
        except PlatformUnavailableError as error:
            self.sync.state = SyncState.AWAY
            at = self._parts.settings.matrix_homeserver
            self.trouble = f"{error} It is tried again, at {at}."
            self._login_again = max(LOGIN_AGAIN, error.retry_after_seconds or 0.0)
            _log.warning("matrix.away", error=type(error).__name__)
            return None
        self.trouble = None
        return account

    async def _serve(self, account: Account | None) -> None:
        """Sync for as long as the program runs, whatever happens."""
        while True:
            try:
                while account is None:
                    await asyncio.sleep(self._login_again)
                    account = await self._logged_in()
                await self._introduce(account)
                await self.sync.run()
            except ConfigurationError as error:
                self.trouble, self.sync.state = str(error), SyncState.SHUT_OUT
                _log.error("matrix.shut_out", reason=str(error))
                return
            except MatrixCallError as error:
                _log.error("matrix.call_refused", endpoint=error.endpoint, code=error.code)
                if error.is_shut_out:
                    # A new login, with the same device, may mend it.
                    account = None
                else:
                    await asyncio.sleep(BROKEN_AGAIN)
            except (AttacheError, Exception) as error:  # noqa: BLE001 - the edge: it goes on
                _log.error("matrix.broke", error=type(error).__name__)
                await asyncio.sleep(BROKEN_AGAIN)

    async def _introduce(self, account: Account) -> None:
        """Let every part know who we are."""
        matrix = self._parts.matrix
        path = f"{CLIENT}/profile/{escaped(account.user_id)}/displayname"
        try:
            name = str((await matrix.api.call("GET", path)).get("displayname") or "")
        except (MatrixCallError, PlatformUnavailableError):
            name = ""
        self._events.me = Self(account.user_id, name)
        self._membership.user_id = account.user_id
        self.sync.user_id = account.user_id
        matrix.platform.signs.user_id = account.user_id
        matrix.sealing.introduce(account)


@asynccontextmanager
async def matrix_service(parts: Parts, inbox: Inbox) -> AsyncIterator[MatrixService | None]:
    """Matrix, until the context ends; None when it is not configured.

    Raises:
        ConfigurationError: the homeserver does not accept what the settings say.
    """
    if not parts.settings.has_matrix:
        yield None
        return
    service = MatrixService(parts, inbox)
    try:
        await service.start()
        yield service
    finally:
        await service.aclose()
