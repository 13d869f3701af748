"""What the conversation works with: stores, features and the clock, handed over once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.digest.digests import Briefs
from bot.domain.answers import Answer, Question
from bot.domain.articles import Article, Learned, ReadArticle, Way
from bot.domain.briefings import AgendaEntry
from bot.domain.changes import TextChange
from bot.domain.identifiers import ChannelKey, MessageId
from bot.ingest.outcomes import Followed, FoundFeed, ReadOutcome
from bot.memory.channel_memory import ChannelMemory
from bot.ports.articles import ArticleStore
from bot.ports.briefings import BriefingStore
from bot.ports.clock import Clock
from bot.ports.language_model import ClaimSink, LanguageModel
from bot.ports.looks import LookStore
from bot.ports.messages import MessageStore
from bot.ports.settings import ScheduleStore, SettingsStore
from bot.ports.sources import SourceStore


class ReadsIn(Protocol):
    """Reads what people give (`ingest.Intake`)."""

    async def keep(
        self,
        channel: ChannelKey,
        article: ReadArticle,
        way: Way,
        *,
        message_id: MessageId | None = None,
    ) -> Learned:
        """Keep an article that was pasted."""
        ...

    async def read_url(
        self, channel: ChannelKey, url: str, *, message_id: MessageId | None = None
    ) -> ReadOutcome:
        """Read the article, or the newest items of the feed, at an address."""
        ...

    async def read_file(
        self,
        channel: ChannelKey,
        body: bytes,
        *,
        name: str,
        content_type: str,
        message_id: MessageId | None,
    ) -> ReadOutcome:
        """Read the article, or the items of the feed, in a file that was sent."""
        ...

    async def find_feed(self, url: str) -> FoundFeed:
        """The feed at an address, or behind the page there."""
        ...

    async def follow(self, channel: ChannelKey, url: str) -> Followed:
        """Follow the feed at an address, or behind the page there."""
        ...

    async def forget_awaited(self, channel: ChannelKey, named: str) -> int:
        """Never read items that still await their reading, by an address or a title; how many."""
        ...


class BriefsAndAgendas(Briefs, Protocol):
    """Writes briefings, and tells what is to come (`briefing.Briefer`)."""

    async def agenda_of(
        self, channel: ChannelKey, days: int, now: datetime
    ) -> tuple[AgendaEntry, ...]:
        """What is announced for today and the next `days` days, by day."""
        ...


class Answers(Protocol):
    """Answers questions (`answering.Answerer`)."""

    @property
    def has_model(self) -> bool:
        """Whether a language model phrases what it can."""
        ...

    async def answer(self, question: Question, *, show: ClaimSink | None = None) -> Answer:
        """Answer, or abstain; `show` hears each verified sentence."""
        ...


class TellsChanges(Protocol):
    """Compares versions (`second_looks.SecondLooks`)."""

    async def changes(self, before: Article, after: Article) -> Sequence[TextChange]:
        """What one version of an article changed of another."""
        ...


def nobody_hears() -> None:
    """Where nothing runs that reads what is followed: it is read when somebody asks for it."""


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that a command may need."""

    articles: ArticleStore
    sources: SourceStore
    settings: SettingsStore
    schedules: ScheduleStore
    messages: MessageStore
    briefings: BriefingStore
    looks: LookStore
    second_looks: TellsChanges
    memory: ChannelMemory
    intake: ReadsIn
    briefer: BriefsAndAgendas
    answerer: Answers
    model: LanguageModel | None
    clock: Clock
    default_timezone: str = "UTC"
    #: Hears that something was followed, which is to be read soon.
    has_followed: Callable[[], None] = nobody_hears

    async def timezone(self, channel: ChannelKey) -> str:
        """The zone in which the channel counts its days."""
        settings = await self.settings.settings(channel)
        return settings.timezone or self.default_timezone

    async def zone(self, channel: ChannelKey) -> ZoneInfo:
        """As `timezone`."""
        return ZoneInfo(await self.timezone(channel))

    def now(self) -> datetime:
        """The present moment."""
        return self.clock.now()
