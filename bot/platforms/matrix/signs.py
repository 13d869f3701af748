"""Signs of work: the typing notice, read receipts, and a word when it takes long.

All are courtesies: nothing waits for them, and a homeserver that refuses them is not told twice.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import structlog

from bot.domain.identifiers import ChannelKey, MessageId
from bot.errors import DeliveryError
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError, escaped
from bot.platforms.matrix.places import room_of

#: Milliseconds that a typing notice stands unless it is renewed, and seconds until it is.
TYPING_MS, RENEWED_AFTER = 30_000, 20.0
#: Seconds of work after which the room is told that it goes on.
LONG_WORK = 12.0
#: Signs under way at once; more are not shown.
_MOST_AT_ONCE = 64

_log = structlog.get_logger(__name__)

#: Says in a thread that the bot is still reading.
SayReading = Callable[[ChannelKey, MessageId], Awaitable[None]]


class Signs:
    """Shows in which rooms the bot is at work.  Owns the calls that are under way."""

    def __init__(
        self, api: HomeserverApi, say_reading: SayReading, long_work: float = LONG_WORK
    ) -> None:
        self._api = api
        self._say_reading = say_reading
        self._long_work = long_work
        self.user_id = ""
        self._at_work: Counter[str] = Counter()
        self._typing: dict[str, asyncio.Task[None]] = {}
        self._waiting: dict[tuple[ChannelKey, MessageId], asyncio.Task[None]] = {}
        self._calls: set[asyncio.Task[None]] = set()

    def begin(self, channel: ChannelKey, thread: MessageId) -> None:
        """Work began on a thread."""
        place = (channel, thread)
        if place in self._waiting:
            return
        room_id = room_of(channel)
        self._at_work[room_id] += 1
        if room_id not in self._typing:
            self._typing[room_id] = asyncio.create_task(self._type(room_id), name="matrix typing")
        self._waiting[place] = asyncio.create_task(self._wait(place), name="matrix long work")

    def end(self, channel: ChannelKey, thread: MessageId) -> None:
        """It is over."""
        waiting = self._waiting.pop((channel, thread), None)
        if waiting is None:
            return
        waiting.cancel()
        room_id = room_of(channel)
        self._at_work[room_id] -= 1
        if self._at_work[room_id] <= 0:
            del self._at_work[room_id]
            if (typing := self._typing.pop(room_id, None)) is not None:
                typing.cancel()
            self._spawn(self._set_typing(room_id, is_typing=False))

    def read(self, room_id: str, event_id: str) -> None:
        """Show that we have read up to an event."""
        path = f"{CLIENT}/rooms/{escaped(room_id)}/receipt/m.read/{escaped(event_id)}"
        self._spawn(self._call("POST", path, {}))

    async def aclose(self) -> None:
        """End everything that is under way."""
        tasks = [*self._typing.values(), *self._waiting.values(), *self._calls]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # ------------------------------------------------------------ inside

    async def _type(self, room_id: str) -> None:
        while True:
            await self._set_typing(room_id, is_typing=True)
            await asyncio.sleep(RENEWED_AFTER)

    async def _wait(self, place: tuple[ChannelKey, MessageId]) -> None:
        await asyncio.sleep(self._long_work)
        try:
            # Once it is said it must be noted, whoever ends the work meanwhile.
            await asyncio.shield(asyncio.ensure_future(self._say_reading(*place)))
        except (DeliveryError, MatrixCallError) as error:
            _log.info("matrix.sign_not_shown", error=type(error).__name__)

    async def _set_typing(self, room_id: str, *, is_typing: bool) -> None:
        path = f"{CLIENT}/rooms/{escaped(room_id)}/typing/{escaped(self.user_id)}"
        body: dict[str, object] = {"typing": is_typing}
        await self._call("PUT", path, body | ({"timeout": TYPING_MS} if is_typing else {}))

    async def _call(self, method: str, path: str, body: dict[str, object]) -> None:
        try:
            await self._api.call(method, path, body)
        except (DeliveryError, MatrixCallError) as error:
            _log.info("matrix.sign_not_shown", error=type(error).__name__)

    def _spawn(self, call: Awaitable[None]) -> None:
        if len(self._calls) >= _MOST_AT_ONCE:
            call.close()  # type: ignore[attr-defined]
            return
        task = asyncio.ensure_future(call)
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)
