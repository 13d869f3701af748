"""Signs of work: the typing notice, read receipts, and a word when it takes long.

All are courtesies: nothing waits for them, and a homeserver that refuses them is not told twice.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

from bot.domain.identifiers import ChannelKey, MessageId
from bot.errors import AttacheError, DeliveryError
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError, escaped
from bot.platforms.matrix.places import room_of

#: Milliseconds that a typing notice stands unless it is renewed, and seconds until it is.
TYPING_MS, RENEWED_AFTER = 30_000, 20.0
#: Seconds of work before it is shown: an answer that is there at once needs no notice before it.
TYPING_AFTER = 0.3
#: Seconds of work after which the room is told that it goes on.
LONG_WORK = 12.0
#: Seconds after the end of work until what was said of it is taken back, if no answer has come: its
#: question was deleted, say.
NO_ANSWER_AFTER = 60.0
#: Signs under way at once, and shown in a second; more are not: they would take from the answers.
MOST_AT_ONCE, MOST_A_SECOND = 16, 20

_log = structlog.get_logger(__name__)

#: Says in a thread that the bot is still reading, takes that back, or says that it is enough.
Say = Callable[[ChannelKey, MessageId], Awaitable[None]]


class Signs:
    """Shows in which rooms the bot is at work.  Owns the calls that are under way."""

    def __init__(
        self,
        api: HomeserverApi,
        say_reading: Say,
        take_back: Say,
        say_enough: Say,
        *,
        long_work: float = LONG_WORK,
        no_answer_after: float = NO_ANSWER_AFTER,
    ) -> None:
        self._api = api
        self._say_reading = say_reading
        self._take_back = take_back
        self._say_enough = say_enough
        self._long_work = long_work
        self._no_answer_after = no_answer_after
        self.user_id = ""
        self._at_work: Counter[str] = Counter()
        #: What ends the typing notice of a room.
        self._typing: dict[str, asyncio.Event] = {}
        #: Where it was said that it takes longer, and the work is not over.
        self._said: set[tuple[ChannelKey, MessageId]] = set()
        self._waiting: dict[tuple[ChannelKey, MessageId], asyncio.Task[None]] = {}
        self._calls: set[asyncio.Task[object]] = set()
        self._under_way = 0
        self._allowance, self._allowed_at = float(MOST_A_SECOND), time.monotonic()

    def begin(self, channel: ChannelKey, thread: MessageId) -> None:
        """Work began on a thread."""
        place = (channel, thread)
        if place in self._waiting:
            return
        room_id = room_of(channel)
        self._at_work[room_id] += 1
        if room_id not in self._typing:
            self._typing[room_id] = asyncio.Event()
            self._begin(self._type(room_id, self._typing[room_id]))
        self._waiting[place] = asyncio.create_task(self._wait(place), name="matrix long work")

    def end(self, channel: ChannelKey, thread: MessageId) -> None:
        """It is over."""
        waiting = self._waiting.pop((channel, thread), None)
        if waiting is None:
            return
        if (channel, thread) in self._said:
            self._said.discard((channel, thread))
            self._begin(self._tidy_up((channel, thread)))
        waiting.cancel()
        room_id = room_of(channel)
        self._at_work[room_id] -= 1
        if self._at_work[room_id] <= 0:
            del self._at_work[room_id]
            self._typing.pop(room_id).set()

    def read(self, room_id: str, event_id: str) -> None:
        """Show that we have read up to an event."""
        path = f"{CLIENT}/rooms/{escaped(room_id)}/receipt/m.read/{escaped(event_id)}"
        self._begin(self._call("POST", path, {}))

    def enough(self, channel: ChannelKey, thread: MessageId) -> None:
        """Somebody writes faster in a thread than is answered."""
        self._begin(self._try(self._say_enough, (channel, thread)))

    async def aclose(self) -> None:
        """End everything that is under way."""
        tasks = [*self._waiting.values(), *self._calls]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # ------------------------------------------------------------ inside

    async def _type(self, room_id: str, is_over: asyncio.Event) -> None:
        """Show it from when the work has taken a while until it is over."""
        is_shown = False
        while not await _comes_within(RENEWED_AFTER if is_shown else TYPING_AFTER, is_over):
            is_shown = await self._set_typing(room_id, is_typing=True)
        if is_shown and room_id not in self._typing:
            await self._set_typing(room_id, is_typing=False)

    async def _wait(self, place: tuple[ChannelKey, MessageId]) -> None:
        await asyncio.sleep(self._long_work)
        self._said.add(place)
        # Once it is said it must be noted, whoever ends the work meanwhile: it is no part of this task.
        await asyncio.shield(self._begin(self._try(self._say_reading, place)))

    async def _tidy_up(self, place: tuple[ChannelKey, MessageId]) -> None:
        """Take back that an answer is coming, where none came."""
        await asyncio.sleep(self._no_answer_after)
        if place not in self._waiting:
            await self._try(self._take_back, place)

    async def _try(self, say: Say, place: tuple[ChannelKey, MessageId]) -> None:
        try:
            await say(*place)
        except (AttacheError, MatrixCallError) as error:
            _log.info("matrix.sign_not_shown", error=type(error).__name__)

    async def _set_typing(self, room_id: str, *, is_typing: bool) -> bool:
        path = f"{CLIENT}/rooms/{escaped(room_id)}/typing/{escaped(self.user_id)}"
        body: dict[str, object] = {"typing": is_typing}
        body |= {"timeout": TYPING_MS} if is_typing else {}
        return await self._call("PUT", path, body, is_needed=not is_typing)

    async def _call(
        self, method: str, path: str, body: dict[str, object], *, is_needed: bool = False
    ) -> bool:
        """Show a sign, if there are not too many of them; whether it was tried."""
        if not (is_needed or self._has_room()):
            return False
        self._under_way += 1
        try:
            await self._api.call(method, path, body)
        except (DeliveryError, MatrixCallError) as error:
            _log.info("matrix.sign_not_shown", error=type(error).__name__)
        finally:
            self._under_way -= 1
        return True

    def _has_room(self) -> bool:
        now = time.monotonic()
        grown = self._allowance + (now - self._allowed_at) * MOST_A_SECOND
        self._allowance, self._allowed_at = min(float(MOST_A_SECOND), grown), now
        if self._under_way >= MOST_AT_ONCE or self._allowance < 1:
            return False
        self._allowance -= 1
        return True

    def _begin(self, call: Coroutine[Any, Any, object]) -> asyncio.Task[object]:
        task = asyncio.create_task(call, name="matrix sign")
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)
        return task


async def _comes_within(seconds: float, event: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
