"""One ASGI app: the console, health and metrics; and serving it on a port."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext, suppress

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from bot.errors import ConfigurationError

#: Seconds that open pages are given to close when the server stops.
GRACE_SECONDS = 2

Health = Callable[[], Awaitable[dict[str, object]]]
"""Says how the parts are; ``{"ok": bool, ...}``."""


def server_app(
    console: ASGIApp,
    health: Health,
    registry: CollectorRegistry,
    platform_routes: Sequence[Route] = (),
) -> Starlette:
    """Everything that is served over HTTP; ``/healthz`` is 503 when a part is not well."""

    async def healthz(_: Request) -> Response:
        state = await health()
        return JSONResponse(state, 200 if state.get("ok") else 503)

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/metrics", metrics),
            *platform_routes,
            Mount("/", console),
        ]
    )


def listening_socket(host: str, port: int, how: str = "ATTACHE_HTTP_PORT") -> socket.socket:
    """A bound socket, so that a port in use is told before anything else starts.

    `how`: by what another port is chosen.

    Raises:
        ConfigurationError: the address or port cannot be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, asyncio turns Nagle's algorithm off for what it accepts; without, the
    # end of every answer waited for a delayed acknowledgement: 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        # The address is not this machine's, or no address at all.
        is_host = error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror)
        advice = "set ATTACHE_HTTP_HOST to one" if is_host else f"choose another port with {how}"
        told = (
            f"{host} is no address of this machine" if is_host else f"{host}:{port} cannot be used"
        )
        raise ConfigurationError(f"{told} ({error.strerror}): {advice}.") from error
    bound.set_inheritable(False)
    return bound


@asynccontextmanager
async def serving(app: ASGIApp, bound: socket.socket) -> AsyncIterator[uvicorn.Server]:
    """Serve until the context ends; entering returns when requests are answered."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[bound]), name="http server")
    try:
        ready = asyncio.create_task(server.is_ready.wait(), name="http server is ready")
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        yield server
    finally:
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await task


class _Server(uvicorn.Server):
    """Says when it answers, and leaves signals to `running`, which stops all parts in order."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, and say so."""
        await super().startup(sockets)
        self.is_ready.set()

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Capture nothing."""
        return nullcontext()
