"""What a message can mean: one frozen type per intent.  `intents.read_intent` makes them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.moments import Moment, Window
from bot.digest.schedule import ScheduleRequest


@dataclass(frozen=True, slots=True)
class Ask:
    """A question; with `as_of`, as of what the channel had learned by then."""

    question: str
    as_of: Moment | None = None


@dataclass(frozen=True, slots=True)
class MakeBrief:
    """A briefing now; without `since`, of what is new since the last one."""

    topic: str | None
    since: Moment | None
    #: Each story a message of its own, with a thread of its own.
    in_threads: bool = False


@dataclass(frozen=True, slots=True)
class AskNews:
    """The news of certain days: no briefing, which tells what is new."""

    topic: str | None
    window: Window


@dataclass(frozen=True, slots=True)
class Follow:
    """Follow a feed, once it is confirmed; before, show what would be read."""

    url: str
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Unfollow:
    """Stop following a feed."""

    #: Its address, or its name.
    url: str


@dataclass(frozen=True, slots=True)
class ShowSources:
    """What the channel follows, and how reading it goes."""


@dataclass(frozen=True, slots=True)
class ReadLinks:
    """Read what stands at these addresses."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadPasted:
    """Read a text that was pasted into the message."""

    text: str


@dataclass(frozen=True, slots=True)
class OfferReading:
    """A text was pasted, and nobody said that it is to be read."""

    text: str
    #: Whether it was to be summarised, for which it has to be read.
    is_briefed: bool = False


@dataclass(frozen=True, slots=True)
class ReadSaid:
    """Read the text that an earlier message of the channel pasted."""

    message_id: str


@dataclass(frozen=True, slots=True)
class BriefSaid:
    """As `ReadSaid`, and brief on it."""

    message_id: str


@dataclass(frozen=True, slots=True)
class BriefLinks:
    """Read what stands at these addresses, and brief on it."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefPasted:
    """Read a text that was pasted into the message, and brief on it."""

    text: str


@dataclass(frozen=True, slots=True)
class SetDigest:
    """A digest at these times from now on."""

    request: ScheduleRequest
    #: The zone of whoever asks, as their platform tells it; asked when none is named.
    own_zone: str | None = None


@dataclass(frozen=True, slots=True)
class DropDigest:
    """No digest any more."""


@dataclass(frozen=True, slots=True)
class ShowDigest:
    """When the next digest comes, and what became of the last."""


@dataclass(frozen=True, slots=True)
class SetTopics:
    """What the channel cares about most; empty for no preference."""

    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowTopics:
    """What the channel cares about."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """The language that the model writes in, as it was named."""

    language: str


@dataclass(frozen=True, slots=True)
class ShowLanguage:
    """The language that the model writes in."""


@dataclass(frozen=True, slots=True)
class ShowAgenda:
    """Dated things of the next so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class ShowOmitted:
    """What the newest briefing left out, and why."""


@dataclass(frozen=True, slots=True)
class ShowEvidence:
    """What the post of this thread rests on; with `number`, one citation of it."""

    number: int | None


@dataclass(frozen=True, slots=True)
class ShowChanges:
    """What the briefing of this thread told that the ones before it had not."""


@dataclass(frozen=True, slots=True)
class ShowChanged:
    """What changed in an article since it was cited; with no name, which cited articles did."""

    #: An address, or words of a title.
    article: str | None


@dataclass(frozen=True, slots=True)
class ShowStories:
    """How a story went; with no name, the newest stories."""

    #: An address of one of its articles, words of a title, or its id.
    story: str | None


@dataclass(frozen=True, slots=True)
class ShowPositions:
    """Who last said what about a topic."""

    topic: str


@dataclass(frozen=True, slots=True)
class ForgetLink:
    """Forget the article at an address."""

    url: str


@dataclass(frozen=True, slots=True)
class ForgetTitled:
    """Forget the articles with this title."""

    title: str


@dataclass(frozen=True, slots=True)
class ForgetAll:
    """Forget every article of the channel; only when `is_confirmed`."""

    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class SetRing:
    """Whether people are notified of digests."""

    digests_ring: bool


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """What this channel has set."""


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """How things stand."""


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """What can be said; with `command`, how to use that one."""

    command: str | None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nearly a command: `meant` is the line that was probably meant."""

    typed: str
    meant: str


Intent = (
    Ask
    | MakeBrief
    | AskNews
    | Follow
    | Unfollow
    | ShowSources
    | ReadLinks
    | ReadPasted
    | OfferReading
    | ReadSaid
    | BriefSaid
    | BriefLinks
    | BriefPasted
    | SetDigest
    | DropDigest
    | ShowDigest
    | SetRing
    | SetTopics
    | ShowTopics
    | SetLanguage
    | ShowLanguage
    | ShowAgenda
    | ShowOmitted
    | ShowEvidence
    | ShowChanges
    | ShowChanged
    | ShowStories
    | ShowPositions
    | ForgetLink
    | ForgetTitled
    | ForgetAll
    | ShowSettings
    | ShowStatus
    | ShowHelp
    | Unclear
)
