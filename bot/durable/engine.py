"""The engine: work that survives a crash, on one process with SQLite or many with Postgres.

`Engine` knows what happens and what is due, and which workflow is begun for it under which id;
`WorkflowRunner` knows DBOS.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.domain.changes import SecondLook
from bot.domain.identifiers import ChannelKey, MessageId, SourceId
from bot.domain.messages import IncomingMessage
from bot.domain.schedules import Slot
from bot.domain.sources import SourceHealth
from bot.durable.attempts import TRY_SECONDS, places
from bot.durable.runner import EngineSettings, WorkflowRunner
from bot.durable.workflows import MESSAGE_PATIENCE, Features, Workflows
from bot.ports.channels import Departure
from bot.ports.inbox import no_sign
from bot.ports.replicas import ReplicaStore
from bot.ports.settings import ScheduleStore

#: Sources started per tick, beside those that were started before and are not read yet; what is
#: left is due at the next tick.
MOST_POLLS = 64
#: Sources that are started and not read yet, at most.
MOST_UNDER_WAY = 1_024
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

_log = structlog.get_logger(__name__)


class Engine:
    """Starts workflows and keeps them going."""

    def __init__(
        self,
        settings: EngineSettings,
        features: Features,
        schedules: ScheduleStore,
        replicas: ReplicaStore,
    ) -> None:
        self._features = features
        self._schedules = schedules
        self._bodies = Workflows(features)
        self._runner = WorkflowRunner(settings, self._bodies, replicas, features.clock)
        self._vectors_at: datetime | None = None
        #: The polls that were begun and whose sources are due still, by source.
        self._begun: dict[SourceId, str] = {}
        self._beginning_polls = asyncio.Lock()
        self._listening: asyncio.Task[None] | None = None

    # ------------------------------------------------------------ life

    async def start(self) -> None:
        """Launch; what a dead process of the same name left unfinished goes on by itself."""
        await self._runner.start()
        self._listening = asyncio.create_task(self._poll_what_is_followed(), name="followed")

    async def stop(self) -> None:
        """Wait a little for running work, then stop; what is unfinished goes on at the next start."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        await self._runner.stop()

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
        await self._runner.begin("message", workflow_id, *ids, self._now().isoformat())

    async def withdraw(
        self, channel: ChannelKey, message_id: MessageId, *, may_come_yet: bool = False
    ) -> None:
        """A message was deleted: forget it, what it brought, and what was made of that."""
        messages = self._features.messages
        if not may_come_yet and not await messages.knows(channel, message_id):
            return
        if not await messages.withdraw(channel, message_id, self._now()):
            return
        await self._runner.begin(
            "withdraw", f"withdraw:{channel}:{message_id}", str(channel), message_id
        )

    async def stop_work(self, channel: ChannelKey, thread: MessageId) -> None:
        """A person wants the work in a thread to stop."""
        await self._features.messages.ask_stop(channel, thread)

    async def arrive(self, channel: ChannelKey, coming: str = "") -> None:
        """The bot was brought into a channel: say the first words there, once for each coming."""
        await self._features.channels.come_back(channel)
        name = f"welcome:{channel}:{coming}" if coming else f"welcome:{channel}"
        await self._runner.begin("welcome", name, str(channel), coming)

    async def leave(self, channels: str, *, until_gone: bool = False) -> None:
        """Forget everything of every channel whose key begins so; `ports.Inbox` says more."""
        gone = await self._features.channels.leave(channels, self._now())
        purge = await self._runner.begin("depart", _work_on("depart", gone), gone.channels)
        if until_gone:
            await purge.get_result(polling_interval_sec=0.1)

    async def move(self, old: ChannelKey, new: ChannelKey) -> None:
        """A channel was replaced by another: its memory and settings go on there."""
        await self._features.channels.come_back(new)
        await self._runner.begin("move", f"move:{old}:{new}", str(old), str(new))

    async def cannot_read(self, channel: ChannelKey, message_id: MessageId, sender: str) -> None:
        """Somebody wrote what we cannot decrypt: tell them once a day, with what to do."""
        day = self._now().date().isoformat()
        workflow_id = f"unreadable:{channel}:{sender}:{day}"
        await self._runner.begin("unreadable", workflow_id, str(channel), message_id, sender, day)

    async def passed_over(self, channel: ChannelKey, gap: str) -> None:
        """Some of what was said while we were away was not read: say so, once for each gap."""
        await self._runner.begin("passed_over", f"passed_over:{channel}:{gap}", str(channel), gap)

    async def depart(self, gone: Departure) -> None:
        """See a departure, which was kept, to its end; told of twice, it is seen to once."""
        await self._runner.begin("depart", _work_on("depart", gone), gone.channels)

    async def run_digest(self, slot: Slot) -> None:
        """See that a digest is sent, once, or its absence explained."""
        ids = (slot.schedule_id, str(slot.channel), slot.local_date.isoformat())
        await self._runner.begin("digest", slot.workflow_id, *ids, slot.due_at.isoformat())

    async def poll_source(self, health: SourceHealth) -> None:
        """See that a source is read, once for the time at which it is due."""
        source = health.source
        name = self._poll_of(health)
        await self._runner.begin("poll", name, str(source.channel), source.source_id)

    def _poll_of(self, health: SourceHealth) -> str:
        source = health.source
        due = max(health.next_read_at or source.added_at, _floor(self._now(), POLL_AGAIN))
        return f"poll:{source.source_id}:{due.isoformat()}"

    async def look_again(self, look: SecondLook) -> None:
        """See that a cited article's page is read again, once for the time at which that is due."""
        due = max(look.next_at or look.cited_at, _floor(self._now(), POLL_AGAIN))
        workflow_id = f"look:{look.channel}:{look.article_id}:{due.isoformat()}"
        await self._runner.begin("look", workflow_id, str(look.channel), look.article_id)

    async def tick(self) -> None:
        """One beat of the metronome: what is due is started, on every replica alike."""
        parts = (
            self._runner.beat,
            self._digests,
            self._stranded,
            self._polls,
            self._second_looks,
            self._vectors,
            self._revisions,
            self._departures,
            self._runner.take_over,
            self._runner.purge,
        )
        for part in parts:
            await self._attempted(part)

    async def _attempted(self, part: Callable[[], Awaitable[None]]) -> None:
        try:
            await part()
        except Exception as error:  # noqa: BLE001 - the edge: one part never stops the others
            name = part.__name__.strip("_")
            _log.error("tick.failed", part=name, error=type(error).__name__, at=places(error))

    # ------------------------------------------------------------ the parts of a tick

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
                await self._runner.begin("send", workflow_id, delivery_id, str(channel))

    async def _polls(self) -> None:
        """Begin what is due; what is slow, here or on another replica, keeps nobody else waiting."""
        async with self._beginning_polls:
            most = min(len(self._begun) + MOST_POLLS, MOST_UNDER_WAY)
            due = await self._features.sources.due(self._now(), most)
            before, self._begun = self._begun, {}
            for health in due:
                source_id, name = health.source.source_id, self._poll_of(health)
                if before.get(source_id) != name:
                    await self.poll_source(health)
                self._begun[source_id] = name

    async def _poll_what_is_followed(self) -> None:
        """Read a source as soon as it is followed; where that fails, the next beat begins it."""
        followed = self._features.followed
        while True:
            await followed.wait()
            followed.clear()
            await self._attempted(self._polls)

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
            await self._runner.begin("embed", f"embed:{_floor(now, EMBED_EVERY).isoformat()}")

    async def _revisions(self) -> None:
        for delivery in await self._features.messages.revisions_due(MOST_REVISIONS):
            delivery_id, channel = delivery.post.delivery_id, delivery.post.channel
            platform = self._features.platforms.get(channel.platform)
            if platform is not None and not platform.sends_here:
                continue
            again = _floor(self._now(), POLL_AGAIN).isoformat()
            workflow_id = f"revise:{delivery_id}:{delivery.revision}:{again}"
            await self._runner.begin("revise", workflow_id, delivery_id)

    async def _departures(self) -> None:
        """Begin purges that nobody began, and end those that nothing can disturb any more."""
        now = self._now()
        for gone in await self._features.channels.departures():
            await self.depart(gone)
            if now - gone.left_at >= SWEEP_AFTER:
                ids = (gone.channels, gone.left_at.isoformat())
                workflow_id = f"{_work_on('sweep', gone)}:{_floor(now, POLL_AGAIN).isoformat()}"
                await self._runner.begin("sweep", workflow_id, *ids)

    def _now(self) -> datetime:
        return self._features.clock.now()


def _work_on(name: str, gone: Departure) -> str:
    return f"{name}:{gone.channels}:{gone.left_at.isoformat()}"


def _floor(moment: datetime, step: timedelta) -> datetime:
    """The last whole multiple of `step` since midnight."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (moment - midnight) // step * step
