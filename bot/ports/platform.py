"""A place where people chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Attachment, Delivery, Post


class Platform(Protocol):
    """A place where people chat.  Platforms translate; they decide nothing."""

    @property
    def name(self) -> str:
        """The first part of its channels' keys: ``slack``, ``matrix``, ``local``."""
        ...

    async def post(self, post: Post, *, again: bool = False) -> Sequence[MessageId]:
        """Send a post once; the messages it became, the first of which its thread hangs on.

        With `again` it may have been sent before without our hearing of it: the platform makes
        sure, by the delivery id, that it is not sent twice.

        Raises:
            PlatformUnavailableError: try again, after `retry_after_seconds` if given.
            PostRefusedError: never try again.
        """
        ...

    async def revise(self, delivery: Delivery) -> None:
        """Show a sent post as it is now: something that it rested on was forgotten.

        Raises:
            PlatformUnavailableError, PostRefusedError: as for `post`.
        """
        ...

    @property
    def sends_here(self) -> bool:
        """Whether this replica can send at the moment; another one may have to."""
        ...

    @property
    def sends_for_all(self) -> bool:
        """Whether what other replicas began to send and cannot is this one's to send.

        Only where a post that two replicas send at once stands there once.
        """
        ...

    async def may_configure(self, channel: ChannelKey, person: str) -> bool:
        """Whether a person may change a channel's settings, now.

        Raises:
            PlatformUnavailableError: it cannot be found out at the moment.
        """
        ...

    async def timezone_of(self, channel: ChannelKey, person: str) -> str | None:
        """A person's own time zone, as the platform tells it; None where it does not.

        Raises:
            PlatformUnavailableError: it cannot be found out at the moment.
        """
        ...

    async def described(self, channel: ChannelKey, attachment: Attachment) -> Attachment:
        """A file with the name, kind and size that the platform tells only when it is asked.

        Raises:
            FetchError: it cannot be had.
        """
        ...

    async def download(self, channel: ChannelKey, attachment: Attachment) -> bytes:
        """The bytes of a file that came with a message.

        Raises:
            TooLargeError: it is larger than is read.
            FetchError: it cannot be had.
        """
        ...

    async def preview(self, post: Post) -> None:
        """Show the verified parts of a post that is still being written; may do nothing."""
        ...

    async def working(
        self, channel: ChannelKey, thread: MessageId | None, *, is_working: bool
    ) -> None:
        """Show that the bot is at work, or has stopped; may do nothing."""
        ...
