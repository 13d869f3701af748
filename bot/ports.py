"""What features need from the world, as protocols; adapters above implement them.

Every store method may raise `StoreError`; every method that takes `now` takes an aware time.
One contract suite per port runs on every implementation (`tests/contracts/`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain.answers import Answer, Turn
from bot.domain.articles import Article, Hit, Learned, Passage, ReadArticle, Way
from bot.domain.briefings import Briefing, Usage
from bot.domain.changes import SecondLook, TextChange
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import (
    AnswerId,
    ArticleId,
    BriefingId,
    ChannelKey,
    DeliveryId,
    MessageId,
    ScheduleId,
    SourceId,
    StoryId,
    VersionId,
)
from bot.domain.messages import Attachment, Delivery, Feedback, IncomingMessage, Post, Whose
from bot.domain.schedules import ChannelSettings, Schedule, Slot, SlotOutcome
from bot.domain.sources import FeedTold, Source, SourceHealth, Validators
from bot.domain.stories import Placement, StoryChange, StoryEvent, StorySample


class Clock(Protocol):
    """The only place where time comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


# ---------------------------------------------------------------- the web


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back from an address.  `body` is empty when `is_unchanged`."""

    url: str
    #: The address after redirects.
    final_url: str
    status: int
    content_type: str
    body: bytes
    validators: Validators
    fetched_at: datetime
    #: The server answered 304 to the validators that it was shown.
    is_unchanged: bool = False
    #: Seconds for which the server asks not to be asked again (``Cache-Control: max-age``).
    max_age_seconds: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: The address that it was moved to for good, by the first redirects (301, 308), if any.
    moved_to: str | None = None


#: Says whether an address may be asked, by raising a `FetchError` or not.
BeforeEach = Callable[[str], Awaitable[None]]


class Fetcher(Protocol):
    """Reads addresses outside the network, and no others."""

    async def fetch(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        before_each: BeforeEach | None = None,
    ) -> Fetched:
        """Read one address; `before_each` hears it, and each that a redirect leads to, before.

        Raises:
            ForbiddenAddressError, HostUnreachableError, BadStatusError, TooManyRedirectsError,
            TooLargeError: as their names say; the message is fit for a person.
            FetchError: as `before_each` raised it; the address was not asked.
        """
        ...


class PageReader(Protocol):
    """Finds the article in a page; the work is heavy and leaves the event loop."""

    async def read_page(self, html: bytes, url: str | None, content_type: str) -> ReadArticle:
        """The article in `html`.

        Raises:
            NoArticleError: the page holds none.
            TooLargeError: the page is larger than is read, or took longer than is allowed.
        """
        ...

    async def read_document(
        self, body: bytes, *, name: str, content_type: str, url: str | None = None
    ) -> ReadArticle:
        """The article in a text, a page, a PDF or a mail; `name` is what its sender calls it.

        Raises:
            NoArticleError, TooLargeError: as for `read_page`.
        """
        ...


# ---------------------------------------------------------------- memory


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """By what a text is recognised when it comes again (`ingest.duplicates` makes it)."""

    #: SHA-256, in hex, of the normalised text: equal for texts that are the same to a reader.
    content_hash: str
    #: Signed 64-bit hashes, any of which near duplicates are likely to share.
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Indexed:
    """A read article made ready for the store."""

    article: ReadArticle
    #: Spans ``(start, end)`` of ``article.text``, in order.
    passages: tuple[tuple[int, int], ...]
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an article comes into one channel's memory."""

    channel: ChannelKey
    way: Way
    learned_at: datetime
    fetched_at: datetime
    source_id: SourceId | None = None
    #: The message that brought it, so that deleting the message forgets the article.
    message_id: MessageId | None = None


@dataclass(frozen=True, slots=True)
class Embedding:
    """A passage's vector, unit length, as made by `model`."""

    version_id: VersionId
    start: int
    end: int
    vector: Sequence[float]


@dataclass(frozen=True, slots=True)
class Lead:
    """What a version is about: the mean of the vectors of its first passages, by one model."""

    version_id: VersionId
    story_id: StoryId | None
    language: str | None
    published_at: datetime | None
    vector: NDArray[np.float32]


class ArticleStore(Protocol):
    """What every channel has read.  No method shows one channel what only another has."""

    async def learn(
        self,
        indexed: Indexed,
        arrival: Arrival,
        duplicate_of: ArticleId | None,
        placement: Placement | None = None,
    ) -> Learned:
        """Keep an article, its version and passages, and let the channel know it.

        It is counted to the story that it had, that its original has, or else to that of
        `placement`; with none of these it starts its own.  The merges and splits of `placement`
        are made and put on record if the article is new.  All of it is kept, or nothing.

        The same URL with the same text again changes nothing (``is_new`` and ``is_update`` are
        both false); with another text it becomes the channel's next version of the article.
        """
        ...

    async def article(
        self, channel: ChannelKey, article_id: ArticleId, *, as_of: datetime | None = None
    ) -> Article:
        """The newest version that the channel knew by `as_of`.

        Raises:
            NotFoundError: the channel does not know this article.
        """
        ...

    async def version(self, channel: ChannelKey, version_id: VersionId) -> Article:
        """One version that the channel knows.

        Raises:
            NotFoundError: the channel does not know it.
        """
        ...

    async def versions(self, channel: ChannelKey, article_id: ArticleId) -> Sequence[Article]:
        """Every version of an article that the channel knows, oldest first."""
        ...

    async def by_url(self, channel: ChannelKey, url: str) -> Article | None:
        """The article at a canonical URL, as the channel knows it now."""
        ...

    async def known_urls(self, channel: ChannelKey, urls: Collection[str]) -> frozenset[str]:
        """Which of these canonical URLs the channel has already read."""
        ...

    async def learned_between(
        self,
        channel: ChannelKey,
        since: datetime | None,
        until: datetime,
        *,
        limit: int | None = None,
    ) -> Sequence[Article]:
        """Articles whose newest version by `until` was learned in ``(since, until]``, newest first."""
        ...

    async def of_stories(
        self, channel: ChannelKey, story_ids: Collection[StoryId], *, as_of: datetime | None = None
    ) -> Sequence[Article]:
        """All articles of these stories that the channel knew by `as_of`.

        The id of a story that was merged into another one means that one.
        """
        ...

    async def story_samples(
        self, channel: ChannelKey, story_ids: Collection[StoryId], newest: int
    ) -> Sequence[StorySample]:
        """Of each of these stories the articles learned last, at most `newest`, without copies."""
        ...

    async def story_events(self, channel: ChannelKey, story_id: StoryId) -> Sequence[StoryEvent]:
        """The merges and splits that a story was in, on either side, oldest first."""
        ...

    async def near(self, channel: ChannelKey, fingerprint: Fingerprint) -> Sequence[Article]:
        """Few articles of the channel that share the hash or bands, the likest first.

        They are candidates for duplicates.
        """
        ...

    async def assign_story(
        self, channel: ChannelKey, article_id: ArticleId, story_id: StoryId
    ) -> None:
        """Count an article of the channel to a story."""
        ...

    async def change_story(
        self, channel: ChannelKey, change: StoryChange, because_of: ArticleId, at: datetime
    ) -> None:
        """Merge or split a story, and put it on record; nothing if its articles have left it."""
        ...

    async def reserve(self, article_id: ArticleId) -> None:
        """Note that its publisher reserves AI use of an article: of every text it has had.

        For good, and for every channel: it is the publisher's word, not a channel's.
        """
        ...

    async def count(self, channel: ChannelKey) -> int:
        """How many articles the channel knows."""
        ...

    async def channels(self) -> Sequence[ChannelKey]:
        """Every channel that has read, followed, scheduled or set anything, sorted."""
        ...

    async def forget(self, channel: ChannelKey, article_id: ArticleId | None) -> int:
        """Forget one article, or all, with every derivative; the number of articles forgotten.

        Reaches text, passages, index, vectors, posted sentences that rest on it and cached model
        output; the article itself goes when no other channel knows it.
        """
        ...

    async def forget_message(self, channel: ChannelKey, message_id: MessageId) -> int:
        """Forget a message's words and what it brought; the number of articles forgotten."""
        ...


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """Terms to look for, any of them; longer and rarer terms count more."""

    terms: tuple[str, ...]
    #: Exact word sequences that were put in quotes.
    phrases: tuple[tuple[str, ...], ...] = ()
    #: Other names and forms of the terms: they count less.
    others: tuple[str, ...] = ()


class Memory(Protocol):
    """Where reading ends: what a channel remembers (`memory.channel_memory` implements it)."""

    async def remember(
        self,
        article: ReadArticle,
        fingerprint: Fingerprint,
        arrival: Arrival,
        duplicate_of: ArticleId | None,
    ) -> Learned:
        """Cut passages, keep the article, find its story, and embed it if there is an embedder."""
        ...


class SearchIndex(Protocol):
    """Full text and vectors of each channel, apart from every other channel's."""

    async def lexical(
        self,
        channel: ChannelKey,
        query: LexicalQuery,
        limit: int,
        *,
        as_of: datetime | None = None,
        newest: int | None = None,
        fits: Callable[[datetime], float] | None = None,
    ) -> Sequence[Hit]:
        """Passages that hold any of the terms, best first; only what was known by `as_of`.

        Of an article only the version that was newest by `as_of` is searched.  With `newest`
        only about so many texts are, those learned last: the cost is then the same in any channel.
        `fits` says what an article's date of publication multiplies its passages' scores by.
        """
        ...

    async def articles(
        self, channel: ChannelKey, query: LexicalQuery, limit: int, *, newest: int, leads: int
    ) -> Sequence[Article]:
        """The articles whose titles or `leads` first passages hold any of the terms, best first.

        At most as many as `limit` passages have, and of about the `newest` texts (see `lexical`).
        """
        ...

    async def nearest(
        self,
        channel: ChannelKey,
        vector: Sequence[float],
        model: str,
        limit: int,
        *,
        as_of: datetime | None = None,
    ) -> Sequence[Hit]:
        """Passages whose vectors by `model` are nearest, best first (cosine)."""
        ...

    async def without_vectors(
        self,
        channel: ChannelKey,
        model: str,
        limit: int,
        *,
        of: VersionId | None = None,
        with_reserved: bool = False,
        length: int | None = None,
    ) -> Sequence[Passage]:
        """Passages that have no vector by `model` yet; `of`: those of one version alone.

        With `length`, a vector of another length is none.
        Those of articles whose publishers reserve AI use only `with_reserved`.
        """
        ...

    async def leads(
        self,
        channel: ChannelKey,
        model: str,
        passages: int,
        *,
        of: Collection[VersionId] | None = None,
        newest: int | None = None,
        not_in: str | None = None,
    ) -> Sequence[Lead]:
        """What versions in force are about, by their first `passages`, copies left out.

        `of`: these alone; `newest`: about so many, those learned last; `not_in`: not those in
        this language, nor those whose language is unknown.
        """
        ...

    async def keep_vectors(self, model: str, embeddings: Sequence[Embedding]) -> None:
        """Keep vectors, replacing those of the same passage and model."""
        ...

    async def passages(self, channel: ChannelKey, version_id: VersionId) -> Sequence[Passage]:
        """A version's passages in order."""
        ...


class LookStore(Protocol):
    """Which cited articles are looked at again, what was found, and what changed between versions."""

    async def enrol(self, since: datetime, limit: int) -> int:
        """Let articles cited in posts sent since then be looked at again; how many are new to it.

        At most `limit` at a time, those cited first; an article that is enrolled stays as it is.
        Only articles whose text was read at their address: what was pasted or came in a file says
        nothing about its page.
        """
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[SecondLook]:
        """Articles of every channel whose time to be looked at has come, longest waiting first."""
        ...

    async def look_at(self, channel: ChannelKey, article_id: ArticleId) -> SecondLook | None:
        """How looking at one article stands; None when it was never cited, or was forgotten."""
        ...

    async def cited(self, channel: ChannelKey, limit: int) -> Sequence[SecondLook]:
        """The channel's cited articles, those cited last first."""
        ...

    async def note(self, look: SecondLook) -> None:
        """Note what a look found and when the next is due; nothing if it was forgotten meanwhile."""
        ...

    async def keep_changes(
        self,
        channel: ChannelKey,
        before: VersionId,
        after: VersionId,
        changes: Sequence[TextChange],
    ) -> None:
        """Keep what one version changed of another; not if the channel has forgotten either."""
        ...

    async def changes(
        self, channel: ChannelKey, before: VersionId, after: VersionId
    ) -> Sequence[TextChange] | None:
        """What one version changed of another; None when that is not kept."""
        ...


# ---------------------------------------------------------------- sources, settings, schedules


class SourceStore(Protocol):
    """What each channel follows, and how reading it goes."""

    async def follow(
        self, channel: ChannelKey, url: str, title: str | None, now: datetime
    ) -> Source:
        """Follow a feed; following it again returns the same source."""
        ...

    async def unfollow(self, channel: ChannelKey, url: str) -> bool:
        """Stop following; whether it was followed.  What was read stays in memory."""
        ...

    async def sources(self, channel: ChannelKey) -> Sequence[SourceHealth]:
        """What a channel follows, in the order it was added."""
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[SourceHealth]:
        """Sources of every channel whose time to be read has come, longest waiting first."""
        ...

    async def record_success(
        self,
        source_id: SourceId,
        *,
        now: datetime,
        validators: Validators,
        next_read_at: datetime,
        new_items: int,
        told: FeedTold | None,
    ) -> None:
        """Note a read that went well; failures start from zero again.

        With nothing `told`, as when nothing has changed, what was told before still holds.
        """
        ...

    async def note_moved(self, source_id: SourceId, moved_to: str | None) -> int:
        """Note where a source's host says that it has moved to; in how many reads on end."""
        ...

    async def move(self, source_id: SourceId, url: str) -> bool:
        """Read a source at another address from now on; not where its channel follows that already.

        What its old address was answered with is forgotten: the next read is a whole one.
        """
        ...

    async def record_failure(
        self, source_id: SourceId, *, now: datetime, error: str, next_read_at: datetime
    ) -> None:
        """Note a read that failed, in a sentence that a person understands."""
        ...


class SettingsStore(Protocol):
    """What each channel has asked for."""

    async def settings(self, channel: ChannelKey) -> ChannelSettings:
        """A channel's settings; the defaults if it never set any."""
        ...

    async def save_settings(self, settings: ChannelSettings) -> None:
        """Replace a channel's settings."""
        ...


class ScheduleStore(Protocol):
    """Digest schedules and the slots that were handled."""

    async def save_schedule(self, schedule: Schedule) -> None:
        """Set the channel's schedule, in place of an earlier one."""
        ...

    async def drop_schedule(self, channel: ChannelKey) -> bool:
        """End the channel's schedule; whether it had one."""
        ...

    async def schedule(self, channel: ChannelKey) -> Schedule | None:
        """The channel's schedule."""
        ...

    async def schedules(self) -> Sequence[Schedule]:
        """Every schedule there is."""
        ...

    async def slot_outcome(self, schedule_id: ScheduleId, local_date: date) -> SlotOutcome | None:
        """What became of a slot; None when it was never touched."""
        ...

    async def record_slot(self, slot: Slot, outcome: SlotOutcome, now: datetime) -> bool:
        """Note what became of a slot; whether it was noted.

        ``STARTED`` is a claim: of all that claim a slot, on all replicas, one is told True.
        Another outcome takes the place of ``STARTED`` or of nothing, and is then final.
        """
        ...


# ---------------------------------------------------------------- messages, deliveries, ledger


class MessageStore(Protocol):
    """The inbox, the threads, the deliveries and the feedback."""

    async def keep_incoming(self, message: IncomingMessage) -> bool:
        """Keep a message once; whether it is new.  Comes before the platform is acknowledged."""
        ...

    async def incoming(self, channel: ChannelKey, message_id: MessageId) -> IncomingMessage:
        """A kept message.

        Raises:
            NotFoundError: there is none.
        """
        ...

    async def knows(self, channel: ChannelKey, message_id: MessageId) -> bool:
        """Whether a message was kept, or words that came from it."""
        ...

    async def thread(
        self, channel: ChannelKey, root: MessageId, *, limit: int = 20
    ) -> Sequence[Turn]:
        """The newest turns of a thread, oldest first: people's messages and our sent posts."""
        ...

    async def timeline(
        self, channel: ChannelKey, *, thread: MessageId | None = None, limit: int = 200
    ) -> Sequence[IncomingMessage | Delivery]:
        """The newest messages of a channel (top level) or thread (root included), oldest first.

        People's messages as they came in, ours once they are sent.
        """
        ...

    async def reply_counts(
        self, channel: ChannelKey, roots: Collection[MessageId]
    ) -> Mapping[MessageId, int]:
        """How many messages, people's and our sent ones, each of these threads has after its root."""
        ...

    async def whose(self, channel: ChannelKey, root: MessageId) -> Whose:
        """Whether a thread is ours, or may be, at one moment."""
        ...

    async def ask_stop(self, channel: ChannelKey, thread: MessageId) -> None:
        """Note that a person wants the work on a thread's messages to stop."""
        ...

    async def is_stopped(self, channel: ChannelKey, message_id: MessageId) -> bool:
        """Whether a person asked for the work on this message to stop."""
        ...

    async def keep_delivery(self, post: Post, now: datetime) -> None:
        """Write a post down before it is sent; the one kept first under its id wins."""
        ...

    async def delivery(self, delivery_id: DeliveryId) -> Delivery:
        """A delivery; its claims have passed the gate again on the way out of the store.

        Raises:
            NotFoundError: there is none.
        """
        ...

    async def mark_sending(self, delivery_id: DeliveryId) -> None:
        """Note that the post is being handed to its platform."""
        ...

    async def unconfirmed(
        self, kept_after: datetime, kept_before: datetime, limit: int
    ) -> Sequence[tuple[ChannelKey, DeliveryId]]:
        """Posts kept in a time that were handed to their platform and not confirmed, oldest first."""
        ...

    async def mark_sent(
        self, delivery_id: DeliveryId, message_ids: Sequence[MessageId], now: datetime
    ) -> None:
        """Note the platform's confirmation: the messages that the post became, in order."""
        ...

    async def mark_failed(self, delivery_id: DeliveryId, now: datetime) -> None:
        """Give a post up."""
        ...

    async def sent_post(self, channel: ChannelKey, message_id: MessageId) -> Delivery | None:
        """The delivery behind one of our messages."""
        ...

    async def newest_sent(self, channel: ChannelKey, thread: MessageId) -> Delivery | None:
        """Our newest post with cited sentences in a thread, its root included."""
        ...

    async def revisions_due(self, limit: int) -> Sequence[Delivery]:
        """Sent posts that lost something to forgetting and still stand as they were sent."""
        ...

    async def mark_revised(self, delivery_id: DeliveryId, revision: int) -> None:
        """Note that the platform shows the post as it was at this revision."""
        ...

    async def keep_feedback(self, feedback: Feedback) -> None:
        """Keep a thumb; a person's newer thumb on a message replaces the older."""
        ...

    async def drop_feedback(self, channel: ChannelKey, reaction_id: MessageId) -> None:
        """Forget the thumb that was given by a reaction, if one was."""
        ...

    async def feedback(
        self, channel: ChannelKey, *, message_id: MessageId | None = None
    ) -> Sequence[Feedback]:
        """The thumbs given in a channel, or on one message of it, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class SentStory:
    """What a channel was last sent of a story."""

    story_id: StoryId
    sent_at: datetime
    briefing_id: BriefingId
    #: Versions of the story that the channel knew by the briefing's `until`.
    version_ids: frozenset[VersionId]
    #: Every sentence that was sent of it, headline first.
    sentences: tuple[str, ...]


class BriefingStore(Protocol):
    """Briefings, answers, and the ledger of what each channel was actually sent."""

    async def keep_briefing(self, briefing: Briefing) -> None:
        """Keep a briefing; the one kept first under its id wins."""
        ...

    async def briefing(self, briefing_id: BriefingId) -> Briefing:
        """A briefing; its claims have passed the gate again.

        Raises:
            NotFoundError: there is none.
        """
        ...

    async def latest_briefing(self, channel: ChannelKey) -> Briefing | None:
        """The newest briefing that the channel was sent (by the time it was sent)."""
        ...

    async def keep_answer(self, answer: Answer) -> None:
        """Keep an answer."""
        ...

    async def answer(self, answer_id: AnswerId) -> Answer:
        """An answer; its claims have passed the gate again.

        Raises:
            NotFoundError: there is none.
        """
        ...

    async def ledger(self, channel: ChannelKey) -> Mapping[StoryId, SentStory]:
        """What the channel was last sent of each story."""
        ...

    async def sent_before(self, briefing_id: BriefingId) -> Mapping[StoryId, SentStory]:
        """What the channel had last been sent of each story of a briefing, before that briefing.

        Raises:
            NotFoundError: there is no such briefing.
        """
        ...

    async def ledger_moved_to(self, channel: ChannelKey) -> datetime | None:
        """Up to when the channel was sent whatever it had learned; None at first.

        The `until` of the newest confirmed briefing, passing over those that were about one topic
        or that began later than the ones before them ended: what they skipped is still to be sent.
        The first that counts is one whose `since` is None.
        """
        ...

    async def move_ledger(self, briefing_id: BriefingId, sent_at: datetime) -> None:
        """Note that a briefing was sent; twice is once.  Only for confirmed deliveries."""
        ...


# ---------------------------------------------------------------- the language model


@dataclass(frozen=True, slots=True)
class Prompt:
    """A filled prompt file, traceable by name, version and hash."""

    name: str
    version: int
    sha256: str
    system: str
    user: str
    #: JSON Schema that the reply must fit.
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A model's reply: `document` is parsed and fits the prompt's schema."""

    document: Mapping[str, Any]
    usage: Usage
    model: str


class LanguageModel(Protocol):
    """Writes from a prompt.  There may be none: features then get None instead."""

    @property
    def name(self) -> str:
        """The model's name, as people are told it."""
        ...

    async def complete(
        self,
        prompt: Prompt,
        *,
        deadline_seconds: float,
        on_text: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """Ask once, within the deadline; `on_text` hears the raw reply so far as it streams in.

        "So far" is all of it each time; after a dropped connection it begins anew.

        Raises:
            ModelUnavailableError, ModelSetupError, ModelRefusedError, ModelGarbageError,
            BudgetSpentError
        """
        ...


class UsageStore(Protocol):
    """Tokens spent, by day."""

    async def tokens_spent(self, day: date) -> int:
        """Prompt and completion tokens of one UTC day, over all replicas."""
        ...

    async def record_usage(self, day: date, usage: Usage, model: str) -> None:
        """Add to a day's account."""
        ...


class DraftCache(Protocol):
    """What a model once wrote of public articles, so that no channel pays twice (DESIGN D9).

    A draft is unverified: it passes the gate in every channel that uses it.
    """

    async def get(self, key: str) -> Mapping[str, Any] | None:
        """The draft kept under a key (a hash of the evidence, the prompt's and the model's name)."""
        ...

    async def put(
        self, key: str, document: Mapping[str, Any], version_ids: Collection[VersionId]
    ) -> None:
        """Keep a draft written from these versions; the one kept first under a key wins.

        Forgetting any of the versions drops it.  With one that was forgotten meanwhile, or that was
        pasted into one channel, it is not kept.
        """
        ...


class ReplicaStore(Protocol):
    """Which replicas are at work, so that the others find the dead ones' work (DESIGN D2)."""

    async def beat(self, executor_id: str, now: datetime) -> None:
        """Note that a replica lives."""
        ...

    async def dead(self, now: datetime, older_than: timedelta) -> Sequence[str]:
        """Replicas not heard of for longer than `older_than`, longest silent first."""
        ...

    async def forget(self, executor_id: str) -> bool:
        """Strike a replica from the list; of all that strike it, one is told True."""
        ...


class Embedder(Protocol):
    """Turns texts into unit vectors.  There may be none: recall is then lexical."""

    @property
    def name(self) -> str:
        """The embedding model's name; vectors of different names are never compared."""
        ...

    @property
    def is_outside(self) -> bool:
        """Whether texts leave this program for it: what publishers reserve may not."""
        ...

    async def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One unit vector per text, in order.

        Raises:
            ModelUnavailableError, ModelSetupError, ModelGarbageError
        """
        ...


# ---------------------------------------------------------------- platforms


class Platform(Protocol):
    """A place where people chat.  Platforms translate; they decide nothing."""

    @property
    def name(self) -> str:
        """The first part of its channels' keys: ``slack``, ``matrix``, ``local``."""
        ...

    async def post(self, post: Post, *, again: bool = False) -> Sequence[MessageId]:
        """Send a post once; the messages it became, the first of which its thread hangs on.

        With `again` it may have been sent before without our hearing of it: the platform makes
        sure, by the delivery id, that it is not sent twice.

        Raises:
            PlatformUnavailableError: try again, after `retry_after_seconds` if given.
            PostRefusedError: never try again.
        """
        ...

    async def revise(self, delivery: Delivery) -> None:
        """Show a sent post as it is now: something that it rested on was forgotten.

        Raises:
            PlatformUnavailableError, PostRefusedError: as for `post`.
        """
        ...

    @property
    def sends_here(self) -> bool:
        """Whether this replica can send at the moment; another one may have to."""
        ...

    @property
    def sends_for_all(self) -> bool:
        """Whether what other replicas began to send and cannot is this one's to send.

        Only where a post that two replicas send at once stands there once.
        """
        ...

    async def may_configure(self, channel: ChannelKey, person: str) -> bool:
        """Whether a person may change a channel's settings, now.

        Raises:
            PlatformUnavailableError: it cannot be found out at the moment.
        """
        ...

    async def download(self, channel: ChannelKey, attachment: Attachment) -> bytes:
        """The bytes of a file that came with a message.

        Raises:
            TooLargeError: it is larger than is read.
            FetchError: it cannot be had.
        """
        ...

    async def preview(self, post: Post) -> None:
        """Show the verified parts of a post that is still being written; may do nothing."""
        ...

    async def working(
        self, channel: ChannelKey, thread: MessageId | None, *, is_working: bool
    ) -> None:
        """Show that the bot is at work, or has stopped; may do nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Departure:
    """Channels that are lost to us, by how their keys begin, and since when."""

    channels: str
    left_at: datetime


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

    async def withdraw(self, channel: ChannelKey, message_id: MessageId) -> None:
        """A message was deleted: forget it, what it brought, and what was made of that."""
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


class PreviewStore(Protocol):
    """Messages that stand on a platform while their post is still being written.

    A process that takes the work over finds the message and goes on in it.
    """

    async def keep_preview(
        self, delivery_id: DeliveryId, channel: ChannelKey, message_id: MessageId
    ) -> None:
        """Note where a post is being shown."""
        ...

    async def preview(self, delivery_id: DeliveryId) -> MessageId | None:
        """Where a post is being shown, if it is."""
        ...

    async def drop_preview(self, delivery_id: DeliveryId) -> None:
        """The post stands there as it was sent."""
        ...


class ChannelPurge(Protocol):
    """Deletes everything of channels that are lost to us."""

    async def purge(self, channels: str) -> int:
        """Delete all of one channel, or of all whose keys begin with ``…/``; how many there were."""
        ...

    async def leave(self, channels: str, left_at: datetime) -> Departure:
        """Note that channels are lost to us: they are to be purged, now and when work has ended."""
        ...

    async def come_back(self, channel: ChannelKey) -> None:
        """A channel is ours again: what comes into it from now on is not swept."""
        ...

    async def departures(self) -> Sequence[Departure]:
        """Channels that were lost to us and are not purged to the end."""
        ...

    async def sweep(self, gone: Departure) -> None:
        """Purge again what late work left behind, unless they came back; then the matter is over."""
        ...


class ChannelMove(Protocol):
    """Gives everything of a channel to the one that replaces it."""

    async def move(self, old: ChannelKey, new: ChannelKey) -> bool:
        """Move it; twice is once.  Whether there was nothing in the way."""
        ...


ClaimSink = Callable[[CitedClaim], None]
"""Hears each verified sentence as soon as the gate has passed it (DESIGN D8)."""
