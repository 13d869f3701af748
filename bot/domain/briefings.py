"""Briefings: items of cited sentences, what comes next, and the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.articles import Omitted
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import BriefingId, ChannelKey, StoryId


class Status(StrEnum):
    """A story against what this channel was sent of it before."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class EventType(StrEnum):
    """What one actor did to another: the PLOVER event types (openeventdata.org, 2018)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Writer(StrEnum):
    """Who wrote a text: the extractive writer in this program, or a language model."""

    BUILT_IN = "built-in"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class WrittenBy:
    """The writer of a text, for the receipt: which one, and why not the model, if so."""

    writer: Writer
    #: The model's name, when a model wrote.
    model: str | None = None
    #: Why the built-in writer stood in for a configured model; None when it did not.
    fallback_reason: str | None = None

    def __str__(self) -> str:
        return f"model {self.model}" if self.writer is Writer.MODEL else str(self.writer)


@dataclass(frozen=True, slots=True)
class Usage:
    """What the model was asked and paid; `cost` in the price table's currency, None if unpriced."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None

    def __add__(self, other: Usage) -> Usage:
        costs = [c for c in (self.cost, other.cost) if c is not None]
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            sum(costs) if costs else None,
        )


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A dated thing to come, with the sentence that announces it."""

    #: The one day, or the first of them.
    day: date
    claim: CitedClaim
    #: The last of several: what is announced for "next week" has no day yet.
    last: date | None = None
    #: Whether it is to be done by that day, and not on it.
    is_limit: bool = False

    @property
    def end(self) -> date:
        """The day after which it is past."""
        return self.last or self.day


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence by which something that the channel was sent before no longer stands so."""

    #: The sentence, one of its item's.
    text: str
    #: When the channel was sent the other.
    told_at: datetime
    #: The figure or day that was sent, and the one that stands now, as people write them.
    before: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One story of a briefing: a headline, cited sentences, who said what, what comes next."""

    story_id: StoryId
    headline: CitedClaim
    status: Status
    event_type: EventType | None
    sentences: tuple[CitedClaim, ...]
    said: tuple[CitedClaim, ...]
    agenda: tuple[AgendaEntry, ...]
    outlets: tuple[str, ...]
    origins: int
    #: The outlets of its articles whose publishers reserve AI use; see `Story.reserved`.
    reserved: tuple[str, ...] = ()
    #: What of it sets right what the channel was sent before.
    corrections: tuple[Correction, ...] = ()

    def claims(self) -> tuple[CitedClaim, ...]:
        """Every sentence about the world in it, in order."""
        return (self.headline, *self.sentences, *self.said, *(e.claim for e in self.agenda))


@dataclass(frozen=True, slots=True)
class Receipt:
    """The footer of a briefing: what was read, what came of it, who wrote, what it cost."""

    feeds_read: int
    feeds_failed: tuple[str, ...]
    feeds_quiet: tuple[str, ...]
    articles: int
    stories: int
    shown: int
    oldest_at: datetime | None
    usage: Usage
    #: How many of the articles tell only what the channel was sent before, and when it last was.
    told_before: int = 0
    told_at: datetime | None = None
    #: Articles that feeds have brought and that were still to be read.
    awaited: int = 0


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a channel is to be sent about a span of time; times are when things were learned."""

    briefing_id: BriefingId
    channel: ChannelKey
    since: datetime | None
    until: datetime
    items: tuple[Item, ...]
    omitted: tuple[Omitted, ...]
    receipt: Receipt
    written_by: WrittenBy
    #: The one topic that was asked for, if one was.
    topic: str | None = None
