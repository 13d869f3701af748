"""From a feed's item to its article: the page behind it, or what the feed itself carries."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from bot.domain.articles import Feed, FeedItem, ReadArticle, Rejection
from bot.errors import (
    BadStatusError,
    FetchError,
    HostUnreachableError,
    InputError,
    NoArticleError,
    RobotsRefusedError,
)
from bot.ingest.article_text import read_fragment
from bot.ingest.canonical_url import canonical_url, same_site, site_of
from bot.ingest.fetched_article import article_in
from bot.ingest.languages import language_of
from bot.ingest.outlet_name import site_name
from bot.ingest.publication import dated
from bot.ingest.rights import PublishersRights
from bot.ports.web import Fetcher, PageReader

#: Letters from which a feed's own text can stand for the page.
_SUBSTANTIAL = 400
#: How much longer the feed's text must be to be preferred to the page's: the page is then a stub
#: before a wall.
_FULLER = 1.5
#: Pages on their way at a time, over all hosts; within one host the fetcher takes turns.
_AT_ONCE = 8
#: Of these, so many of one host: one is fetched while others are looked through.
_AT_ONCE_OF_HOST = 3
#: Pages that a host may leave without an answer before the rest of its pages wait for another day.
_MOST_FAILURES = 2


@dataclass(frozen=True, slots=True)
class ItemRead:
    """What became of one item."""

    item: FeedItem
    outcome: ReadArticle | Rejection
    #: Whether the page may well be there the next time.
    is_worth_another_try: bool = False
    #: What of it was not read, where an article was kept all the same.
    left_out: Rejection | None = None
    #: Whether its host did not answer, or asked to be left alone.
    is_host_away: bool = False


class _Host:
    """One host among those of some items: whose turn it is, and how often it did not answer."""

    def __init__(self) -> None:
        self.turns = asyncio.Semaphore(_AT_ONCE_OF_HOST)
        self.failures = 0


class ItemReader:
    """Reads the pages of items."""

    def __init__(self, fetcher: Fetcher, pages: PageReader, rights: PublishersRights) -> None:
        self.fetcher = fetcher
        self.pages = pages
        self.rights = rights

    async def read(
        self, feed: Feed, items: Sequence[FeedItem], *, takes_summaries: bool = False
    ) -> list[ItemRead]:
        """Every item's article, or why there is none; in the items' order.

        With `takes_summaries` even a short text of the feed's own stands for a page that cannot be
        read: a feed given as a file is not read again later.
        """
        least = 1 if takes_summaries else _SUBSTANTIAL
        reads = await self._read_all(feed, items, least, None)
        return [read for read in reads if read is not None]

    async def read_until(
        self, feed: Feed, items: Sequence[FeedItem], until: float
    ) -> list[ItemRead | None]:
        """As `read`, until a time of the loop's; None for what was not read by then.

        Nor is more asked of a host that does not answer: one that is away holds up no other.
        """
        return await self._read_all(feed, items, _SUBSTANTIAL, until)

    async def _read_all(
        self, feed: Feed, items: Sequence[FeedItem], least: int, until: float | None
    ) -> list[ItemRead | None]:
        turns, hosts = asyncio.Semaphore(_AT_ONCE), defaultdict[str, _Host](_Host)

        async def one(item: FeedItem) -> ItemRead | None:
            limit, host = asyncio.timeout_at(until), hosts[_host_of(item)]
            try:
                async with limit, host.turns, turns:
                    # A feed given as a file is not read again: everything in it is tried.
                    if until is not None and host.failures >= _MOST_FAILURES:
                        return await self._out_of_feed(feed, item, least)
                    read = await self._read(feed, item, least)
                    host.failures += read.is_host_away
                    return read
            except TimeoutError:
                if not limit.expired():
                    raise
                return None

        async with asyncio.TaskGroup() as group:
            reads = [group.create_task(one(item)) for item in items]
        return [read.result() for read in reads]

    async def _read(self, feed: Feed, item: FeedItem, least: int) -> ItemRead:
        try:
            page = await self._page(item)
        except RobotsRefusedError as error:
            return await self._without_page(feed, item, str(error))
        except (FetchError, InputError) as error:
            is_away = _is_host_away(error)
            kept = await self._out_of_feed(feed, item, least)
            if kept is not None:
                return replace(kept, is_host_away=is_away)
            return ItemRead(
                item,
                Rejection(item.url or item.item_id, str(error)),
                is_worth_another_try=_is_worth_another_try(error),
                is_host_away=is_away,
            )
        fuller = _FULLER * max(len(page.text), _SUBSTANTIAL)
        # Text is no longer than its markup: most feeds' summaries need not be read at all.
        own = await asyncio.to_thread(_own_text, item) if len(item.html or "") > fuller else None
        if own and len(own.text) > fuller:
            page = replace(page, text=own.text, credit=page.credit or own.credit)
        return ItemRead(item, _completed(page, item, feed))

    async def _out_of_feed(self, feed: Feed, item: FeedItem, least: int) -> ItemRead | None:
        """The article as the feed itself carries it, if that is enough to stand for the page."""
        own = await asyncio.to_thread(_own_text, item)
        if own is None or len(own.text) < least:
            return None
        return ItemRead(item, await self._from_feed(own, item, feed))

    async def _page(self, item: FeedItem) -> ReadArticle:
        if item.url is None:
            raise NoArticleError(f"The item {item.title or item.item_id!r} has no address.")
        fetched = await self.fetcher.fetch(item.url, before_each=self.rights.check_fetching)
        return await self.rights.marked(await article_in(fetched, self.pages), fetched)

    async def _without_page(self, feed: Feed, item: FeedItem, refusal: str) -> ItemRead:
        """What the feed itself carries of an article whose page is closed to programs.

        However short it is: the page will not be read later, and a headline is better than nothing.
        """
        where = item.url or item.item_id
        own = await asyncio.to_thread(_own_text, item) or _headline_alone(item)
        if own is None:
            return ItemRead(item, Rejection(where, refusal))
        told = f"{refusal} I keep what the feed says of it."
        kept = await self._from_feed(own, item, feed)
        return ItemRead(item, kept, left_out=Rejection(where, told))

    async def _from_feed(self, own: ReadArticle, item: FeedItem, feed: Feed) -> ReadArticle:
        """An article in the feed's own words: reserved when the feed is, or what it points to."""
        is_reserved = feed.is_reserved
        if item.url and not is_reserved:
            is_reserved = not (await self.rights.site_rights(item.url)).may_reach_model
        return replace(_completed(own, item, feed), is_reserved=is_reserved)


def _own_text(item: FeedItem) -> ReadArticle | None:
    """What the feed itself carries of the article."""
    try:
        return read_fragment(item.html, url=item.url) if item.html else None
    except InputError:
        return None


def _headline_alone(item: FeedItem) -> ReadArticle | None:
    """A headline as an article that says no more than that."""
    return ReadArticle(text=item.title, title=item.title) if item.title else None


def _completed(article: ReadArticle, item: FeedItem, feed: Feed) -> ReadArticle:
    """An article with what the feed knows where the page is silent."""
    return replace(
        dated(article, item),
        url=article.url or (canonical_url(item.url) if item.url else None),
        title=article.title or item.title,
        outlet=_outlet(article, feed),
        author=article.author or item.author,
        language=article.language or language_of(article.text, item.language),
    )


def _outlet(article: ReadArticle, feed: Feed) -> str | None:
    """The page's outlet; where that is but its host, the name of the site's own feed."""
    if article.outlet is None:
        return feed.title
    is_host = article.outlet == site_of(article.url)
    is_own = bool(feed.home_url and article.url and same_site(feed.home_url, article.url))
    return (site_name(feed.title) if is_host and is_own else None) or article.outlet


def _is_worth_another_try(error: Exception) -> bool:
    if isinstance(error, BadStatusError):
        return error.status >= 500 or error.status in {408, 425, 429}
    return isinstance(error, HostUnreachableError)


def _is_host_away(error: Exception) -> bool:
    is_too_much = isinstance(error, BadStatusError) and error.status == HTTPStatus.TOO_MANY_REQUESTS
    return is_too_much or isinstance(error, HostUnreachableError)


def _host_of(item: FeedItem) -> str:
    """The host of its page; what has none waits for nobody."""
    return (urlsplit(item.url).netloc if item.url else "") or item.key


def newest(items: Sequence[FeedItem], limit: int) -> list[FeedItem]:
    """The newest items, the oldest of them first; undated ones count by their place in the feed."""
    placed = sorted(enumerate(items), key=lambda pair: _rank(*pair))
    return [item for _, item in reversed(placed[:limit])]


def _rank(place: int, item: FeedItem) -> tuple[int, float, int]:
    """Dated items by date, newest first, then the undated in the feed's order."""
    moment: datetime | None = item.published_at
    return (0, -moment.timestamp(), place) if moment else (1, 0.0, place)
