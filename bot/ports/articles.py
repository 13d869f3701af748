"""The store of articles, their versions and stories."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain.articles import Article, Learned, ReadArticle, Way
from bot.domain.identifiers import ArticleId, ChannelKey, MessageId, SourceId, StoryId, VersionId
from bot.domain.stories import Placement, StoryChange, StoryEvent, StorySample


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
    #: Whether nobody has asked for this very article, as when a feed brings it: what the channel was
    #: asked to forget stays forgotten then, and is brought back otherwise.
    is_unasked: bool = False


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

        Raises:
            ForgottenError: the channel was asked to forget it, and nobody has asked for it since.
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

    async def told_after(
        self,
        channel: ChannelKey,
        story_ids: Collection[StoryId],
        since: datetime,
        newest: int,
        *,
        as_of: datetime | None = None,
    ) -> Sequence[Article]:
        """Of each of these stories the articles told last after `since`, without copies.

        At most `newest` of each, the latest first: stories grow to thousands of articles, whose texts
        nobody wants to read for that.
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
        output; the article itself goes when no other channel knows it.  With one article, what
        carries its text letter for letter goes too, and no feed brings it back to this channel.
        """
        ...

    async def note_forgotten(self, channel: ChannelKey, urls: Collection[str]) -> None:
        """Note canonical URLs that a channel asked to forget before they were read."""
        ...

    async def forgotten_urls(self, channel: ChannelKey, urls: Collection[str]) -> frozenset[str]:
        """Which of these canonical URLs a channel was asked to forget."""
        ...

    async def forget_message(self, channel: ChannelKey, message_id: MessageId) -> int:
        """Forget a message's words and what it brought; the number of articles forgotten."""
        ...
