"""The workflows: which steps are taken in which order, and what happens when one fails.

Raise `VERSION` when the steps of a workflow change: unfinished work of another version is left
for a process that still knows it.  Arguments and results are ids, never text (DESIGN D2).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.conversation import notices
from bot.conversation.router import Router
from bot.digest.digests import Digests
from bot.domain.identifiers import (
    ArticleId,
    ChannelKey,
    DeliveryId,
    MessageId,
    ScheduleId,
    SourceId,
)
from bot.domain.messages import Post
from bot.domain.schedules import Slot, SlotOutcome
from bot.durable.attempts import Attempt, State, Told
from bot.durable.sending import STORE_PATIENCE, Sending, later
from bot.durable.steps import AT_ONCE, Steps, ids_told
from bot.durable.striking import strike_work
from bot.durable.succession import Succession
from bot.durable.turns import Turns
from bot.errors import Refusal, StoreError
from bot.ingest.reading_lanes import ReadingLanes
from bot.memory.vector_backlog import VectorBacklog
from bot.ports.articles import ArticleStore
from bot.ports.channels import ChannelMove, ChannelPurge, Departure
from bot.ports.clock import Clock
from bot.ports.messages import MessageStore
from bot.ports.platform import Platform
from bot.ports.sources import SourceStore
from bot.second_looks.looking import SecondLooks

VERSION = "3"

#: How long it is tried to answer a message, and to send what has been written.
MESSAGE_PATIENCE = timedelta(hours=1)
#: How long one replica tries to show a post anew: then it is due again, for whichever can send.
REVISION_PATIENCE = timedelta(minutes=10)
#: Messages, digests, feeds and second looks that one process works on at a time.
MESSAGES_AT_ONCE, DIGESTS_AT_ONCE, FEEDS_AT_ONCE, LOOKS_AT_ONCE = 8, 8, 8, 4
#: So many more feeds whose hosts are slow.
SLOW_FEEDS_AT_ONCE = 16
#: Portions of missing vectors that a channel gets in one go; what is left is found again later.
MOST_PORTIONS = 16


@dataclass(frozen=True, slots=True)
class Features:
    """What the steps are made of."""

    router: Router
    digests: Digests
    messages: MessageStore
    sources: SourceStore
    articles: ArticleStore
    channels: ChannelPurge
    moves: ChannelMove
    second_looks: SecondLooks
    vectors: VectorBacklog
    platforms: Mapping[str, Platform]
    clock: Clock
    #: Set when a source is followed, and cleared by who begins to read it.
    followed: asyncio.Event = field(default_factory=asyncio.Event)


class Workflows:
    """The bodies of the workflows; `register` makes them known to DBOS by their names."""

    def __init__(self, features: Features) -> None:
        self._features = features
        self._message_turns = Turns(MESSAGES_AT_ONCE)
        self._digest_turns = Turns(DIGESTS_AT_ONCE)
        self._feed_lanes = ReadingLanes(FEEDS_AT_ONCE, SLOW_FEEDS_AT_ONCE)
        self._look_turns = Turns(LOOKS_AT_ONCE)
        #: One after the other: a second one would only share the same embedder.
        self._embedding_turns = Turns(1)
        self._steps = Steps(features.clock)
        self._sending = Sending(
            self._steps, features.messages, features.digests, features.platforms, features.clock
        )
        self._succession = Succession(features.messages)

    def has_in_hand(self, delivery_id: DeliveryId) -> bool:
        """Whether work of this process is sending a post, or waits to try again."""
        return self._sending.has_in_hand(delivery_id)

    # ------------------------------------------------------------ messages

    async def message(self, channel: str, message_id: str, thread: str, kept_at: str) -> None:
        """Answer a message, then send the answer."""
        with self._succession.answering(channel):
            await self._answer(channel, message_id, thread, kept_at)

    async def _answer(self, channel: str, message_id: str, thread: str, kept_at: str) -> None:
        key, kept_id = ChannelKey.parse(channel), MessageId(message_id)
        deadline = datetime.fromisoformat(kept_at) + MESSAGE_PATIENCE

        async def respond() -> Told:
            message = await self._features.messages.incoming(key, kept_id)
            posts = await self._features.router.respond(message)
            for post in posts:
                await self._features.messages.keep_delivery(post, self._features.clock.now())
            return [post.delivery_id for post in posts]

        async with self._message_turns.of(f"{channel} {thread}"):
            async with self._message_turns.at_work():
                responded = await self._steps.until("respond", respond, deadline)
            for delivery_id in ids_told(responded["told"]):
                sent = await self._sending.send(DeliveryId(delivery_id), deadline)
                if sent["state"] == State.GIVEN_UP and isinstance(sent["told"], str):
                    await self._tell_refusal(key, kept_id, Refusal(sent["told"]), deadline)

    async def _tell_refusal(
        self, channel: ChannelKey, message_id: MessageId, refusal: Refusal, deadline: datetime
    ) -> None:
        """Tell whoever asked that the answer was not accepted where it belongs, if anybody can."""
        if refusal is Refusal.SHUT_OUT:
            return

        async def written() -> Post:
            message = await self._features.messages.incoming(channel, message_id)
            return notices.undelivered(message, refusal)

        await self._sending.say("explain", written, deadline)

    async def send(self, delivery_id: str, channel: str) -> None:
        """Send what another replica began to send and cannot; tried once, and again when due.

        The work that it came from finds it sent, and goes on from there.
        """
        del channel  # It tells whose work this is, when a channel's work is struck.
        if not self.has_in_hand(DeliveryId(delivery_id)):
            await self._sending.send(DeliveryId(delivery_id), AT_ONCE)

    # ------------------------------------------------------------ digests

    async def digest(self, schedule_id: str, channel: str, local_date: str, due_at: str) -> None:
        """A digest from its slot to its place in the ledger."""
        slot = Slot(
            ScheduleId(schedule_id),
            ChannelKey.parse(channel),
            date.fromisoformat(local_date),
            datetime.fromisoformat(due_at),
        )
        deadline = self._features.digests.deadline(slot)
        explain_until = await self._steps.began_at() + STORE_PATIENCE
        if await self._begins(slot, explain_until):
            await self._take_steps(slot, deadline, explain_until)

    async def _begins(self, slot: Slot, explain_until: datetime) -> bool:
        async def begin() -> Told:
            beginning = await self._features.digests.begin(slot)
            return {"goes_on": beginning.goes_on, "notice": beginning.notice}

        begun = await self._steps.until("begin", begin, explain_until)
        told = begun["told"] if isinstance(begun["told"], dict) else {}
        if isinstance(told.get("notice"), str):
            await self._sending.send(DeliveryId(str(told["notice"])), explain_until)
        return bool(told.get("goes_on"))

    async def _take_steps(self, slot: Slot, deadline: datetime, explain_until: datetime) -> None:
        async with self._digest_turns.at_work():
            kept = await self._written(slot, deadline)
        if kept["state"] != State.DONE:
            await self._finish(slot, SlotOutcome.FAILED, explain_until)
        elif await self._is_too_late(slot, explain_until):
            await self._skip(slot, explain_until)
        else:
            sent = await self._sending.send(DeliveryId(slot.workflow_id), deadline)
            outcome = SlotOutcome.SENT if sent["state"] == State.DONE else SlotOutcome.FAILED
            await self._finish(slot, outcome, explain_until)

    async def _written(self, slot: Slot, deadline: datetime) -> Attempt:
        """Read, write, and keep the post."""
        digests = self._features.digests
        await self._steps.once("read_sources", lambda: digests.read_sources(slot))
        written = await self._steps.until("write", lambda: digests.write(slot), deadline)
        if written["state"] != State.DONE:
            return written
        return await self._steps.until("keep_post", lambda: digests.keep_post(slot), deadline)

    async def _is_too_late(self, slot: Slot, until: datetime) -> bool:
        digests = self._features.digests
        judged = await self._steps.until("is_too_late", lambda: digests.is_too_late(slot), until)
        return judged["told"] is True

    async def _skip(self, slot: Slot, until: datetime) -> None:
        digests = self._features.digests
        skipped = await self._steps.until("skip", lambda: digests.skip(slot), until)
        if isinstance(skipped["told"], str):
            await self._sending.send(DeliveryId(skipped["told"]), until)

    async def _finish(self, slot: Slot, outcome: SlotOutcome, until: datetime) -> None:
        digests = self._features.digests
        await self._steps.until("finish", lambda: digests.finish(slot, outcome), later(until))

    # ------------------------------------------------------------ coming and going

    async def welcome(self, channel: str, coming: str = "") -> None:
        """Say the first words in a channel."""
        deadline = await self._steps.began_at() + MESSAGE_PATIENCE

        async def written() -> Post:
            return notices.welcome(ChannelKey.parse(channel), coming)

        await self._sending.say("keep_welcome", written, deadline)

    async def withdraw(self, channel: str, message_id: str) -> None:
        """Forget a deleted message with what it brought; posts that lost something are due then."""
        deadline = await self._steps.began_at() + STORE_PATIENCE
        key = ChannelKey.parse(channel)

        async def forget() -> Told:
            await self._features.articles.forget_message(key, MessageId(message_id))
            return None

        await self._steps.until("forget_message", forget, deadline)

    async def revise(self, delivery_id: str) -> None:
        """Show a sent post as it is now; what is not shown is due again."""
        deadline = await self._steps.began_at() + REVISION_PATIENCE
        await self._sending.revise(DeliveryId(delivery_id), deadline)

    async def move(self, old: str, new: str) -> None:
        """Give everything of a channel to the one that replaces it."""
        deadline = await self._steps.began_at() + STORE_PATIENCE

        async def move() -> Told:
            await self._succession.until_answered(old)
            await self._features.moves.move(ChannelKey.parse(old), ChannelKey.parse(new))
            return None

        async def keep() -> Told:
            now = self._features.clock.now()
            return list(await self._succession.keep_what_was_refused(ChannelKey.parse(new), now))

        await self._steps.until("move", move, deadline)
        kept = await self._steps.until("keep_refused", keep, deadline)
        for delivery_id in ids_told(kept["told"]):
            await self._sending.send(DeliveryId(delivery_id), deadline)

    async def unreadable(self, channel: str, message_id: str, sender: str, day: str) -> None:
        """Tell somebody that their words cannot be decrypted."""
        deadline = await self._steps.began_at() + MESSAGE_PATIENCE
        key = ChannelKey.parse(channel)

        async def written() -> Post:
            return notices.unreadable(key, MessageId(message_id), sender, day)

        await self._sending.say("keep_unreadable", written, deadline)

    async def passed_over(self, channel: str, gap: str) -> None:
        """Tell a channel that some of what was said in it was not read."""
        deadline = await self._steps.began_at() + MESSAGE_PATIENCE

        async def written() -> Post:
            return notices.passed_over(ChannelKey.parse(channel), gap)

        await self._sending.say("keep_passed_over", written, deadline)

    async def depart(self, channels: str) -> None:
        """Purge channels that are lost to us, and what the engine's books hold of them."""
        deadline = await self._steps.began_at() + STORE_PATIENCE

        async def purge() -> Told:
            await strike_work(channels)
            await self._features.channels.purge(channels)
            return None

        await self._steps.until("purge", purge, deadline)

    async def sweep(self, channels: str, left_at: str) -> None:
        """Purge again what work under way left behind, when none can be under way any more."""
        gone = Departure(channels, datetime.fromisoformat(left_at))

        async def sweep() -> Told:
            if gone in await self._features.channels.departures():
                await strike_work(channels)
                await self._features.channels.sweep(gone)
            return None

        await self._steps.once("sweep", sweep)

    # ------------------------------------------------------------ polls

    async def poll(self, channel: str, source_id: str) -> None:
        """Read one source; what fails is tried again when it is next due."""
        del channel  # It tells whose work this is, when a channel's work is struck.
        features, wanted = self._features, SourceId(source_id)

        async def read() -> Told:
            health = await features.sources.source(wanted)
            if health is not None:
                await features.digests.reader.read_source(health)
            return None

        # Which lane is no step: no other step depends on it.
        async with self._feed_lanes.place(is_failing=await self._is_failing(wanted)):
            await self._steps.once("read_source", read)

    async def _is_failing(self, source_id: SourceId) -> bool:
        try:
            health = await self._features.sources.source(source_id)
        except StoreError:
            return False
        return health is not None and health.is_failing

    async def look(self, channel: str, article_id: str) -> None:
        """Look once at a cited article's page again; what is not noted is due again later."""
        key, wanted = ChannelKey.parse(channel), ArticleId(article_id)

        async def look() -> Told:
            await self._features.second_looks.look(key, wanted)
            return None

        async with self._look_turns.of(f"{channel} {article_id}"), self._look_turns.at_work():
            await self._steps.once("look", look)

    async def embed(self) -> None:
        """Bring in vectors that channels lack; what fails is found missing again later."""

        async def behind() -> Told:
            return [str(channel) for channel in await self._features.vectors.behind()]

        async with self._embedding_turns.at_work():
            for channel in ids_told((await self._steps.once("behind", behind))["told"]):
                await self._embed(ChannelKey.parse(channel))

    async def _embed(self, channel: ChannelKey) -> None:
        async def catch_up() -> Told:
            return await self._features.vectors.catch_up(channel, self._features.clock.now())

        for _ in range(MOST_PORTIONS):
            if (await self._steps.once("catch_up", catch_up))["told"] is not True:
                break
