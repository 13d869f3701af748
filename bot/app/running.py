"""A running Attaché: engine, metronome and server, started in order and stopped in reverse."""

from __future__ import annotations

import asyncio
import fcntl
import gc
import secrets
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    closing,
    contextmanager,
    nullcontext,
)
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
import typer
from prometheus_client import CollectorRegistry, Gauge, PlatformCollector, ProcessCollector

from bot.app.logs import set_up_logs
from bot.app.scheduler import Metronome
from bot.app.server import Health, listening_socket, server_app, serving
from bot.app.settings import Settings
from bot.app.wiring import Parts, open_parts
from bot.durable.engine import Engine
from bot.durable.runner import EngineSettings, executor_for
from bot.durable.workflows import Features
from bot.errors import ConfigurationError, StoreError
from bot.platforms.console.access import ConsoleAccess
from bot.platforms.console.pages import ConsoleParts, console_app
from bot.ports.clock import Clock
from bot.web_access.page_pool import PagePool

if TYPE_CHECKING:
    from bot.app.matrix import MatrixService
    from bot.app.slack import SlackService

#: Bytes of randomness in a console token that is made at start.
TOKEN_BYTES = 24

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Running:
    """What is up, and where the console is."""

    parts: Parts
    engine: Engine
    address: str
    #: None where Slack is not configured.
    slack: SlackService | None = None
    #: None where Matrix is not configured.
    matrix: MatrixService | None = None


@asynccontextmanager
async def running(
    settings: Settings, clock: Clock, page_pool: PagePool | None = None
) -> AsyncIterator[Running]:
    """Everything that is configured, until the context ends.

    Raises:
        ConfigurationError, StoreUnavailableError: it cannot start; nothing is left half up.
    """
    settings.check_slack()
    settings.check_matrix()
    with (
        closing(listening_socket(settings.http_host, settings.http_port)) as bound,
        nullcontext() if settings.database_url else only_one(settings.data_dir),
    ):
        async with (
            open_parts(settings, clock, page_pool) as parts,
            working(parts) as engine,
            _slack(parts, engine) as slack,
            _matrix(parts, engine) as matrix,
            _served(parts, engine, slack, matrix, bound) as address,
        ):
            yield Running(parts, engine, address, slack, matrix)


@asynccontextmanager
async def _served(
    parts: Parts,
    engine: Engine,
    slack: SlackService | None,
    matrix: MatrixService | None,
    bound: socket.socket,
) -> AsyncIterator[str]:
    """The server on a socket that is bound already; where the console is."""
    token = _token(parts.settings)
    app = server_app(
        _console(parts, engine, token),
        _health(parts, slack, matrix),
        _metrics(),
        slack.routes() if slack else (),
    )
    async with serving(app, bound):
        host, port = bound.getsockname()[:2]
        try:
            yield _address(parts.settings, host, port, token)
        finally:
            # Before the server ends: it waits for the pages that are open.
            parts.broadcast.end()


def _slack(parts: Parts, engine: Engine) -> AbstractAsyncContextManager[SlackService | None]:
    """Slack where it is configured: its libraries take as long to load as all of ours."""
    if not parts.settings.has_slack:
        return nullcontext()
    from bot.app.slack import slack_service

    return slack_service(parts, engine)


def _matrix(parts: Parts, engine: Engine) -> AbstractAsyncContextManager[MatrixService | None]:
    """Matrix where it is configured."""
    if not parts.settings.has_matrix:
        return nullcontext()
    from bot.app.matrix import matrix_service

    return matrix_service(parts, engine)


@asynccontextmanager
async def working(parts: Parts) -> AsyncIterator[Engine]:
    """The engine and its metronome, until the context ends."""
    engine = _engine(parts)
    await engine.start()
    metronome = Metronome(engine.tick)
    metronome.start()
    try:
        yield engine
    finally:
        metronome.stop()
        await engine.stop()


async def run_everything(settings: Settings, clock: Clock) -> None:
    """`attache run`: until the process is told to stop.

    Raises:
        ConfigurationError: a platform does not accept what is set for it.
    """
    set_up_logs(settings.log_level)
    with stop_requested() as stop:
        async with running(settings, clock) as up:
            settle()
            typer.echo(f"Attaché is running. Console: {up.address}{served(up)}", err=True)
            await stop.wait()
            typer.echo(
                "Stopping; what is under way is finished or goes on at the next start.", err=True
            )


def served(up: Running) -> str:
    """Which platforms are served, and why one is not."""
    services = (("Slack", up.slack), ("Matrix", up.matrix))
    told = [
        f"{name} is not served yet: {service.trouble}" if service.trouble else f"{name} is served."
        for name, service in services
        if service
    ]
    return "".join(f" {one}" for one in (*told, *up.parts.settings.half_set()))


def settle() -> None:
    """Take what was loaded at start out of the collector's sight: it stays as long as we do.

    Whoever put the collector to rest while all of it was loaded has it woken here.

    Half a million objects, looked through every few seconds, stopped everything for 0.2 s each
    time, platforms that wait for their acknowledgement among it (bench.slack).
    """
    gc.collect()
    gc.freeze()
    gc.enable()


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a folder for this process: a second one would take up the first one's work as well.

    Raises:
        ConfigurationError: another Attaché runs on it, or it cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / "running.lock").open("w")
    except OSError as error:
        raise ConfigurationError(
            f"{folder} cannot be written ({error.strerror}): change its rights, or set "
            "ATTACHE_DATA_DIR."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ConfigurationError(
                f"Another Attaché runs on {folder} already: stop it, set ATTACHE_DATA_DIR to "
                "another folder, or use Postgres (DATABASE_URL) for more than one."
            ) from error
        yield


class Stop:
    """The wish to stop, by an interrupt or a termination signal.

    While the program still starts, the wish ends the task that starts it; once somebody waits for
    it, it is an event, and everything is stopped in order.
    """

    def __init__(self, task: asyncio.Task[object] | None) -> None:
        self._task = task
        self._event = asyncio.Event()
        self._is_waited_for = False

    def ask(self) -> None:
        """Wish it."""
        self._event.set()
        if not self._is_waited_for and self._task is not None:
            self._task.cancel()

    async def wait(self) -> None:
        """Wait until it is wished."""
        self._is_waited_for = True
        await self._event.wait()


@contextmanager
def stop_requested() -> Iterator[Stop]:
    """A `Stop` that hears the process's signals for as long as the context lasts."""
    loop, stop = asyncio.get_running_loop(), Stop(asyncio.current_task())
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.ask)
    try:
        yield stop
    finally:
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(name)


def _engine(parts: Parts) -> Engine:
    features = Features(
        router=parts.router,
        digests=parts.digests,
        messages=parts.messages,
        sources=parts.sources,
        articles=parts.articles,
        channels=parts.purge,
        moves=parts.moves,
        second_looks=parts.second_looks,
        vectors=parts.vectors,
        platforms=parts.platforms,
        clock=parts.clock,
        followed=parts.followed,
    )
    url = parts.settings.engine_url
    settings = EngineSettings(database_url=url, executor_id=executor_for(url))
    return Engine(settings, features, parts.schedules, parts.replicas)


def _console(parts: Parts, engine: Engine, token: str | None) -> ConsoleAccess:
    pages = ConsoleParts(
        articles=parts.articles,
        messages=parts.messages,
        sources=parts.sources,
        schedules=parts.schedules,
        broadcast=parts.broadcast,
        clock=parts.clock,
        listen=engine.receive,
        zone=parts.office.zone,
        note_timezone=parts.console.note_timezone,
    )
    return ConsoleAccess(console_app(pages), token)


def _token(settings: Settings) -> str | None:
    """The console's token: none on loopback, else the operator's, else a new one."""
    if settings.is_loopback:
        return None
    if settings.console_token:
        return settings.console_token.get_secret_value()
    return secrets.token_urlsafe(TOKEN_BYTES)


def _address(settings: Settings, host: str, port: int, token: str | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    base = settings.public_url or f"http://{shown}:{port}"
    return f"{base.rstrip('/')}/" + (f"?token={token}" if token else "")


def _health(parts: Parts, slack: SlackService | None, matrix: MatrixService | None) -> Health:
    async def health() -> dict[str, object]:
        """How the parts are; a platform that is away is told, and is no reason to restart us."""
        try:
            channels = await parts.articles.channels()
        except StoreError as error:
            _log.warning("health.store_failed", error=type(error).__name__)
            return {"ok": False, "store": str(error)}
        state: dict[str, object] = {"ok": True, "store": "up", "channels": len(channels)}
        state |= {"slack": await slack.health()} if slack else {}
        return state | ({"matrix": matrix.health()} if matrix else {})

    return health


def _metrics() -> CollectorRegistry:
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    up = Gauge("attache_up", "1 while this replica runs.", registry=registry)
    up.set(1)
    return registry
