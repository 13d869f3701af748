"""Connections that go to checked addresses only.

The check sits where the connection is made: a name is looked up once, every address that it leads
to is checked, and the connection goes to one of the very addresses that were checked.  So a name
that changes between look-up and connection (DNS rebinding) gains nothing, and neither do numbers
that hide an address (``2130706433``, ``0x7f.1``).  TLS still asks for the host's name.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import h11
import httpx

from bot.web_access.address_guard import AddressGuard
from bot.web_access.http_connection import HttpConnection, HungUpError

#: The addresses that a name leads to, as texts.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
#: Header lines as they are sent.
RawHeaders = Sequence[tuple[bytes, bytes]]
#: Seconds for which a connection waits to be asked again.
_KEPT_SECONDS = 10.0


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host by the system's resolver.

    Raises:
        OSError: the name is not known.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class _Place(NamedTuple):
    """Where a connection leads."""

    is_secure: bool
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer, of which the head is here and the body on its way."""

    status: int
    headers: httpx.Headers
    _connection: HttpConnection
    _idle_seconds: float

    def parts(self) -> AsyncIterator[bytes]:
        """The body's bytes as they arrive.

        Raises:
            h11.ProtocolError, OSError, TimeoutError
        """
        return self._connection.body(self._idle_seconds)


class GuardedConnections:
    """Asks servers over connections that `guard` has checked, and keeps those that can be used again.

    Args:
        guard: Decides which addresses may be connected to.
        resolver: Turns a host into addresses.
        tls: Certificates to trust; the system's by default.
        most: Connections at a time, those that wait included.
    """

    def __init__(
        self,
        guard: AddressGuard,
        *,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
        most: int = 40,
    ) -> None:
        self._guard = guard
        self._resolver = resolver
        self._given_tls = tls
        self._most = most
        self._turns = asyncio.Semaphore(most)
        self._in_use = 0
        #: Connections that wait, the one that has waited longest first, and what will end it.
        self._resting: OrderedDict[HttpConnection, tuple[_Place, asyncio.TimerHandle]]
        self._resting = OrderedDict()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Made for the first place that needs it: the system's certificates take 20 ms to read."""
        tls = self._given_tls or ssl.create_default_context()
        tls.set_alpn_protocols(["http/1.1"])
        return tls

    @asynccontextmanager
    async def answer(
        self, url: httpx.URL, headers: RawHeaders, idle_seconds: float
    ) -> AsyncIterator[Answer]:
        """What a web address answers; leave when enough of it was read.

        Raises:
            ForbiddenAddressError, h11.ProtocolError, OSError, TimeoutError
        """
        is_secure = url.scheme == "https"
        place = _Place(is_secure, url.raw_host.decode("ascii"), url.port or (80, 443)[is_secure])
        asked = h11.Request(
            method=b"GET", target=url.raw_path, headers=[(b"Host", url.netloc), *headers]
        )
        await self._turn(idle_seconds)
        self._in_use += 1
        connection: HttpConnection | None = None
        try:
            connection, head = await self._asked(place, asked, idle_seconds)
            found = httpx.Headers(head.headers.raw_items())
            yield Answer(head.status_code, found, connection, idle_seconds)
            if connection.rests():
                self._keep(place, connection)
                connection = None
        finally:
            if connection is not None:
                connection.close()
            self._in_use -= 1
            self._turns.release()

    async def aclose(self) -> None:
        """Close every connection."""
        while self._resting:
            self._end(next(iter(self._resting)))
        await asyncio.sleep(0)  # the loop closes sockets in its next round

    async def _turn(self, idle_seconds: float) -> None:
        if self._turns.locked():
            async with asyncio.timeout(idle_seconds):
                await self._turns.acquire()
        else:
            await self._turns.acquire()

    async def _asked(
        self, place: _Place, request: h11.Request, idle_seconds: float
    ) -> tuple[HttpConnection, h11.Response]:
        """A connection that has begun to answer, and the head of what it answers."""
        connection = self._rested(place)
        if connection is not None:
            try:
                return connection, await _ask(connection, request, idle_seconds)
            except (HungUpError, ConnectionError):
                pass  # a server may, between two requests: it is asked anew
        connection = await self._opened(place, idle_seconds)
        return connection, await _ask(connection, request, idle_seconds)

    async def _opened(self, place: _Place, idle_seconds: float) -> HttpConnection:
        """A new connection to one of the host's addresses, all of which were checked."""
        try:
            found = await self._resolver(place.host, place.port)
        except UnicodeError as error:
            raise OSError(f"{place.host} is not known") from error
        failure: OSError | None = None
        for address in self._guard.check_addresses(place.host, place.port, found):
            self._make_room()
            try:
                async with asyncio.timeout(idle_seconds):
                    return await self._connected(place, address)
            except OSError as error:
                failure = error
        raise failure or OSError(f"{place.host} has no address")

    async def _connected(self, place: _Place, address: str) -> HttpConnection:
        _, connection = await asyncio.get_running_loop().create_connection(
            HttpConnection,
            address,
            place.port,
            ssl=self._tls if place.is_secure else None,
            server_hostname=place.host if place.is_secure else None,
        )
        return connection

    # ------------------------------------------------------------ connections that wait

    def _rested(self, place: _Place) -> HttpConnection | None:
        """A connection to this place that waits, if there is one, to be used now."""
        for connection, (other, timer) in reversed(self._resting.items()):
            if other == place and connection.is_at_rest:
                timer.cancel()
                del self._resting[connection]
                return connection
        return None

    def _keep(self, place: _Place, connection: HttpConnection) -> None:
        timer = asyncio.get_running_loop().call_later(_KEPT_SECONDS, self._end, connection)
        self._resting[connection] = place, timer
        if len(self._resting) > self._most // 2:
            self._end(next(iter(self._resting)))

    def _make_room(self) -> None:
        """Let those go that wait where more would be open than may be."""
        while self._resting and self._in_use + len(self._resting) > self._most:
            self._end(next(iter(self._resting)))

    def _end(self, connection: HttpConnection) -> None:
        found = self._resting.pop(connection, None)
        if found is not None:
            found[1].cancel()
        connection.close()


async def _ask(
    connection: HttpConnection, request: h11.Request, idle_seconds: float
) -> h11.Response:
    """The head of an answer; a connection that gives none is closed."""
    try:
        return await connection.ask(request, idle_seconds)
    except BaseException:
        connection.close()
        raise
