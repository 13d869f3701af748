"""One connection that is asked for one thing after the other: HTTP/1.1, read by h11.

It does what httpcore does with the same parser.  httpcore takes 1.2 ms of a processor for an answer
without a body, most of it between its layers, and a desk's feeds answer "unchanged" most of the time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import h11

#: Bytes of an answer's head that are read: more is no answer.
_LONGEST_HEAD = 100 * 1024
#: Bytes that may wait to be looked at before the server has to wait.
_MOST_WAITING = 256 * 1024


class HungUpError(h11.RemoteProtocolError):
    """The server closed the connection without a word of an answer."""


class HttpConnection(asyncio.Protocol):
    """A connection, once asyncio has made it."""

    def __init__(self) -> None:
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)
        self._transport: asyncio.Transport | None = None
        self._arrived = bytearray()
        self._is_over = False
        self._failure: Exception | None = None
        self._waiting: asyncio.Future[None] | None = None

    # ------------------------------------------------------------ asking

    async def ask(self, request: h11.Request, idle_seconds: float) -> h11.Response:
        """Send a request without a body; the head of its answer.

        Raises:
            HungUpError, h11.ProtocolError, OSError, TimeoutError
        """
        said = self._http.send(request), self._http.send(h11.EndOfMessage())
        if self._transport is not None:
            self._transport.write(b"".join(part or b"" for part in said))
        event = await self._event(idle_seconds)
        while isinstance(event, h11.InformationalResponse):
            event = await self._event(idle_seconds)
        if not isinstance(event, h11.Response):
            raise h11.RemoteProtocolError("an answer without a head")
        return event

    async def body(self, idle_seconds: float) -> AsyncIterator[bytes]:
        """The answer's body as it arrives.

        Raises:
            h11.ProtocolError, OSError, TimeoutError
        """
        event = await self._event(idle_seconds)
        while isinstance(event, h11.Data):
            yield bytes(event.data)
            event = await self._event(idle_seconds)

    def rests(self) -> bool:
        """Get ready for the next request; whether it can be asked again."""
        if not self.is_at_rest:
            return False
        if self._http.their_state is h11.SEND_BODY:
            # An answer without a body ends with its head; of any other nobody waits for the rest.
            self._http.next_event()
        is_done = self._http.our_state is h11.DONE and self._http.their_state is h11.DONE
        if not is_done or self._http.trailing_data != (b"", False):
            return False
        self._http.start_next_cycle()
        return True

    @property
    def is_at_rest(self) -> bool:
        """Whether the server has neither hung up nor said what nobody asked for."""
        return not self._is_over and not self._arrived

    def close(self) -> None:
        """Hang up at once."""
        if self._transport is not None:
            self._transport.abort()

    async def _event(self, idle_seconds: float) -> object:
        """What comes next of the answer."""
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if not self._arrived and not self._is_over:
                await self._sign_of_life(idle_seconds)
            self._take_in()
        return event

    async def _sign_of_life(self, idle_seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._waiting = loop.create_future()
        timer = loop.call_later(idle_seconds, self._give_up)
        try:
            await self._waiting
        finally:
            timer.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(TimeoutError())

    def _take_in(self) -> None:
        """Show the parser what has arrived, or that nothing more will."""
        if self._arrived:
            self._http.receive_data(bytes(self._arrived))
            self._arrived.clear()
            if self._transport is not None and not self._is_over:
                self._transport.resume_reading()
            return
        if self._failure is not None:
            raise self._failure
        if self._http.their_state is h11.SEND_RESPONSE:
            is_silent = self._http.trailing_data[0] == b""
            raise (HungUpError if is_silent else h11.RemoteProtocolError)("no answer")
        self._http.receive_data(b"")

    # ------------------------------------------------------------ what asyncio tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        self._arrived += data
        if len(self._arrived) > _MOST_WAITING and self._transport is not None:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """The server has said all that it will."""
        self._is_over = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is no more."""
        self._is_over, self._failure = True, exc
        self._wake()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
