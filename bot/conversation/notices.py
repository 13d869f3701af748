"""Posts that answer nobody's question: a welcome, and what could not be read or delivered.  Pure.

Each is named after what it tells of, so that it is said once.
"""

from __future__ import annotations

from bot.conversation import manners
from bot.domain.identifiers import ChannelKey, DeliveryId, MessageId
from bot.domain.messages import IncomingMessage, Post, PostKind
from bot.errors import Refusal


def welcome(channel: ChannelKey, coming: str = "") -> Post:
    """The bot's first words in a channel; said once for each coming, if those can be told apart."""
    name = f"welcome:{channel}:{coming}" if coming else f"welcome:{channel}"
    return Post(DeliveryId(name), channel, None, PostKind.REPLY, manners.welcome())


def unreadable(channel: ChannelKey, message_id: MessageId, sender: str, day: str) -> Post:
    """A word to somebody whose words cannot be decrypted; once a day to each in a channel."""
    return Post(
        DeliveryId(f"unreadable:{channel}:{sender}:{day}"),
        channel,
        message_id,
        PostKind.REPLY,
        manners.cannot_read(),
        addressee=sender,
        is_private=True,
        answers=message_id,
    )


def passed_over(channel: ChannelKey, gap: str) -> Post:
    """A word to a channel of which something was not read; said once for each gap."""
    name = DeliveryId(f"passed_over:{channel}:{gap}")
    return Post(name, channel, None, PostKind.REPLY, manners.passed_over())


def undelivered(message: IncomingMessage, refusal: Refusal) -> Post:
    """A word to whoever asked, when the answer could not be put where it belongs."""
    return Post(
        DeliveryId(f"undelivered:{message.channel}:{message.message_id}"),
        message.channel,
        None,
        PostKind.REPLY,
        manners.undelivered(refusal),
        addressee=message.sender,
        is_private=True,
    )
