"""What people say to the bot, and what it posts back.

A post is made of parts.  Sentences about the world are `CitedClaim`; everything else is
`Words`: the bot's own sentence, a literal in this program's source (a test reads the source to
hold that), whose slots take data.  There is no part that takes free text, so no path to a
platform can carry an unverified sentence.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.claims import CitedClaim
from bot.domain.identifiers import (
    AnswerId,
    BriefingId,
    ChannelKey,
    DeliveryId,
    MessageId,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A web address with a label, for a slot of `Words`; platforms escape both."""

    label: str
    url: str


#: What a slot of the bot's own words may hold.  Strings are data (a title, a name, what a person
#: typed): platforms escape them, and they never read as markup, a mention or a link.
SlotValue = str | int | date | datetime | Link


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence of the bot's own, with named slots: ``words("Read {title}.", title=...)``."""

    template: str
    slots: tuple[tuple[str, SlotValue], ...] = ()

    def pieces(self) -> tuple[str | SlotValue, ...]:
        """The literal texts and slot values in reading order, for platforms to escape each."""
        return tuple(piece for piece, _ in self.marked_pieces())

    def marked_pieces(self) -> tuple[tuple[str | SlotValue, bool], ...]:
        """Pieces with whether each is a slot's value (data) and not the bot's own text."""
        values = dict(self.slots)
        found: list[tuple[str | SlotValue, bool]] = []
        for literal, name, _, _ in string.Formatter().parse(self.template):
            if literal:
                found.append((literal, False))
            if name is not None:
                found.append((values[name], True))
        return tuple(found)

    def __str__(self) -> str:
        return "".join(plain(piece) for piece in self.pieces())


def plain(value: SlotValue) -> str:
    """A slot's value as plain text, in the one date format that people see."""
    if isinstance(value, datetime):
        return f"{value:%a} {value.day} {value:%B %Y %H:%M} {value.tzname() or ''}".strip()
    if isinstance(value, date):
        return f"{value:%a} {value.day} {value:%B %Y}"
    if isinstance(value, Link):
        return value.label
    return str(value)


def words(template: str, **slots: SlotValue) -> Words:
    """The bot's own words; `template` must be a literal where this is called.

    Raises:
        KeyError: a slot is missing, or a value has no slot.

    >>> str(words("Read {title}, {count} words.", title="Cairo talks", count=412))
    'Read Cairo talks, 412 words.'
    """
    wanted = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    if wanted != set(slots):
        raise KeyError(sorted(wanted ^ set(slots)))
    return Words(template, tuple(sorted(slots.items())))


@dataclass(frozen=True, slots=True)
class Heading:
    """The title line of a post."""

    words: Words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The bot's own words."""

    words: Words


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline of a briefing's item, and a line about it (status, outlets, origins)."""

    claim: CitedClaim
    note: Words


@dataclass(frozen=True, slots=True)
class Sentence:
    """A cited sentence; `lead` is the bot's own label before it ("What comes next, 25 March")."""

    claim: CitedClaim
    lead: Words | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A short list in the bot's own words: sources, schedules, what was left out."""

    rows: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """Small print: the receipt, the writer."""

    words: Words


Part = Heading | Paragraph | Headline | Sentence | Rows | Footer


class PostKind(StrEnum):
    """What a post is, for platforms that show kinds differently."""

    BRIEFING = "briefing"
    DIGEST = "digest"
    ANSWER = "answer"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Post:
    """One message to one channel.  `delivery_id` is the key under which it is sent once."""

    delivery_id: DeliveryId
    channel: ChannelKey
    #: The message whose thread it goes into; None for the channel itself.
    thread: MessageId | None
    kind: PostKind
    parts: tuple[Part, ...]
    briefing_id: BriefingId | None = None
    answer_id: AnswerId | None = None

    def opening(self) -> Words:
        """The first of the bot's own words in it."""
        own = (p.words for p in self.parts if isinstance(p, (Heading, Paragraph, Footer)))
        return next(own, Words(""))

    def claims(self) -> tuple[CitedClaim, ...]:
        """Every sentence about the world in it, in order."""
        return tuple(p.claim for p in self.parts if isinstance(p, (Headline, Sentence)))


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """What a person wrote, as a platform heard it."""

    channel: ChannelKey
    message_id: MessageId
    #: The root of the thread it was written in; None at the top level.
    thread: MessageId | None
    sender: str
    text: str
    sent_at: datetime
    #: Whether it was meant for the bot: a mention, a direct message, a command, the console.
    is_addressed: bool
    #: Whether its sender may change the channel's settings.
    may_configure: bool


class DeliveryState(StrEnum):
    """Where a post stands: written down, handed to the platform, confirmed, or given up."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The record through which a post is sent once (DESIGN D5)."""

    post: Post
    state: DeliveryState
    created_at: datetime
    sent_at: datetime | None
    #: The platform's name of the message once it is sent.
    message_id: MessageId | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb, up or down, on a post."""

    channel: ChannelKey
    message_id: MessageId
    sender: str
    is_good: bool
    given_at: datetime
