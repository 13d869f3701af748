"""What people say to the bot, and what it posts back.

A post is made of parts.  Sentences about the world are `CitedClaim`; everything else is
`Words`: the bot's own sentence, a literal in this program's source (a test reads the source to
hold that), whose slots take data.  There is no part that takes free text, so no path to a
platform can carry an unverified sentence.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.claims import Citation, CitedClaim
from bot.domain.dating import DateSource
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


def linked(label: str | None, url: str | None, unnamed: str) -> Link | str:
    """A name, as a link where it has an address; `unnamed` stands for what has neither."""
    return Link(label or url, url) if url else label or unnamed


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

    def followed_by(self, more: Words) -> Words:
        """These words and more of them, as one sentence; no two slots may share a name."""
        return Words(self.template + more.template, tuple(sorted((*self.slots, *more.slots))))

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


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A citation laid open: the words it rests on, with what stands around them in the article.

    `before`, the citation's quote and `after` follow one another in the stored version, letter for
    letter (`grounding.exhibits` alone makes these).
    """

    #: As the post counts its citations: 1, 2, ...
    number: int
    citation: Citation
    before: str
    after: str
    version_number: int
    learned_at: datetime
    fetched_at: datetime
    modified_at: datetime | None = None
    modified_source: DateSource | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that is done once a person says yes to it; `words` say how."""

    words: Words
    #: What a yes stands for, in the chat's own grammar.
    command: str


Part = Heading | Paragraph | Headline | Sentence | Rows | Footer | Exhibit | Proposal


class PostKind(StrEnum):
    """What a post is, for platforms that show kinds differently."""

    BRIEFING = "briefing"
    DIGEST = "digest"
    ANSWER = "answer"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Post:
    """What is said to one channel at once.  `delivery_id` is the key under which it is sent once.

    A platform may need several messages for a long one.
    """

    delivery_id: DeliveryId
    channel: ChannelKey
    #: The message whose thread it goes into; None for the channel itself.
    thread: MessageId | None
    kind: PostKind
    parts: tuple[Part, ...]
    briefing_id: BriefingId | None = None
    answer_id: AnswerId | None = None
    #: The platform's name of the person whom it answers; None when nobody asked.
    addressee: str | None = None
    #: Meant for the addressee's eyes alone, where the platform can show it so.
    is_private: bool = False
    #: The message that it answers.
    answers: MessageId | None = None

    def saying(self, parts: tuple[Part, ...]) -> Post:
        """The same post with other parts."""
        return replace(self, parts=parts)

    def opening(self) -> Words:
        """The first of the bot's own words in it."""
        own = (p.words for p in self.parts if isinstance(p, (Heading, Paragraph, Proposal, Footer)))
        return next(own, Words(""))

    def claims(self) -> tuple[CitedClaim, ...]:
        """Every sentence about the world in it, in order."""
        return tuple(p.claim for p in self.parts if isinstance(p, (Headline, Sentence)))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; its bytes are asked of the platform when they are needed."""

    #: What the person called it.
    name: str
    media_type: str
    #: Bytes, as the platform tells it; None when it does not.
    size: int | None
    #: The platform's own name of the file.
    handle: str


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """What a person wrote or did, as a platform heard it."""

    channel: ChannelKey
    message_id: MessageId
    #: The root of the thread it was written in; None at the top level.
    thread: MessageId | None
    sender: str
    text: str
    sent_at: datetime
    #: Whether it was meant for the bot: a mention, a direct message, a command, the console.
    is_addressed: bool
    #: Whether its sender may change the channel's settings; None: the platform is asked.
    may_configure: bool | None
    attachments: tuple[Attachment, ...] = ()
    #: The message that these words come from, when it is not this one: the one that was edited, that
    #: somebody wants read, or has put an emoji on.  What is read from it goes when that message goes.
    of_message: MessageId | None = None
    #: Whether it takes the place of `of_message`.
    is_edit: bool = False
    #: Whether it stands in the channel, so that a thread can begin at it; a slash command, a
    #: button and a form do not.
    is_visible: bool = True

    @property
    def origin(self) -> MessageId:
        """The message in the channel whose deletion takes with it what was read from this one."""
        return self.of_message or self.message_id


@dataclass(frozen=True, slots=True)
class Whose:
    """Whether a message is for the bot, by the thread that it stands in."""

    #: The bot started the thread, or was addressed in it.
    is_ours: bool
    #: The thread's root may be a post of ours of which we have not heard yet: between a platform's
    #: showing a post and our noting it, people can already reply.
    may_be_ours: bool = False


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
    #: The platform's name of the message once it is sent; its thread hangs on it.
    message_id: MessageId | None
    #: The messages that a long post goes on in.
    continued: tuple[MessageId, ...] = ()
    #: How often its document was rewritten because something was forgotten.
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb, up or down, on a post."""

    channel: ChannelKey
    message_id: MessageId
    sender: str
    is_good: bool
    given_at: datetime
    #: The reaction by which it was given, where that can be taken back.
    reaction_id: MessageId | None = None
