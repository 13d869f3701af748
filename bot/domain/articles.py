"""Articles: what was read, what is stored, and what a channel remembers of it.

The types follow the article on its way, one per arrow::

    FeedItem -> ReadArticle -> Article (one version, stored) -> Passage -> Hit
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from bot.domain.dating import DateSource
from bot.domain.identifiers import ArticleId, ChannelKey, SourceId, StoryId, VersionId
from bot.domain.opinions import is_opinion
from bot.domain.satire import is_satire
from bot.domain.sources import ReadingTimes


def _hashed(*parts: str) -> str:
    named = "\0".join(parts)
    return blake2b(named.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Way(StrEnum):
    """How an article came into a channel's memory."""

    FEED = "feed"
    LINK = "link"
    PASTE = "paste"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed as the feed tells it; `html` may be a summary or the whole text."""

    item_id: str
    url: str | None
    title: str | None
    html: str | None
    published_at: datetime | None
    author: str | None
    language: str | None
    #: Which of the feed's dates that is.
    date_source: DateSource = DateSource.FEED

    @property
    def key(self) -> str:
        """By what it is known again, in hex: one whose link changed under its id is another page."""
        return _hashed(self.item_id, self.url or "")

    @property
    def title_mark(self) -> str:
        """By what it is known that its title has changed: its article may be another one now."""
        return _hashed(self.title or "")

    @property
    def keys(self) -> tuple[str, ...]:
        """All by which it is known again, `key` first.

        Some feeds write a new session into each link at each read; what such links share is their
        page, and with it the title and the very minute.  Midnight is no time of day.
        """
        at = self.published_at
        if not (self.url and "?" in self.url and self.title and at and (at.hour or at.minute)):
            return (self.key,)
        page = self.url.partition("?")[0]
        return (self.key, _hashed(page, self.title, at.isoformat()))


@dataclass(frozen=True, slots=True)
class AwaitedItem:
    """An item that its feed has brought and whose article has not been read yet."""

    item: FeedItem
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed document after parsing, whatever its format."""

    title: str | None
    home_url: str | None
    language: str | None
    items: tuple[FeedItem, ...]
    times: ReadingTimes = field(default_factory=ReadingTimes)
    #: Whether its publisher reserves AI use of the feed itself.
    is_reserved: bool = False


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as read, before it is stored: clean text, no boilerplate, no markup.

    `url` is canonical.  With no `url` the text was pasted or piped and belongs to its channel
    alone.  `published_at` is aware; a bare date stands at midnight UTC.
    """

    text: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    #: Who says when it was published; None with no date, or where nobody asked.
    date_source: DateSource | None = None
    language: str | None = None
    #: The agency or outlet that the text credits ("AFP"), when it names one.
    credit: str | None = None
    #: The id that a JSONL line brought along.
    external_id: str | None = None
    #: When it was last changed, and who says so.
    modified_at: datetime | None = None
    modified_source: DateSource | None = None
    #: The section of its site that the page stands in.
    section: str | None = None
    #: Names of the files that came with it, in a mail, and were not read.
    left_out: tuple[str, ...] = ()
    #: Whether its publisher reserves AI use; None where nothing was said of it.
    is_reserved: bool | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One stored version of an article, with what its channel knows about it.

    `text` is the version's whole text; every offset in the project counts its characters.
    """

    article_id: ArticleId
    version_id: VersionId
    #: 1 for the first text that this channel learned of the article, then 2, 3, ...
    version_number: int
    channel: ChannelKey
    text: str
    url: str | None
    title: str | None
    outlet: str | None
    author: str | None
    published_at: datetime | None
    language: str | None
    credit: str | None
    external_id: str | None
    learned_at: datetime
    fetched_at: datetime
    way: Way
    source_id: SourceId | None
    story_id: StoryId | None
    #: The article of the same channel whose text this one carries, entirely or nearly.
    duplicate_of: ArticleId | None
    #: Whether its publisher reserves AI use: no more than its headline may be shown to a model.
    is_reserved: bool = False
    #: Who says when it was published, when it was last changed, and who says that.
    date_source: DateSource | None = None
    modified_at: datetime | None = None
    modified_source: DateSource | None = None
    #: The section of its site that it stands in.
    section: str | None = None

    @property
    def is_headline_only(self) -> bool:
        """Whether nothing could be read of it but its headline."""
        return self.text == self.title

    @property
    def is_opinion(self) -> bool:
        """Whether its publisher marks it as opinion, comment, analysis or a letter."""
        return is_opinion(self.title, self.url, self.text, self.section)

    @property
    def is_satire(self) -> bool:
        """Whether its publisher marks it as satire, or prints nothing else."""
        return is_satire(self.title, self.url, self.text, self.section, self.outlet)

    @property
    def told_at(self) -> datetime:
        """When it was published, or learned where no date is known."""
        return self.published_at or self.learned_at

    @property
    def origin_id(self) -> ArticleId:
        """The article that first carried this text: copies of one wire text share it."""
        return self.duplicate_of or self.article_id


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable span of one version: ``article.text[start:end] == text``."""

    version_id: VersionId
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that recall found, best first; `score` only compares hits of one search."""

    rank: int
    score: float
    passage: Passage
    article: Article


@dataclass(frozen=True, slots=True)
class Learned:
    """What became of a `ReadArticle` in one channel."""

    article_id: ArticleId
    version_id: VersionId
    #: Whether the channel had no version of this article before.
    is_new: bool
    #: Whether this text replaces an earlier version in this channel.
    is_update: bool
    duplicate_of: ArticleId | None
    url: str | None
    title: str | None
    external_id: str | None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was not read, and why, in a sentence that a person understands."""

    source: str
    reason: str


class Omission(StrEnum):
    """Why an article did not reach a briefing; `omitted` tells people in words."""

    OFF_SUBJECT = "off_subject"
    #: Not about the one topic that was asked for.
    OFF_TOPIC = "off_topic"
    DUPLICATE = "duplicate"
    BELOW_THRESHOLD = "below_threshold"
    #: It names no states or bodies, which is all that is known of its language.
    UNKNOWN_LANGUAGE = "unknown_language"
    OVER_LIMIT = "over_limit"
    NO_VERIFIED_SENTENCE = "no_verified_sentence"
    #: Somebody's opinion and no report: not told as a fact.
    OPINION = "opinion"
    #: Satire: none of it is meant.
    SATIRE = "satire"
    #: It gives orders to chatbots: nothing is written from it.
    SPEAKS_TO_MACHINES = "speaks_to_machines"


@dataclass(frozen=True, slots=True)
class Omitted:
    """One article that a briefing left out."""

    article_id: ArticleId
    title: str | None
    url: str | None
    outlet: str | None
    reason: Omission
