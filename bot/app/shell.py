"""What a person at the shell does in a channel: the same features, without a platform in between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from bot.answering.presentation import answer_post
from bot.conversation.news_answers import answer_any
from bot.conversation.router import Router
from bot.digest.delivery import deliver
from bot.domain.answers import Answer, Question
from bot.domain.identifiers import BriefingId, ChannelKey, DeliveryId, MessageId
from bot.domain.messages import IncomingMessage, Post
from bot.domain.sources import SourceHealth
from bot.ingest.outcomes import SourceRead
from bot.ingest.pipeline import Intake
from bot.ports.briefings import BriefingStore
from bot.ports.clock import Clock
from bot.ports.messages import MessageStore
from bot.ports.platform import Platform
from bot.ports.sources import SourceStore

#: Sources read at once; within one host the intake takes turns by itself.
READS_AT_ONCE = 8

#: How the command line signs what it writes into a thread.
SENDER = "cli"


@dataclass(frozen=True, slots=True)
class Shell:
    """A person at the shell, as a channel sees them."""

    router: Router
    intake: Intake
    messages: MessageStore
    briefings: BriefingStore
    sources: SourceStore
    platform: Platform
    clock: Clock

    async def respond(self, channel: ChannelKey, words: str) -> Sequence[Post]:
        """Do what these words would do in chat; the posts are for the terminal alone.

        Raises:
            AttacheError: it could not be done; a command fails where a chat is answered.
        """
        return await self.router.do(self._message(channel, words, None))

    async def ask(
        self,
        channel: ChannelKey,
        text: str,
        *,
        asked_at: datetime | None = None,
        as_of: datetime | None = None,
        thread: MessageId | None = None,
    ) -> Answer:
        """Answer a question; under a `thread`, after what was said there before."""
        turns = await self.messages.thread(channel, thread) if thread else ()
        now = self.clock.now()
        # As of a day, "yesterday" is the day before that one.
        asked = asked_at or (min(as_of, now) if as_of is not None else now)
        question = Question(channel, text, asked, thread=tuple(turns), as_of=as_of)
        given = await answer_any(self.router.office, question)
        if thread:
            await self._keep_turn(channel, text, thread, given)
        return given

    async def _keep_turn(
        self, channel: ChannelKey, text: str, thread: MessageId, given: Answer
    ) -> None:
        """Keep question and answer, so that the thread's next question can refer to them."""
        await self.messages.keep_incoming(self._message(channel, text, thread))
        await self.briefings.keep_answer(given)
        post = answer_post(given, delivery_id=DeliveryId(given.answer_id), thread=thread)
        await self.messages.keep_delivery(post, self.clock.now())
        await self.messages.mark_sent(
            post.delivery_id, (MessageId(post.delivery_id),), self.clock.now()
        )

    async def post(self, post: Post, briefing_id: BriefingId) -> None:
        """Post a briefing to a local channel through its delivery record, and move the ledger."""
        await self.messages.keep_delivery(post, self.clock.now())
        await deliver(post.delivery_id, self.messages, {"local": self.platform}, self.clock)
        await self.briefings.move_ledger(briefing_id, self.clock.now())

    async def read_sources(self, channel: ChannelKey) -> Sequence[SourceRead]:
        """Read everything that a channel follows, now."""
        turns = asyncio.Semaphore(READS_AT_ONCE)

        async def one(health: SourceHealth) -> SourceRead:
            async with turns:
                return await self.intake.read_source(health)

        async with asyncio.TaskGroup() as group:
            reads = [group.create_task(one(h)) for h in await self.sources.sources(channel)]
        return [read.result() for read in reads]

    def _message(self, channel: ChannelKey, text: str, thread: MessageId | None) -> IncomingMessage:
        return IncomingMessage(
            channel=channel,
            message_id=MessageId(f"cli-{uuid4().hex}"),
            thread=thread,
            sender=SENDER,
            text=text,
            sent_at=self.clock.now(),
            is_addressed=True,
            may_configure=True,
        )
