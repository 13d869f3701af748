"""Where platforms bring what people write and do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import IncomingMessage
from bot.ports.channels import Departure


def no_sign() -> None:
    """Show nothing when a message was kept."""


class Inbox(Protocol):
    """Where platforms bring what people write and do (DESIGN D4: persist, then acknowledge).

    Each returns when it is kept and will be done, whatever happens to this process.

    Raises:
        StoreError: it could not be kept, and must not be acknowledged.
    """

    async def receive(
        self, message: IncomingMessage, when_kept: Callable[[], None] = no_sign
    ) -> None:
        """Keep a message for the bot and see that it is answered.

        `when_kept` is called once for each message that is for the bot, when it is kept and
        before work on it begins, so that a sign given there cannot come after the work's end.
        """
        ...

    async def keep(self, message: IncomingMessage, when_kept: Callable[[], None] = no_sign) -> bool:
        """The first half of `receive`; whether there is work to `begin` before it is acknowledged.

        For a platform that brings many messages at once: they are kept before the first is begun.
        """
        ...

    async def begin(self, message: IncomingMessage) -> None:
        """See that a kept message is answered; begun twice, it is answered once."""
        ...

    async def withdraw(
        self, channel: ChannelKey, message_id: MessageId, *, may_come_yet: bool = False
    ) -> None:
        """A message was deleted: forget it, what it brought, and what was made of that.

        `may_come_yet`: it may be brought here after its deletion, and is not kept then.
        """
        ...

    async def stop_work(self, channel: ChannelKey, thread: MessageId) -> None:
        """A person wants the work in a thread to stop."""
        ...

    async def arrive(self, channel: ChannelKey, coming: str = "") -> None:
        """The bot was brought into a channel; `coming` tells one time from another."""
        ...

    async def leave(self, channels: str, *, until_gone: bool = False) -> None:
        """Forget everything of every channel whose key begins so: they are lost to us.

        `until_gone`: return when it is done, for whoever may come back there right after: what is
        begun then must not be struck with what was under way before.
        """
        ...

    async def move(self, old: ChannelKey, new: ChannelKey) -> None:
        """A channel was replaced by another: its memory and settings go on there."""
        ...

    async def cannot_read(self, channel: ChannelKey, message_id: MessageId, sender: str) -> None:
        """Somebody wrote what we cannot decrypt: tell them once a day, with what to do."""
        ...

    async def passed_over(self, channel: ChannelKey, gap: str) -> None:
        """Some of what was said while we were away was not read: say so, once for each gap."""
        ...

    async def depart(self, gone: Departure) -> None:
        """See a departure, which was kept, to its end."""
        ...
