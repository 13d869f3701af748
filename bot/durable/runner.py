"""DBOS for one process: workflows registered, begun under their ids, and waited for at the end.

DBOS is a singleton per process and its workflows are registered before it is launched;
`WorkflowRunner` is the whole of both, from `start` to `stop`.  A workflow's id is its idempotency
key: started twice, on any replica, it runs once.

Nothing here leaves the machine but for its database: DBOS's conductor needs a key and its
telemetry a switch, and both are left off.
"""

from __future__ import annotations

import asyncio
import socket
import uuid
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from dbos import (
    DBOS,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    SetWorkflowID,
    WorkflowHandleAsync,
)

from bot.durable.books import books_engine
from bot.durable.workflows import VERSION, Workflows
from bot.ports.clock import Clock
from bot.ports.replicas import ReplicaStore

#: Finished workflows are kept for a week, for whoever looks into what happened.
KEPT = timedelta(days=7)
#: How often they are looked for, and how many are struck at a time.
PURGE_EVERY, PURGED_AT_ONCE = timedelta(hours=1), 1000
#: Threads for DBOS's and our own blocking calls.
THREADS = 32
#: Seconds between two looks of DBOS's listener for what nobody sends here (its default is 1).
LISTENER_SECONDS = 0.1

#: Every workflow by its name, which is that of its body in `Workflows`.
WORKFLOWS = (
    "message",
    "send",
    "digest",
    "poll",
    "look",
    "embed",
    "welcome",
    "withdraw",
    "revise",
    "move",
    "unreadable",
    "passed_over",
    "depart",
    "sweep",
)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Where the engine keeps its books, and by which name it works."""

    #: ``sqlite:///…`` or ``postgresql+psycopg://…``.
    database_url: str
    #: Who runs here.  On SQLite, where there is one process, the same after a restart.
    executor_id: str
    #: A replica silent for so long is dead, and its work is taken over.
    dead_after: timedelta = timedelta(seconds=60)
    #: How long running work is waited for when the engine stops; the rest is resumed later.
    drain_seconds: float = 10.0


def executor_for(database_url: str) -> str:
    """A name for this process: fixed on SQLite, its own for each replica on Postgres."""
    if database_url.startswith("sqlite"):
        return "local"
    return f"{socket.gethostname()}-{uuid.uuid4().hex[:12]}"


class WorkflowRunner:
    """Starts DBOS, begins workflows, and takes over what dead replicas left."""

    def __init__(
        self, settings: EngineSettings, bodies: Workflows, replicas: ReplicaStore, clock: Clock
    ) -> None:
        self._settings = settings
        self._bodies = bodies
        self._replicas = replicas
        self._clock = clock
        self._workflows: dict[str, Callable[..., Any]] = {}
        self._books = books_engine(settings.database_url)
        self._running: set[asyncio.Task[Any]] = set()
        self._starting: set[asyncio.Task[Any]] = set()
        self._purged_at: datetime | None = None

    async def start(self) -> None:
        """Launch; what a dead process of the same name left unfinished goes on by itself."""
        DBOS(
            config=DBOSConfig(
                name="attache",
                system_database_url=self._settings.database_url,
                system_database_engine=self._books,
                application_version=VERSION,
                executor_id=self._settings.executor_id,
                serializer=DBOSPortableJSONSerializer(),
                # Its warnings tell of ids that are started twice, which is how we work.
                log_level="ERROR",
                enable_otlp=False,
                max_executor_threads=THREADS,
                # Nothing here listens, but who stops waits until its thread has woken once more.
                notification_listener_polling_interval_sec=LISTENER_SECONDS,
            )
        )
        for name in WORKFLOWS:
            self._workflows[name] = self._registered(name, getattr(self._bodies, name))
        # Migrations block; coroutines run on the loop of the thread that launches.
        DBOS.launch()
        await self.beat()
        _log.info("engine.started", executor_id=self._settings.executor_id)

    async def stop(self) -> None:
        """Wait a little for running work, then stop; what is unfinished goes on at the next start."""
        loop = asyncio.get_running_loop()
        await asyncio.gather(*self._starting, return_exceptions=True)
        if self._running:
            await asyncio.wait(self._running, timeout=self._settings.drain_seconds)
        # DBOS made its own threads the loop's; they end with it, and the loop lives on.
        own = ThreadPoolExecutor(THREADS)
        loop.set_default_executor(own)
        await loop.run_in_executor(own, lambda: DBOS.destroy(destroy_registry=True))
        if self._books is not None:
            self._books.dispose()
        unfinished = list(self._running)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        _log.info("engine.stopped", unfinished=len(unfinished))

    def _registered(
        self, name: str, body: Callable[..., Awaitable[None]]
    ) -> Callable[..., Awaitable[None]]:
        """A workflow known to DBOS by its name, whose tasks we can wait for."""

        async def run(*ids: str) -> None:
            task = asyncio.current_task()
            assert task is not None, "a coroutine runs in a task"
            self._running.add(task)
            try:
                await body(*ids)
            finally:
                self._running.discard(task)

        return DBOS.workflow(name=name)(run)

    async def begin(self, name: str, workflow_id: str, *ids: str) -> WorkflowHandleAsync[Any]:
        """Begin a workflow with ids for its arguments, unless it was begun under its id before."""
        with SetWorkflowID(workflow_id):
            start = DBOS.start_workflow_async(self._workflows[name], *ids)
            starting = asyncio.create_task(start, name=f"begin {name}")
        # Called off between writing it down and running it, it would be known and never run.
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)
        return await asyncio.shield(starting)

    async def beat(self) -> None:
        """Let other replicas know that this one lives."""
        await self._replicas.beat(self._settings.executor_id, self._clock.now())

    async def take_over(self) -> None:
        """Resume what dead replicas left; twice is once, so it comes before striking them off."""
        for executor_id in await self._replicas.dead(self._clock.now(), self._settings.dead_after):
            if executor_id == self._settings.executor_id:
                continue
            left = await DBOS.list_workflows_async(
                executor_id=executor_id, status="PENDING", load_input=False, load_output=False
            )
            if left:
                await DBOS.resume_workflows_async([workflow.workflow_id for workflow in left])
            if await self._replicas.forget(executor_id):
                _log.warning("engine.took_over", executor_id=executor_id, workflows=len(left))

    async def purge(self) -> None:
        """Strike workflows that finished more than a week ago."""
        now = self._clock.now()
        if self._purged_at is not None and now - self._purged_at < PURGE_EVERY:
            return
        old = await DBOS.list_workflows_async(
            completed_before=(now - KEPT).isoformat(),
            limit=PURGED_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        if old:
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in old])
        if len(old) < PURGED_AT_ONCE:
            self._purged_at = now
