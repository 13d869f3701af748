"""Reading in: from an address or a text to what a channel remembers."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus

import structlog

from bot.domain.articles import Article, Feed, FeedItem, Learned, ReadArticle, Rejection, Way
from bot.domain.identifiers import ArticleId, ChannelKey, MessageId, SourceId
from bot.domain.sources import (
    FeedTold,
    NotRead,
    ReadingTimes,
    SourceHealth,
    Validators,
    counted,
)
from bot.errors import (
    BadStatusError,
    FetchError,
    InputError,
    NotAFeedError,
    StoreError,
    StoreUnavailableError,
)
from bot.ingest.canonical_url import canonical_url
from bot.ingest.documents import left_out
from bot.ingest.duplicates import find_original, fingerprint
from bot.ingest.feed_discovery import feeds_behind
from bot.ingest.feed_formats import is_feed, parse_feed
from bot.ingest.fetched_article import article_in
from bot.ingest.item_reading import ItemRead, ItemReader, newest
from bot.ingest.outcomes import Followed, FoundFeed, ReadOutcome, SourceRead
from bot.ingest.poll_times import (
    Wishes,
    after_failure,
    after_gone,
    after_success,
    after_unchanged,
)
from bot.ingest.publication import believable, dated_by_dateline
from bot.ingest.rights import PublishersRights
from bot.ingest.seen_items import SeenItems
from bot.ports.articles import Arrival, ArticleStore, Fingerprint
from bot.ports.clock import Clock
from bot.ports.search import Memory
from bot.ports.sources import SourceStore
from bot.ports.web import Fetched, Fetcher, PageReader

__all__ = ["Followed", "FoundFeed", "Intake", "ReadOutcome", "SourceRead"]

_log = structlog.get_logger(__name__)

#: Items taken at the first read of a feed, and when a feed's address is read once: what is older
#: is no news.
NEWEST_ITEMS = 30
#: Reads on end in which a feed must be found moved for good before its new address is kept: a
#: host's mistake of an evening is none.
MOVED_READS = 3
#: Items of a source that were not read and are told of.
NOT_READ_KEPT = 20
#: Items taken at any later read; the rest comes with the next one.
_MOST_ITEMS = 200
#: Items among which new ones are looked for: a feed of its house's whole archive has no more news.
_MOST_LOOKED_AT = 2_000


class Intake:
    """Reads in for channels.

    Every method may raise `StoreError`.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        pages: PageReader,
        articles: ArticleStore,
        sources: SourceStore,
        memory: Memory,
        clock: Clock,
        rights: PublishersRights,
    ) -> None:
        self._fetcher = fetcher
        self._pages = pages
        self._articles = articles
        self._sources = sources
        self._memory = memory
        self._clock = clock
        self._rights = rights
        self._items = ItemReader(fetcher, pages, self._rights)
        self._seen = SeenItems()

    # ------------------------------------------------------------ one article

    async def keep(
        self,
        channel: ChannelKey,
        article: ReadArticle,
        way: Way,
        *,
        source_id: SourceId | None = None,
        message_id: MessageId | None = None,
        learned_at: datetime | None = None,
    ) -> Learned:
        """Let a channel know an article; the same again changes nothing, another text is a version.

        `learned_at` defaults to now; an archive is learned when it was published.
        """
        now = self._clock.now()
        article = dated_by_dateline(article, now)
        article, _ = believable(article, now, article.url or "text")
        known = await self._articles.by_url(channel, article.url) if article.url else None
        if known is not None and _says_the_same(known, article, learned_at or now):
            return _known_already(known, article)
        mark = await asyncio.to_thread(fingerprint, article.text)
        arrival = Arrival(
            channel=channel,
            way=way,
            learned_at=learned_at or now,
            fetched_at=now,
            source_id=source_id,
            message_id=message_id,
        )
        original = await self._original(channel, article, mark, known)
        return await self._memory.remember(article, mark, arrival, original)

    async def _original(
        self, channel: ChannelKey, article: ReadArticle, mark: Fingerprint, known: Article | None
    ) -> ArticleId | None:
        """Whose text it is.  A new version of an article is as original as its first one was."""
        if known is not None:
            return known.duplicate_of
        candidates = await self._articles.near(channel, mark)
        return await asyncio.to_thread(find_original, article, candidates)

    # ------------------------------------------------------------ an address

    async def read_url(
        self, channel: ChannelKey, url: str, *, message_id: MessageId | None = None
    ) -> ReadOutcome:
        """Read the article, or the newest items of the feed, at an address.

        Raises:
            FetchError, InputError: the address cannot be read, or holds no article.
        """
        fetched = await self._fetcher.fetch(url)
        if _is_feed(fetched):
            feed = await self._marked(await self._parsed(fetched, url), fetched)
            reads = await self._items.read(feed, newest(feed.items, NEWEST_ITEMS))
            learned, rejected = await self._keep_all(
                channel, reads, Way.LINK, message_id=message_id
            )
            return ReadOutcome(tuple(learned), tuple(rejected), feed)
        article = await self._rights.marked(await article_in(fetched, self._pages), fetched)
        dated, word = believable(article, self._clock.now(), url)
        learned_one = await self.keep(channel, dated, Way.LINK, message_id=message_id)
        return ReadOutcome((learned_one,), (word,) if word else ())

    async def read_feed(
        self,
        channel: ChannelKey,
        body: bytes,
        way: Way,
        *,
        message_id: MessageId | None = None,
    ) -> ReadOutcome:
        """Read every item of a feed that is already at hand, as a file.

        Raises:
            NotAFeedError: it is none.
        """
        feed = await asyncio.to_thread(parse_feed, body, url=None)
        reads = await self._items.read(feed, feed.items, takes_summaries=True)
        learned, rejected = await self._keep_all(channel, reads, way, message_id=message_id)
        return ReadOutcome(tuple(learned), tuple(rejected), feed)

    async def read_file(
        self,
        channel: ChannelKey,
        body: bytes,
        *,
        name: str,
        content_type: str,
        message_id: MessageId | None = None,
    ) -> ReadOutcome:
        """Read the article, or the items of the feed, in a file that was sent.

        Raises:
            InputError: it holds neither.
        """
        if is_feed(body):
            return await self.read_feed(channel, body, Way.FILE, message_id=message_id)
        read = await self._pages.read_document(body, name=name, content_type=content_type)
        dated, word = believable(read, self._clock.now(), name)
        learned = await self.keep(channel, dated, Way.FILE, message_id=message_id)
        return ReadOutcome((learned,), (*((word,) if word else ()), *left_out(read, name)))

    # ------------------------------------------------------------ sources

    async def find_feed(self, url: str) -> FoundFeed:
        """The feed at an address, or behind the page there.

        Raises:
            FetchError: the address cannot be read.
            NotAFeedError: there is no feed.
        """
        fetched = await self._fetcher.fetch(url)
        try:
            return FoundFeed(url, await self._parsed(fetched, fetched.final_url))
        except NotAFeedError:
            for address in feeds_behind(fetched.body, fetched.final_url, fetched.content_type):
                feed = await self._feed_at(address)
                if feed is not None:
                    return FoundFeed(address, feed)
            raise

    async def _feed_at(self, address: str) -> Feed | None:
        try:
            return await self._parsed(await self._fetcher.fetch(address), address)
        except (FetchError, InputError):
            return None

    async def follow(self, channel: ChannelKey, url: str) -> Followed:
        """Follow the feed at an address, or behind the page there; it is read when it is due.

        Raises:
            FetchError, NotAFeedError: as `find_feed`.
        """
        found = await self.find_feed(url)
        source = await self._sources.follow(channel, found.url, found.feed.title, self._clock.now())
        return Followed(source, found.feed)

    async def read_source(self, health: SourceHealth) -> SourceRead:
        """Read what is new in a source, and note how it went and when it is due again.

        One bad item never stops the others; a source that cannot be read is an outcome, not an
        error.
        """
        source = health.source
        try:
            fetched = await self._fetcher.fetch(source.url, validators=health.validators)
            await self._note_moved(health, fetched)
            if fetched.is_unchanged:
                return await self._unchanged(health, fetched)
            feed = await self._marked(await self._parsed(fetched, fetched.final_url), fetched)
        except (FetchError, InputError) as error:
            return await self._failed(health, error)
        reads = await self._items.read(feed, await self._new_items(health, feed))
        learned, rejected = await self._keep_all(
            source.channel, reads, Way.FEED, source_id=source.source_id
        )
        for read in reads:
            self._seen.note(source.source_id, read)
        await self._note_success(health, fetched, feed, reads, learned)
        return SourceRead(source, tuple(learned), tuple(rejected))

    async def _new_items(self, health: SourceHealth, feed: Feed) -> list[FeedItem]:
        """Items that the channel has not read, as many as one read may take."""
        channel, source_id = health.source.channel, health.source.source_id
        if health.last_success_at is None:
            limit, looked_at = NEWEST_ITEMS, newest(feed.items, NEWEST_ITEMS)
        else:
            limit, looked_at = _MOST_ITEMS, newest(feed.items, _MOST_LOOKED_AT)
        unseen = [item for item in looked_at if not self._seen.knows(source_id, item)]
        urls = {item: canonical_url(item.url) for item in unseen if item.url}
        known = await self._known(channel, set(urls.values()))
        fresh = [item for item in unseen if urls.get(item) not in known]
        return newest(list(dict.fromkeys(fresh)), limit)

    async def _known(self, channel: ChannelKey, urls: Collection[str]) -> frozenset[str]:
        return await self._articles.known_urls(channel, urls) if urls else frozenset()

    async def _unchanged(self, health: SourceHealth, fetched: Fetched) -> SourceRead:
        now, source = self._clock.now(), health.source
        waited = (now - health.last_read_at) if health.last_read_at else None
        await self._sources.record_success(
            source.source_id,
            now=now,
            validators=fetched.validators,
            next_read_at=after_unchanged(
                source.source_id, now, waited, _wishes(fetched, health.times)
            ),
            new_items=0,
            told=None,
        )
        return SourceRead(source, is_unchanged=True)

    async def _note_success(
        self,
        health: SourceHealth,
        fetched: Fetched,
        feed: Feed,
        reads: Sequence[ItemRead],
        learned: Sequence[Learned],
    ) -> None:
        now, source = self._clock.now(), health.source
        moments = [item.published_at for item in feed.items if item.published_at]
        # With a page to be tried again, the feed must not answer "unchanged" the next time.
        is_complete = not any(read.is_worth_another_try for read in reads)
        new_items = sum(one.is_new for one in learned)
        await self._sources.record_success(
            source.source_id,
            now=now,
            validators=fetched.validators if is_complete else Validators(),
            next_read_at=after_success(
                source.source_id, now, moments, _wishes(fetched, feed.times)
            ),
            new_items=new_items,
            told=FeedTold(
                feed.title,
                feed.times,
                _not_read(health, reads, now),
                is_reserved=feed.is_reserved,
                new_by_day=counted(health.new_by_day, now.astimezone(UTC).date(), new_items),
            ),
        )

    async def _note_moved(self, health: SourceHealth, fetched: Fetched) -> None:
        """Follow a feed to where it has moved for good, when its host has said so often enough."""
        if fetched.moved_to is None and health.moved_to is None:
            return
        source_id = health.source.source_id
        reads = await self._sources.note_moved(source_id, fetched.moved_to)
        if (
            fetched.moved_to is not None
            and reads >= MOVED_READS
            and await self._sources.move(source_id, fetched.moved_to)
        ):
            _log.info("source_moved", source_id=source_id)

    async def _failed(self, health: SourceHealth, error: FetchError | InputError) -> SourceRead:
        now, source = self._clock.now(), health.source
        asked = error.retry_after_seconds if isinstance(error, BadStatusError) else None
        due = after_failure(source.source_id, now, health.failures + 1, Wishes(retry_after=asked))
        told = str(error)
        if isinstance(error, BadStatusError) and error.status == HTTPStatus.GONE:
            due = after_gone(source.source_id, now)
            told = f"{source.url} is gone for good: unfollow it, or follow its new address."
        await self._sources.record_failure(source.source_id, now=now, error=told, next_read_at=due)
        _log.info("source_failed", source_id=source.source_id, error=type(error).__name__)
        return SourceRead(source, error=told)

    # ------------------------------------------------------------ many articles

    async def _keep_all(
        self,
        channel: ChannelKey,
        reads: Sequence[ItemRead],
        way: Way,
        *,
        source_id: SourceId | None = None,
        message_id: MessageId | None = None,
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
                    channel, article, way, source_id=source_id, message_id=message_id
                )
            except StoreUnavailableError:
                raise
            except StoreError as error:
                rejected.append(Rejection(where, str(error)))
            else:
                learned.append(kept)
        return learned, rejected

    async def _parsed(self, fetched: Fetched, url: str) -> Feed:
        return await asyncio.to_thread(
            parse_feed, fetched.body, url=url, content_type=fetched.content_type
        )

    async def _marked(self, feed: Feed, fetched: Fetched) -> Feed:
        """The feed with whether its publisher reserves AI use of it."""
        return replace(feed, is_reserved=await self._rights.reserves(fetched))


def _says_the_same(known: Article, read: ReadArticle, at: datetime) -> bool:
    """Whether the channel knew this very text by then, and no less of its rights."""
    is_newly_reserved = read.is_reserved is True and not known.is_reserved
    return known.text == read.text and known.learned_at <= at and not is_newly_reserved


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


def _not_read(
    health: SourceHealth, reads: Sequence[ItemRead], now: datetime
) -> tuple[NotRead, ...]:
    """The last items of a source that were not read; one that was read after all is none."""
    fresh = [
        NotRead(item.title or outcome.source, item.url, outcome.reason, now)
        for item, outcome in ((read.item, read.outcome) for read in reads)
        if isinstance(outcome, Rejection)
    ]
    looked_at = {read.item.url or read.item.title for read in reads}
    before = [one for one in health.not_read if (one.url or one.name) not in looked_at]
    return (*fresh, *before)[:NOT_READ_KEPT]


def _is_feed(fetched: Fetched) -> bool:
    kind = fetched.content_type.lower()
    return is_feed(fetched.body) or "feed+json" in kind


def _wishes(fetched: Fetched, times: ReadingTimes) -> Wishes:
    return Wishes(max_age=fetched.max_age_seconds, feed=times)
