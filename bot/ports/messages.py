"""The store of messages, deliveries and thumbs, and of previews of what is still written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.answers import Turn
from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId
from bot.domain.messages import Delivery, Feedback, IncomingMessage, Post, Whose


class DeliveryStore(Protocol):
    """Our posts, from before they are sent until the platform has confirmed them."""

    async def keep_delivery(self, post: Post, now: datetime) -> None:
        """Write a post down before it is sent; the one kept first under its id wins."""
        ...

    async def delivery(self, delivery_id: DeliveryId) -> Delivery:
        """A delivery; its claims have passed the gate again on the way out of the store.

        Raises:
            NotFoundError: there is none.
        """
        ...

    async def mark_sending(self, delivery_id: DeliveryId) -> None:
        """Note that the post is being handed to its platform."""
        ...

    async def unconfirmed(
        self, kept_after: datetime, kept_before: datetime, limit: int
    ) -> Sequence[tuple[ChannelKey, DeliveryId]]:
        """Posts kept in a time that were handed to their platform and not confirmed, oldest first."""
        ...

    async def mark_sent(
        self, delivery_id: DeliveryId, message_ids: Sequence[MessageId], now: datetime
    ) -> None:
        """Note the platform's confirmation: the messages that the post became, in order."""
        ...

    async def mark_failed(self, delivery_id: DeliveryId, now: datetime) -> None:
        """Give a post up."""
        ...

    async def failed(self, channel: ChannelKey, since: datetime) -> Sequence[Delivery]:
        """Deliveries of a channel that were given up since a moment, in the order of their making."""
        ...

    async def sent_post(self, channel: ChannelKey, message_id: MessageId) -> Delivery | None:
        """The delivery behind one of our messages."""
        ...

    async def newest_sent(self, channel: ChannelKey, thread: MessageId) -> Delivery | None:
        """Our newest post with cited sentences in a thread, its root included."""
        ...

    async def revisions_due(self, limit: int) -> Sequence[Delivery]:
        """Sent posts that lost something to forgetting and still stand as they were sent."""
        ...

    async def mark_revised(self, delivery_id: DeliveryId, revision: int) -> None:
        """Note that the platform shows the post as it was at this revision."""
        ...


class FeedbackStore(Protocol):
    """Thumbs that people give to what the bot has posted."""

    async def keep_feedback(self, feedback: Feedback) -> None:
        """Keep a thumb; a person's newer thumb on a message replaces the older."""
        ...

    async def drop_feedback(self, channel: ChannelKey, reaction_id: MessageId) -> None:
        """Forget the thumb that was given by a reaction, if one was."""
        ...

    async def feedback(
        self, channel: ChannelKey, *, message_id: MessageId | None = None
    ) -> Sequence[Feedback]:
        """The thumbs given in a channel, or on one message of it, oldest first."""
        ...


class MessageStore(DeliveryStore, FeedbackStore, Protocol):
    """The inbox and the threads, with the deliveries and the feedback."""

    async def keep_incoming(self, message: IncomingMessage) -> bool:
        """Keep a message once; whether it is new.  Comes before the platform is acknowledged.

        Of the words that one message had, the latest count, in whatever order they come.
        """
        ...

    async def incoming(self, channel: ChannelKey, message_id: MessageId) -> IncomingMessage:
        """A kept message.

        Raises:
            NotFoundError: there is none.
        """
        ...

    async def knows(self, channel: ChannelKey, message_id: MessageId) -> bool:
        """Whether a message was kept, or words that came from it."""
        ...

    async def withdraw(self, channel: ChannelKey, message_id: MessageId, at: datetime) -> bool:
        """Note that a message was deleted; whether it was known.

        Work on it stops, nothing that it brings is learned any more, and if it comes yet it is
        not kept.
        """
        ...

    async def thread(
        self, channel: ChannelKey, root: MessageId, *, limit: int = 20
    ) -> Sequence[Turn]:
        """The newest turns of a thread, oldest first: people's messages and our sent posts."""
        ...

    async def timeline(
        self, channel: ChannelKey, *, thread: MessageId | None = None, limit: int = 200
    ) -> Sequence[IncomingMessage | Delivery]:
        """The newest messages of a channel (top level) or thread (root included), oldest first.

        People's messages as they came in, ours once they are sent.
        """
        ...

    async def reply_counts(
        self, channel: ChannelKey, roots: Collection[MessageId]
    ) -> Mapping[MessageId, int]:
        """How many messages, people's and our sent ones, each of these threads has after its root."""
        ...

    async def whose(self, channel: ChannelKey, root: MessageId) -> Whose:
        """Whether a thread is ours, or may be, at one moment."""
        ...

    async def ask_stop(self, channel: ChannelKey, thread: MessageId) -> None:
        """Note that a person wants the work on a thread's messages to stop."""
        ...

    async def is_stopped(self, channel: ChannelKey, message_id: MessageId) -> bool:
        """Whether a person asked for the work on this message to stop."""
        ...


class PreviewStore(Protocol):
    """Messages that stand on a platform while their post is still being written.

    A process that takes the work over finds the message and goes on in it.
    """

    async def keep_preview(
        self, delivery_id: DeliveryId, channel: ChannelKey, message_id: MessageId
    ) -> None:
        """Note where a post is being shown."""
        ...

    async def preview(self, delivery_id: DeliveryId) -> MessageId | None:
        """Where a post is being shown, if it is."""
        ...

    async def drop_preview(self, delivery_id: DeliveryId) -> None:
        """The post stands there as it was sent."""
        ...
