"""Connections that go to checked addresses only.

The check sits where the connection is made: a name is looked up once, every address that it leads
to is checked, and the connection goes to one of the very addresses that were checked.  So a name
that changes between look-up and connection (DNS rebinding) gains nothing, and neither do numbers
that hide an address (``2130706433``, ``0x7f.1``).  TLS still asks for the host's name.
"""

from __future__ import annotations

import asyncio
import select
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import httpcore
import httpx

from bot.web_access.address_guard import AddressGuard

if TYPE_CHECKING:
    from httpcore._backends.base import SOCKET_OPTION

#: The addresses that a name leads to, as texts.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host by the system's resolver.

    Raises:
        OSError: the name is not known.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that looks its socket up once.

    The pool asks every idle connection, at every request, whether its host has hung up.
    """

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self._socket: socket.socket | None = inner.get_extra_info("socket")
        self._signs = select.poll()
        if self._socket is not None and self._socket.fileno() >= 0:
            self._signs.register(self._socket, select.POLLIN)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> object:
        if info != "is_readable" or self._socket is None:
            return self._inner.get_extra_info(info)
        # One that is closed reads as its end.
        return self._socket.fileno() < 0 or bool(self._signs.poll(0))


class _CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to checked addresses, and nothing else."""

    def __init__(self, guard: AddressGuard, resolver: Resolver) -> None:
        self._guard = guard
        self._resolver = resolver
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to one of the host's addresses, all of which were checked."""
        try:
            found = await self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not known") from error
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in self._guard.check_addresses(host, port, found):
            try:
                stream = await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
                return _Stream(stream)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    async def sleep(self, seconds: float) -> None:
        """Wait between two attempts."""
        await asyncio.sleep(seconds)


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx's transport over connections that `guard` has checked."""

    def __init__(
        self,
        guard: AddressGuard,
        *,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
        connections: int = 40,
    ) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or ssl.create_default_context(),
            max_connections=connections,
            max_keepalive_connections=connections // 2,
            keepalive_expiry=10.0,
            network_backend=_CheckedBackend(guard, resolver),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request over a checked connection.

        Raises:
            ForbiddenAddressError, httpcore.NetworkError, httpcore.TimeoutException,
            httpcore.ProtocolError
        """
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = await self._pool.handle_async_request(asked)
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    """A response's bytes as they arrive."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        """Let the connection go."""
        await self._answer.aclose()
