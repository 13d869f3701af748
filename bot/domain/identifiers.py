"""Names of things, each its own type, so that two of them cannot be swapped unnoticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType, Self

from bot.errors import ChannelKeyError

ArticleId = NewType("ArticleId", str)
VersionId = NewType("VersionId", str)
SourceId = NewType("SourceId", str)
StoryId = NewType("StoryId", str)
BriefingId = NewType("BriefingId", str)
AnswerId = NewType("AnswerId", str)
ScheduleId = NewType("ScheduleId", str)
DeliveryId = NewType("DeliveryId", str)
#: A platform's own name of one message: Slack's ``ts``, Matrix's event id, the console's row.
MessageId = NewType("MessageId", str)

#: The platforms a channel key may name.
PLATFORMS = ("slack", "matrix", "local")


@dataclass(frozen=True, slots=True, order=True)
class ChannelKey:
    """A place with its own memory: a platform and the platform's name of the place.

    >>> str(ChannelKey.parse("slack:T024BE7LD/C061EG9SL"))
    'slack:T024BE7LD/C061EG9SL'
    >>> ChannelKey.parse("matrix:!abc:example.org").place
    '!abc:example.org'
    """

    platform: str
    place: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``platform:place``.

        Raises:
            ChannelKeyError: the platform is unknown, or the place is empty or has spaces.
        """
        platform, colon, place = text.strip().partition(":")
        if not colon or platform not in PLATFORMS or not place or any(c.isspace() for c in place):
            raise ChannelKeyError(text, PLATFORMS)
        return cls(platform, place)

    def __str__(self) -> str:
        return f"{self.platform}:{self.place}"


#: The channel of the command line and of the local console, unless another is named.
DESK = ChannelKey("local", "desk")
