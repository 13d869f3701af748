"""Posts on their way out: each is kept, sent until it is sent or given up, and put in the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.digest.delivery import deliver, revise
from bot.digest.digests import Digests
from bot.domain.identifiers import DeliveryId
from bot.domain.messages import Post
from bot.durable.attempts import Attempt, State, Told
from bot.durable.steps import Steps
from bot.ports.clock import Clock
from bot.ports.messages import MessageStore
from bot.ports.platform import Platform

#: How long it is tried to note in the store what has happened.
STORE_PATIENCE = timedelta(hours=24)


class Sending:
    """Sends kept posts, and knows which of them this process has in hand."""

    def __init__(
        self,
        steps: Steps,
        messages: MessageStore,
        digests: Digests,
        platforms: Mapping[str, Platform],
        clock: Clock,
    ) -> None:
        self._steps = steps
        self._messages = messages
        self._digests = digests
        self._platforms = platforms
        self._clock = clock
        self._in_hand: Counter[DeliveryId] = Counter()

    def has_in_hand(self, delivery_id: DeliveryId) -> bool:
        """Whether work of this process is sending a post, or waits to try again."""
        return delivery_id in self._in_hand

    async def say(
        self, step: str, written: Callable[[], Awaitable[Post]], deadline: datetime
    ) -> None:
        """Keep a post that answers nobody's work, and send it."""

        async def keep() -> Told:
            post = await written()
            await self._messages.keep_delivery(post, self._clock.now())
            return post.delivery_id

        kept = await self._steps.until(step, keep, deadline)
        if isinstance(kept["told"], str):
            await self.send(DeliveryId(kept["told"]), deadline)

    async def send(self, delivery_id: DeliveryId, deadline: datetime) -> Attempt:
        """Send a kept post, and move the ledger if it is a briefing; how the sending ended."""
        with self._holding(delivery_id):
            sent = await self._steps.until("deliver", lambda: self._deliver(delivery_id), deadline)
        if sent["state"] == State.DONE and sent["told"]:
            move = self._digests.move_ledger
            await self._steps.until("move_ledger", lambda: move(delivery_id), later(deadline))
        return sent

    @contextmanager
    def _holding(self, delivery_id: DeliveryId) -> Iterator[None]:
        self._in_hand[delivery_id] += 1
        try:
            yield
        finally:
            self._in_hand[delivery_id] -= 1
            if not self._in_hand[delivery_id]:
                del self._in_hand[delivery_id]

    async def _deliver(self, delivery_id: DeliveryId) -> Told:
        """Send a post; tells whether the ledger has to move."""
        sent = await deliver(delivery_id, self._messages, self._platforms, self._clock)
        return sent.briefing_id is not None

    async def revise(self, delivery_id: DeliveryId, deadline: datetime) -> None:
        """Show a sent post as it is now; what is not shown is due again."""

        async def show() -> Told:
            await revise(delivery_id, self._messages, self._platforms, self._clock)
            return None

        await self._steps.until("revise", show, deadline)


def later(deadline: datetime) -> datetime:
    """Until when it is tried to note what is done already: losing that would repeat the past."""
    return deadline + STORE_PATIENCE
