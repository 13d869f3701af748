"""News sitemaps (https://www.sitemaps.org/schemas, with Google's ``news:`` elements) as feeds.

Outlets that have no feed often have one of these, with every article of the last two days.  A
sitemap without ``news:`` elements lists pages and says nothing of them; it is no feed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from lxml import etree

from bot.domain.articles import Feed, FeedItem
from bot.domain.dating import DateSource
from bot.errors import NotAFeedError
from bot.ingest.canonical_url import absolute_address
from bot.ingest.plain_text import one_line
from bot.ingest.timestamps import read_timestamp

#: Articles of one sitemap that are read; the protocol allows 1,000 in one of news.
MOST_ITEMS = 5_000
#: Bytes that a compressed one may unfold to.
LARGEST = 10_000_000

_GZIP = b"\x1f\x8b"


def unfolded(body: bytes) -> bytes:
    """The document in a ``.xml.gz``, as far as it goes and no further than is read; else itself."""
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, LARGEST)
    except zlib.error:
        return body


def parse_news_sitemap(body: bytes, *, url: str | None, is_index: bool = False) -> Feed:
    """A news sitemap, read as far as it goes; `is_index`: it begins as a list of sitemaps does.

    Raises:
        NotAFeedError: it lists sitemaps or pages, and no news.
    """
    where = url or "The document"
    if is_index:
        raise NotAFeedError(
            f"{where} is a list of sitemaps; give me the address of the one for news."
        )
    told = list(islice(_told(body, url), MOST_ITEMS))
    if not told:
        raise NotAFeedError(
            f"{where} is a sitemap of pages and not of news; give me the address of a feed."
        )
    names = [name for name, _ in told if name]
    languages = {item.language for _, item in told}
    return Feed(
        title=max(names, key=names.count, default=None),
        home_url=None,
        language=languages.pop() if len(languages) == 1 else None,
        items=tuple(item for _, item in told),
    )


def _told(document: bytes, base: str | None) -> Iterator[tuple[str | None, FeedItem]]:
    """The articles in order, each with the name of its publication."""
    options = {"recover": True, "resolve_entities": False, "no_network": True}
    try:
        for _, entry in etree.iterparse(
            BytesIO(document), events=("end",), tag="{*}url", **options
        ):
            news = entry.find("{*}news")
            item = None if news is None else _item(entry, news, base)
            if item is not None:
                yield _text(news, "publication/{*}name"), item
            entry.clear()
    except etree.XMLSyntaxError:
        # Cut off: what stands before the break was given.
        return


def _item(entry: etree._Element, news: etree._Element, base: str | None) -> FeedItem | None:
    address = absolute_address(_text(entry, "loc") or "", base)
    title = _text(news, "title")
    if not address or not title:
        return None
    published = read_timestamp(_text(news, "publication_date") or "")
    return FeedItem(
        item_id=address,
        url=address,
        title=title,
        html=None,
        published_at=published or read_timestamp(_text(entry, "lastmod") or ""),
        author=None,
        language=_text(news, "publication/{*}language"),
        date_source=DateSource.FEED if published else DateSource.FEED_CHANGE,
    )


def _text(element: etree._Element, path: str) -> str | None:
    found = element.find("{*}" + path)
    return one_line(found.text) if found is not None and found.text else None
