"""The console as a platform: a post is sent when it stands in the store, where pages read it.

Nothing leaves the machine, so a delivery's id is its message id and sending twice is sending
once.
"""

from __future__ import annotations

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Post
from bot.platforms.console.broadcast import Broadcast, Changed, Preview


class ConsolePlatform:
    """The local web chat; its channels are ``local:…``."""

    name = "local"

    def __init__(self, broadcast: Broadcast) -> None:
        self._broadcast = broadcast

    async def post(self, post: Post) -> MessageId:
        """Tell open pages to look; the delivery record itself is the message."""
        self._broadcast.tell(post.channel, Changed())
        return MessageId(post.delivery_id)

    async def preview(self, post: Post) -> None:
        """Show the sentences that have passed the gate so far."""
        self._broadcast.tell(post.channel, Preview(post))

    async def working(
        self, channel: ChannelKey, thread: MessageId | None, *, is_working: bool
    ) -> None:
        """Show or take away the line that says the bot is reading."""
        self._broadcast.note_work(channel, thread, is_working=is_working)
