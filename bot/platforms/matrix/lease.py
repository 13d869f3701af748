"""The lease of the one replica that syncs: taken, renewed while an answer takes long, let go."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from bot.errors import StoreError
from bot.platforms.matrix.position import PositionStore

#: Seconds between two looks whether the replica that syncs is gone, and between renewals of our own
#: lease; the lease itself (`storage.matrix`) outlasts three renewals.
LEAD_AGAIN, RENEW_EVERY = 2.0, 8.0
#: Seconds without an answer after which the lease is left to whoever hears more.
LONG_AWAY = 20.0

_log = structlog.get_logger(__name__)


class Lease:
    """Whether this replica is the one that syncs for an account."""

    def __init__(self, positions: PositionStore) -> None:
        self._positions = positions
        self._user_id = ""
        self.is_ours = False
        #: Since when nothing was heard, by the loop's clock; None while all is well.
        self._away_since: float | None = None

    async def take(self, user_id: str) -> bool:
        """Take it for an account unless another replica has it: whether it is ours.

        Raises:
            StoreError
        """
        self._user_id = user_id
        self.is_ours = await self._positions.lead(user_id)
        return self.is_ours

    def heard(self) -> None:
        """The homeserver and the store answered."""
        self._away_since = None

    def heard_nothing(self) -> None:
        """One of them did not."""
        self._away_since = self._away_since or time.monotonic()

    @asynccontextmanager
    async def renewing(self, before_it_goes: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
        """Keep it, however long an answer takes; let go at the end, after `before_it_goes`."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(RENEW_EVERY)
                if self.is_ours:
                    await self._renew()

        renewing = asyncio.create_task(renew(), name="matrix lease")
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            await before_it_goes()
            if self.is_ours:
                with suppress(StoreError):
                    await self._positions.step_down(self._user_id)

    async def _renew(self) -> None:
        try:
            if self._is_long_away():
                self.is_ours = False
                await self._positions.step_down(self._user_id)
            else:
                await self.take(self._user_id)
        except StoreError as error:
            _log.warning("matrix.lease_not_renewed", error=type(error).__name__)

    def _is_long_away(self) -> bool:
        """Whether we hear so little that another replica should try."""
        away = self._away_since
        return away is not None and time.monotonic() - away > LONG_AWAY
