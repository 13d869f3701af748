"""The engine: work that survives a crash, on one process with SQLite or many with Postgres.

DBOS is a singleton per process and its workflows are registered before it is launched; `Engine`
is the whole of both, from `start` to `stop`.  A workflow's id is its idempotency key: started
twice, on any replica, it runs once.

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

from bot.domain.changes import SecondLook
from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import IncomingMessage
from bot.domain.schedules import Slot
from bot.domain.sources import SourceHealth
from bot.durable.attempts import TRY_SECONDS, places
from bot.durable.books import books_engine
from bot.durable.workflows import MESSAGE_PATIENCE, VERSION, Features, Workflows
from bot.ports.channels import Departure
from bot.ports.inbox import no_sign
from bot.ports.replicas import ReplicaStore
from bot.ports.settings import ScheduleStore

#: Finished workflows are kept for a week, for whoever looks into what happened.
KEPT = timedelta(days=7)
#: How often they are looked for, and how many are struck at a time.
PURGE_EVERY, PURGED_AT_ONCE = timedelta(hours=1), 1000
#: Sources started per tick; what is left is due at the next tick.
MOST_POLLS = 64
#: Cited articles looked at again per tick, of all channels.
MOST_LOOKS = 32
#: A source or article that stays due (its read could not be noted) is read again after this long.
POLL_AGAIN = timedelta(minutes=15)
#: How often channels that lack vectors are looked for.
EMBED_EVERY = timedelta(minutes=10)
#: A step that was under way when a workspace left has ended after this long, on every replica.
SWEEP_AFTER = timedelta(seconds=TRY_SECONDS) + timedelta(minutes=2)
#: A post that was kept so long ago and is not confirmed may wait for a replica that cannot send.
STRANDED_AFTER = timedelta(minutes=1)
#: Posts of other replicas sent per tick.
MOST_SENT = 64
#: Posts shown anew per tick.
MOST_REVISIONS = 64
#: Threads for DBOS's and our own blocking calls.
THREADS = 32
#: Seconds between two looks of DBOS's listener for what nobody sends here (its default is 1).
LISTENER_SECONDS = 0.1

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


class Engine:
    """Starts workflows and keeps them going."""

    def __init__(
        self,
        settings: EngineSettings,
        features: Features,
        schedules: ScheduleStore,
        replicas: ReplicaStore,
    ) -> None:
        self._settings = settings
        self._features = features
        self._schedules = schedules
        self._replicas = replicas
        self._bodies = Workflows(features)
        self._workflows: dict[str, Callable[..., Any]] = {}
        self._books = books_engine(settings.database_url)
        self._running: set[asyncio.Task[Any]] = set()
        self._starting: set[asyncio.Task[Any]] = set()
        self._purged_at: datetime | None = None
        self._vectors_at: datetime | None = None

    # ------------------------------------------------------------ life

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
        for name in (
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
        ):
            self._workflows[name] = self._registered(name, getattr(self._bodies, name))
        # Migrations block; coroutines run on the loop of the thread that launches.
        DBOS.launch()
        await self._replicas.beat(self._settings.executor_id, self._now())
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

    # ------------------------------------------------------------ work

    async def receive(
        self, message: IncomingMessage, when_kept: Callable[[], None] = no_sign
    ) -> None:
        """Keep a message for the bot and see that it is answered; then it may be acknowledged.

        Messages that are for somebody else are not kept.  `when_kept` is as `ports.Inbox` says.

        Raises:
            StoreError: it could not be kept, and must not be acknowledged.
        """
        if await self.keep(message, when_kept):
            await self.begin(message)

    async def keep(self, message: IncomingMessage, when_kept: Callable[[], None] = no_sign) -> bool:
        """Keep a message if it is for the bot, or may be: whether it is to be begun.

        Raises:
            StoreError: it could not be kept.
        """
        whose = await self._features.router.whose(message)
        if not (whose.is_ours or whose.may_be_ours):
            return False
        is_new = await self._features.messages.keep_incoming(message)
        if is_new and whose.is_ours:
            when_kept()
        return True

    async def begin(self, message: IncomingMessage) -> None:
        """See that a kept message is answered, once."""
        workflow_id = f"message:{message.channel}:{message.message_id}"
        ids = (str(message.channel), message.message_id, message.thread or message.message_id)
        await self._begin("message", workflow_id, *ids, self._now().isoformat())

    async def withdraw(self, channel: ChannelKey, message_id: MessageId) -> None:
        """A message was deleted: forget it, what it brought, and what was made of that."""
        if not await self._features.messages.knows(channel, message_id):
            return
        await self._begin("withdraw", f"withdraw:{channel}:{message_id}", str(channel), message_id)

    async def stop_work(self, channel: ChannelKey, thread: MessageId) -> None:
        """A person wants the work in a thread to stop."""
        await self._features.messages.ask_stop(channel, thread)

    async def arrive(self, channel: ChannelKey, coming: str = "") -> None:
        """The bot was brought into a channel: say the first words there, once for each coming."""
        await self._features.channels.come_back(channel)
        name = f"welcome:{channel}:{coming}" if coming else f"welcome:{channel}"
        await self._begin("welcome", name, str(channel), coming)

    async def leave(self, channels: str, *, until_gone: bool = False) -> None:
        """Forget everything of every channel whose key begins so; `ports.Inbox` says more."""
        gone = await self._features.channels.leave(channels, self._now())
        purge = await self._begin("depart", _work_on("depart", gone), gone.channels)
        if until_gone:
            await purge.get_result(polling_interval_sec=0.1)

    async def move(self, old: ChannelKey, new: ChannelKey) -> None:
        """A channel was replaced by another: its memory and settings go on there."""
        await self._features.channels.come_back(new)
        await self._begin("move", f"move:{old}:{new}", str(old), str(new))

    async def cannot_read(self, channel: ChannelKey, message_id: MessageId, sender: str) -> None:
        """Somebody wrote what we cannot decrypt: tell them once a day, with what to do."""
        day = self._now().date().isoformat()
        workflow_id = f"unreadable:{channel}:{sender}:{day}"
        await self._begin("unreadable", workflow_id, str(channel), message_id, sender, day)

    async def passed_over(self, channel: ChannelKey, gap: str) -> None:
        """Some of what was said while we were away was not read: say so, once for each gap."""
        await self._begin("passed_over", f"passed_over:{channel}:{gap}", str(channel), gap)

    async def depart(self, gone: Departure) -> None:
        """See a departure, which was kept, to its end; told of twice, it is seen to once."""
        await self._begin("depart", _work_on("depart", gone), gone.channels)

    async def run_digest(self, slot: Slot) -> None:
        """See that a digest is sent, once, or its absence explained."""
        ids = (slot.schedule_id, str(slot.channel), slot.local_date.isoformat())
        await self._begin("digest", slot.workflow_id, *ids, slot.due_at.isoformat())

    async def poll_source(self, health: SourceHealth) -> None:
        """See that a source is read, once for the time at which it is due."""
        source, now = health.source, self._now()
        due = max(health.next_read_at or source.added_at, _floor(now, POLL_AGAIN))
        workflow_id = f"poll:{source.source_id}:{due.isoformat()}"
        await self._begin("poll", workflow_id, str(source.channel), source.source_id)

    async def look_again(self, look: SecondLook) -> None:
        """See that a cited article's page is read again, once for the time at which that is due."""
        due = max(look.next_at or look.cited_at, _floor(self._now(), POLL_AGAIN))
        workflow_id = f"look:{look.channel}:{look.article_id}:{due.isoformat()}"
        await self._begin("look", workflow_id, str(look.channel), look.article_id)

    async def tick(self) -> None:
        """One beat of the metronome: what is due is started, on every replica alike."""
        parts = (
            self._beat,
            self._digests,
            self._stranded,
            self._polls,
            self._second_looks,
            self._vectors,
            self._revisions,
            self._departures,
            self._take_over,
            self._purge,
        )
        for part in parts:
            try:
                await part()
            except Exception as error:  # noqa: BLE001 - the edge: one part never stops the others
                name = part.__name__.strip("_")
                _log.error("tick.failed", part=name, error=type(error).__name__, at=places(error))

    # ------------------------------------------------------------ the parts of a tick

    async def _beat(self) -> None:
        await self._replicas.beat(self._settings.executor_id, self._now())

    async def _digests(self) -> None:
        for schedule in await self._schedules.schedules():
            platform = self._features.platforms.get(schedule.channel.platform)
            if platform is not None and not platform.sends_here:
                # The replica that can send has a tick of its own.
                continue
            slot = await self._features.digests.due(schedule)
            if slot is not None:
                await self.run_digest(slot)

    async def _stranded(self) -> None:
        """Send what other replicas began to send and cannot, where this one alone can."""
        now = self._now()
        platforms = self._features.platforms.values()
        alone = {platform.name for platform in platforms if platform.sends_for_all}
        if not alone:
            return
        stranded = await self._features.messages.unconfirmed(
            now - MESSAGE_PATIENCE, now - STRANDED_AFTER, MOST_SENT
        )
        for channel, delivery_id in stranded:
            if channel.platform in alone and not self._bodies.has_in_hand(delivery_id):
                workflow_id = f"send:{delivery_id}:{_floor(now, STRANDED_AFTER).isoformat()}"
                await self._begin("send", workflow_id, delivery_id, str(channel))

    async def _polls(self) -> None:
        for health in await self._features.sources.due(self._now(), MOST_POLLS):
            await self.poll_source(health)

    async def _second_looks(self) -> None:
        for look in await self._features.second_looks.due(MOST_LOOKS):
            await self.look_again(look)

    async def _vectors(self) -> None:
        """Bring in the vectors that an outage, or another model, has left missing."""
        now = self._now()
        if self._vectors_at is not None and now - self._vectors_at < EMBED_EVERY:
            return
        self._vectors_at = now
        if self._features.vectors.has_embedder:
            await self._begin("embed", f"embed:{_floor(now, EMBED_EVERY).isoformat()}")

    async def _revisions(self) -> None:
        for delivery in await self._features.messages.revisions_due(MOST_REVISIONS):
            delivery_id, channel = delivery.post.delivery_id, delivery.post.channel
            platform = self._features.platforms.get(channel.platform)
            if platform is not None and not platform.sends_here:
                continue
            again = _floor(self._now(), POLL_AGAIN).isoformat()
            workflow_id = f"revise:{delivery_id}:{delivery.revision}:{again}"
            await self._begin("revise", workflow_id, delivery_id)

    async def _departures(self) -> None:
        """Begin purges that nobody began, and end those that nothing can disturb any more."""
        now = self._now()
        for gone in await self._features.channels.departures():
            await self.depart(gone)
            if now - gone.left_at >= SWEEP_AFTER:
                ids = (gone.channels, gone.left_at.isoformat())
                workflow_id = f"{_work_on('sweep', gone)}:{_floor(now, POLL_AGAIN).isoformat()}"
                await self._begin("sweep", workflow_id, *ids)

    async def _take_over(self) -> None:
        """Resume what dead replicas left; twice is once, so it comes before striking them off."""
        for executor_id in await self._replicas.dead(self._now(), self._settings.dead_after):
            if executor_id == self._settings.executor_id:
                continue
            left = await DBOS.list_workflows_async(
                executor_id=executor_id, status="PENDING", load_input=False, load_output=False
            )
            if left:
                await DBOS.resume_workflows_async([workflow.workflow_id for workflow in left])
            if await self._replicas.forget(executor_id):
                _log.warning("engine.took_over", executor_id=executor_id, workflows=len(left))

    async def _purge(self) -> None:
        """Strike workflows that finished more than a week ago."""
        now = self._now()
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

    # ------------------------------------------------------------ inside

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

    async def _begin(self, name: str, workflow_id: str, *ids: str) -> WorkflowHandleAsync[Any]:
        with SetWorkflowID(workflow_id):
            start = DBOS.start_workflow_async(self._workflows[name], *ids)
            starting = asyncio.create_task(start, name=f"begin {name}")
        # Called off between writing it down and running it, it would be known and never run.
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)
        return await asyncio.shield(starting)

    def _now(self) -> datetime:
        return self._features.clock.now()


def _work_on(name: str, gone: Departure) -> str:
    return f"{name}:{gone.channels}:{gone.left_at.isoformat()}"


def _floor(moment: datetime, step: timedelta) -> datetime:
    """The last whole multiple of `step` since midnight."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (moment - midnight) // step * step
