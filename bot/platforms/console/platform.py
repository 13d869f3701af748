"""The console as a platform: a post is sent when it stands in the store, where pages read it.

Nothing leaves the machine, so a delivery's id is its message id and sending twice is sending
once.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Attachment, Delivery, Post
from bot.errors import UnreadableInputError
from bot.platforms.console.broadcast import Broadcast, Changed, Preview


class ConsolePlatform:
    """The local web chat; its channels are ``local:…``."""

    name = "local"
    #: Pages are open here.
    sends_here = True
    sends_for_all = False

    def __init__(self, broadcast: Broadcast) -> None:
        self._broadcast = broadcast
        self._browser_zone: str | None = None

    async def post(self, post: Post, *, again: bool = False) -> Sequence[MessageId]:
        """Tell open pages to look; the delivery record itself is the message."""
        del again
        self._broadcast.tell(post.channel, Changed())
        return (MessageId(post.delivery_id),)

    async def revise(self, delivery: Delivery) -> None:
        """Tell open pages to look: they show the record as it is."""
        self._broadcast.tell(delivery.post.channel, Changed())

    async def may_configure(self, channel: ChannelKey, person: str) -> bool:
        """Whoever has the console open runs it."""
        del channel, person
        return True

    def note_timezone(self, name: str) -> None:
        """Note the zone that a browser says it is in."""
        self._browser_zone = name

    async def timezone_of(self, channel: ChannelKey, person: str) -> str | None:
        """The zone of the browser that wrote last, since the start."""
        del channel, person
        return self._browser_zone

    async def described(self, channel: ChannelKey, attachment: Attachment) -> Attachment:
        """As it came: its message says all there is to say."""
        del channel
        return attachment

    async def download(self, channel: ChannelKey, attachment: Attachment) -> bytes:
        """The console takes no files yet.

        Raises:
            UnreadableInputError: always.
        """
        del channel
        raise UnreadableInputError(
            f"{attachment.name} cannot be read here: use attache ingest on the command line."
        )

    async def preview(self, post: Post) -> None:
        """Show the sentences that have passed the gate so far."""
        self._broadcast.tell(post.channel, Preview(post))

    async def working(
        self, channel: ChannelKey, thread: MessageId | None, *, is_working: bool
    ) -> None:
        """Show or take away the line that says the bot is reading."""
        self._broadcast.note_work(channel, thread, is_working=is_working)
