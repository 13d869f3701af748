"""A small web server on loopback that answers exactly what a test tells it to."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Handler = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]


@dataclass
class LocalWeb:
    """Routes by path; `requests` is what was asked, in order; `busiest` what was under way at once."""

    port: int = 0
    scheme: str = "http"
    routes: dict[str, Handler] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    under_way: int = 0
    busiest: int = 0

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def place(self) -> str:
        """How the server is allowed in ATTACHE_ALLOW_PRIVATE_ADDRESSES."""
        return f"127.0.0.1:{self.port}"

    def page(self, path: str, body: bytes | str = b"", *, status: int = 200, **headers: str) -> str:
        """Serve a body; header names are written with underscores.  Returns the address."""
        content = body.encode() if isinstance(body, str) else body

        async def handler(_: Request, writer: asyncio.StreamWriter) -> None:
            writer.write(head(status, len(content), **headers) + content)

        self.routes[path] = handler
        return self.url + path

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            fields = (line.split(": ", 1) for line in lines[1:] if ": " in line)
            headers = {name.lower(): value for name, value in fields}
            request = Request(lines[0].split()[1], headers)
            self.requests.append(request)
            self.under_way += 1
            self.busiest = max(self.busiest, self.under_way)
            await self.routes.get(request.path.partition("?")[0], not_found)(request, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client hung up: that is what some tests are about
        finally:
            self.under_way -= 1
            writer.close()


def head(status: int, length: int | None, **headers: str) -> bytes:
    """A response's head; the connection closes after the body."""
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    if length is not None:
        fields["content-length"] = str(length)
    lines = [f"HTTP/1.1 {status} x", "connection: close"]
    return "\r\n".join([*lines, *(f"{n}: {v}" for n, v in fields.items()), "", ""]).encode()


async def not_found(_: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(head(404, 0))


@asynccontextmanager
async def local_web(tls: ssl.SSLContext | None = None) -> AsyncIterator[LocalWeb]:
    """A server that is up for the length of the block."""
    web = LocalWeb(scheme="https" if tls else "http")
    server = await asyncio.start_server(web.serve, "127.0.0.1", 0, ssl=tls)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()
