"""Reading in: from an address or a text to what a channel remembers."""

from __future__ import annotations

from datetime import datetime

from bot.domain.articles import Feed, FeedItem, Learned, ReadArticle, Way
from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.sources import SourceHealth
from bot.errors import FetchError, InputError, NotAFeedError
from bot.ingest.canonical_url import canonical_url
from bot.ingest.documents import left_out
from bot.ingest.feed_discovery import feeds_behind
from bot.ingest.feed_formats import is_feed
from bot.ingest.fetched_article import article_in
from bot.ingest.fetched_feed import feed_in, feed_of, holds_feed, marked
from bot.ingest.item_reading import ItemReader, newest
from bot.ingest.keeping import ArticleKeeper
from bot.ingest.outcomes import Followed, FoundFeed, ReadOutcome, SourceRead
from bot.ingest.publication import believable
from bot.ingest.rights import PublishersRights
from bot.ingest.source_reading import NEWEST_ITEMS, SourceReader
from bot.ports.clock import Clock
from bot.ports.feed_items import FeedItemStore
from bot.ports.sources import SourceStore
from bot.ports.web import Fetcher, PageReader


class Intake:
    """Reads in for channels.

    Every method may raise `StoreError`.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        pages: PageReader,
        rights: PublishersRights,
        keeper: ArticleKeeper,
        sources: SourceStore,
        feed_items: FeedItemStore,
        clock: Clock,
    ) -> None:
        self._fetcher = fetcher
        self._pages = pages
        self._rights = rights
        self._keeper = keeper
        self._sources = sources
        self._feed_items = feed_items
        self._clock = clock
        self._items = ItemReader(fetcher, pages, rights)
        self._reader = SourceReader(self._items, keeper, sources, feed_items, clock)

    # ------------------------------------------------------------ one article

    async def keep(
        self,
        channel: ChannelKey,
        article: ReadArticle,
        way: Way,
        *,
        message_id: MessageId | None = None,
        learned_at: datetime | None = None,
        is_unasked: bool = False,
    ) -> Learned:
        """Let a channel know an article, as `ArticleKeeper.keep`."""
        return await self._keeper.keep(
            channel,
            article,
            way,
            message_id=message_id,
            learned_at=learned_at,
            is_unasked=is_unasked,
        )

    # ------------------------------------------------------------ an address

    async def read_url(
        self, channel: ChannelKey, url: str, *, message_id: MessageId | None = None
    ) -> ReadOutcome:
        """Read the article, or the newest items of the feed, at an address.

        Raises:
            FetchError, InputError: the address cannot be read, or holds no article.
        """
        fetched = await self._fetcher.fetch(url)
        if holds_feed(fetched):
            feed = await marked(await feed_in(fetched, url, self._pages), fetched, self._rights)
            reads = await self._items.read(feed, newest(feed.items, NEWEST_ITEMS))
            # A feed was asked for, and none of its articles.
            learned, rejected = await self._keeper.keep_all(
                channel, reads, Way.LINK, message_id=message_id, is_unasked=True
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
        feed = await feed_of(body, self._pages, url=None)
        reads = await self._items.read(feed, feed.items, takes_summaries=True)
        learned, rejected = await self._keeper.keep_all(channel, reads, way, message_id=message_id)
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
            return FoundFeed(url, await feed_in(fetched, fetched.final_url, self._pages))
        except NotAFeedError:
            for address in feeds_behind(fetched.body, fetched.final_url, fetched.content_type):
                feed = await self._feed_at(address)
                if feed is not None:
                    return FoundFeed(address, feed)
            raise

    async def _feed_at(self, address: str) -> Feed | None:
        try:
            return await feed_in(await self._fetcher.fetch(address), address, self._pages)
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

    async def forget_awaited(self, channel: ChannelKey, named: str) -> int:
        """Never read items that still await their reading, by an address or a title; how many.

        An address is meant in its canonical form.  No other feed brings them either.
        """
        title, url = named.strip().casefold(), canonical_url(named)

        def is_it(item: FeedItem) -> bool:
            is_there = item.url is not None and canonical_url(item.url) == url
            return is_there or (item.title or "").strip().casefold() == title

        gone = await self._feed_items.let_go(channel, is_it)
        urls = {canonical_url(item.url) for item in gone if item.url}
        await self._keeper.note_forgotten(channel, urls)
        return len(gone)

    async def read_source(self, health: SourceHealth) -> SourceRead:
        """Read what is new in a source, as `SourceReader.read`."""
        return await self._reader.read(health)
