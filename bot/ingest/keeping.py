"""Keeping: a read article becomes part of what a channel remembers."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.articles import Article, Learned, ReadArticle, Rejection, Way
from bot.domain.identifiers import ArticleId, ChannelKey, MessageId, SourceId
from bot.errors import StoreError, StoreUnavailableError
from bot.ingest.canonical_url import same_site
from bot.ingest.duplicates import containment, find_original, fingerprint
from bot.ingest.item_reading import ItemRead
from bot.ingest.publication import believable, dated_by_dateline
from bot.ports.articles import Arrival, ArticleStore
from bot.ports.clock import Clock
from bot.ports.search import Memory

#: A text that shrank below this share of its characters may be a stub; one that holds less than this
#: share of the shorter text's shingles is another page (`second_looks.verdict` compares words).
_SHRUNK, _IN_COMMON = 0.5, 0.1


class ArticleKeeper:
    """Lets channels know articles.

    Every method may raise `StoreError`.
    """

    def __init__(self, articles: ArticleStore, memory: Memory, clock: Clock) -> None:
        self._articles = articles
        self._memory = memory
        self._clock = clock

    async def keep(
        self,
        channel: ChannelKey,
        article: ReadArticle,
        way: Way,
        *,
        source_id: SourceId | None = None,
        message_id: MessageId | None = None,
        learned_at: datetime | None = None,
        is_unasked: bool = False,
    ) -> Learned:
        """Let a channel know an article; the same again changes nothing, another text is a version.

        `learned_at` defaults to now; an archive is learned when it was published.  Of what
        `is_unasked`, as an article that a feed brings, a text that may be a stub, or another page, is
        no version.

        Raises:
            ForgottenError: it `is_unasked`, and the channel was asked to forget it.
        """
        now = self._clock.now()
        article = dated_by_dateline(article, now)
        article, _ = believable(article, now, article.url or "text")
        known = await self._articles.by_url(channel, article.url) if article.url else None
        if known is not None and _says_the_same(known, article, learned_at or now):
            return _known_already(known, article)
        if (
            known is not None
            and is_unasked
            and not await asyncio.to_thread(_goes_on, known, article)
        ):
            return _known_already(known, article)
        mark = await asyncio.to_thread(fingerprint, article.text)
        arrival = Arrival(
            channel=channel,
            way=way,
            learned_at=learned_at or now,
            fetched_at=now,
            source_id=source_id,
            message_id=message_id,
            is_unasked=is_unasked,
        )
        near = await self._articles.near(channel, mark) if known is None else ()
        again = _printed_before(article, near) if way is Way.FEED else None
        if again is not None:
            return _known_already(again, article)
        original = await self._original(article, near, known)
        return await self._memory.remember(article, mark, arrival, original)

    async def known_urls(self, channel: ChannelKey, urls: Collection[str]) -> frozenset[str]:
        """Which of these canonical URLs the channel has already read."""
        return await self._articles.known_urls(channel, urls) if urls else frozenset()

    async def forgotten_urls(self, channel: ChannelKey, urls: Collection[str]) -> frozenset[str]:
        """Which of these canonical URLs the channel was asked to forget."""
        return await self._articles.forgotten_urls(channel, urls) if urls else frozenset()

    async def note_forgotten(self, channel: ChannelKey, urls: Collection[str]) -> None:
        """Note canonical URLs that the channel asked to forget before they were read."""
        if urls:
            await self._articles.note_forgotten(channel, urls)

    async def _original(
        self, article: ReadArticle, near: Sequence[Article], known: Article | None
    ) -> ArticleId | None:
        """Whose text it is.  A new version of an article is as original as its first one was."""
        if known is not None:
            return known.duplicate_of
        return await asyncio.to_thread(find_original, article, near)

    async def keep_all(
        self,
        channel: ChannelKey,
        reads: Sequence[ItemRead],
        way: Way,
        *,
        source_id: SourceId | None = None,
        message_id: MessageId | None = None,
        is_unasked: bool = False,
    ) -> tuple[list[Learned], list[Rejection]]:
        """Keep articles in the order given; one that cannot be stored does not stop the others."""
        learned: list[Learned] = []
        rejected: list[Rejection] = []
        for read in reads:
            outcome, where = read.outcome, read.item.url or read.item.item_id
            if isinstance(outcome, Rejection):
                rejected.append(outcome)
                continue
            article, word = believable(outcome, self._clock.now(), where)
            rejected += [told for told in (read.left_out, word) if told]
            try:
                kept = await self.keep(
                    channel,
                    article,
                    way,
                    source_id=source_id,
                    message_id=message_id,
                    is_unasked=is_unasked,
                )
            except StoreUnavailableError:
                raise
            except StoreError as error:
                rejected.append(Rejection(where, str(error)))
            else:
                learned.append(kept)
        return learned, rejected


def _says_the_same(known: Article, read: ReadArticle, at: datetime) -> bool:
    """Whether the channel knew this very text by then, and no less of its rights."""
    is_newly_reserved = read.is_reserved is True and not known.is_reserved
    return known.text == read.text and known.learned_at <= at and not is_newly_reserved


def _goes_on(known: Article, read: ReadArticle) -> bool:
    """Whether a text that came again is the article's own, and not a stub of it or another page.

    A version is searched and briefed from: a worse text must never take a better one's place.
    """
    before, after = known.text, read.text
    if len(after) < _SHRUNK * len(before):
        return False
    shorter, longer = sorted((before, after), key=len)
    return containment(shorter, longer) >= _IN_COMMON


def _printed_before(read: ReadArticle, near: Sequence[Article]) -> Article | None:
    """The same text under the same title, at another address of the same site.

    Some feeds give each item a new address and today's date at each read: that would be a copy an
    hour, each of them news of today.
    """
    return next(
        (
            one
            for one in near
            if one.text == read.text
            and one.title == read.title
            and same_site(one.url or "", read.url or "")
            and not (read.is_reserved and not one.is_reserved)
        ),
        None,
    )


def _known_already(known: Article, read: ReadArticle) -> Learned:
    return Learned(
        article_id=known.article_id,
        version_id=known.version_id,
        is_new=False,
        is_update=False,
        duplicate_of=known.duplicate_of,
        url=read.url,
        title=read.title,
        external_id=read.external_id,
    )
