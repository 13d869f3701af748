"""Feeds of every format as one: RSS 0.9x-2.0, RDF, Atom, JSON Feed, news sitemaps.

feedparser is given a stream, never a string or bytes: it would take a body that looks like a path
or an address for one, and open it (PLATFORM_FACTS E4).  Its ``bozo`` flag is set for harmless
things and is no reason to refuse a feed; what counts is whether there is a feed.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.sax import SAXParseException

from bot.domain.articles import Feed, FeedItem
from bot.domain.dating import DateSource
from bot.domain.sources import ReadingTimes
from bot.errors import NotAFeedError
from bot.ingest.canonical_url import is_web_address
from bot.ingest.json_feed import looks_like_json, parse_json_feed
from bot.ingest.news_sitemap import parse_news_sitemap, unfolded
from bot.ingest.plain_feeds import PlainFeed, PlainItem, read_plain_feed
from bot.ingest.plain_text import one_line
from bot.ingest.skipped_times import skipped_times
from bot.ingest.timestamps import read_timestamp

#: Items of one document that are read; more is an archive, and archives come by file.
MOST_ITEMS = 3_000
_PERIODS = {
    "hourly": 3600,
    "daily": 86400,
    "weekly": 604800,
    "monthly": 2592000,
    "yearly": 31536000,
}
_FEED_ROOT = re.compile(
    rb"<(?:[\w.-]+:)?(rss|rdf|feed|channel|urlset|sitemapindex)[\s>]", re.IGNORECASE
)
_ITEM_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_SITEMAPS = frozenset({"urlset", "sitemapindex"})
_HTML_ROOT = re.compile(rb"<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_SEARCHED = 5_000
#: A page that only asks who one is leads to little else; a site's front page may ask beside its news.
_PASSWORD_FIELD = re.compile(
    rb"<input\s[^<>]{0,200}?type\s{0,9}=[\s\"']{0,9}password", re.IGNORECASE
)
_LINK = re.compile(rb"<a\s", re.IGNORECASE)
_LINKS_OF_A_SITE = 30

Entry = Mapping[str, Any]


def parse_feed(body: bytes, *, url: str | None, content_type: str = "") -> Feed:
    """A feed, read as far as it goes: a cut-off or ill-formed one gives the items that it has.

    `url` resolves relative links.

    Raises:
        NotAFeedError: it is empty, a web page, damaged before its first item, or no feed at all.
    """
    quick = parse_quickly(body, url=url, content_type=content_type)
    return quick or _parse_at_length(body, url, content_type)


def parse_quickly(body: bytes, *, url: str | None, content_type: str = "") -> Feed | None:
    """As `parse_feed`, in a time that its length bounds; None for what only feedparser can read.

    feedparser takes the square of the time for, say, an element of many attributes: ten seconds for
    200 kB.

    Raises:
        NotAFeedError: as for `parse_feed`.
    """
    where = url or "The document"
    if not body.strip():
        raise NotAFeedError(f"{where} is empty; check the address, or try again later.")
    body = unfolded(body)
    if looks_like_json(body, content_type):
        return parse_json_feed(body, url=url)
    root = _root(body)
    if root in _SITEMAPS:
        return parse_news_sitemap(body, url=url, is_index=root == "sitemapindex")
    if root is None:
        raise NotAFeedError(_why_not(body, where))
    body = _shortened(body)
    plain = read_plain_feed(body, url=url, content_type=content_type)
    return _plain_feed(plain, skipped_times(body)) if plain is not None else None


def _parse_at_length(body: bytes, url: str | None, content_type: str) -> Feed:
    where, body = url or "The document", _shortened(unfolded(body))
    parsed = _parsed(body, url, content_type)
    if not parsed.get("version") and not parsed["entries"]:
        raise NotAFeedError(f"{where} begins like a feed but holds nothing that can be read.")
    if not parsed["entries"] and isinstance(parsed.get("bozo_exception"), SAXParseException):
        # An empty feed is well formed; this one may have had everything.
        raise NotAFeedError(
            f"{where} is damaged, or breaks off before its first article; try again later."
        )
    return _feed(parsed, skipped_times(body))


def is_feed(body: bytes) -> bool:
    """Whether a document begins as a feed or a sitemap does, even after leading junk."""
    return _root(body) is not None


def _root(body: bytes) -> str | None:
    """The element with which a feed or sitemap begins; None for anything else."""
    start = _start(body)
    root = _FEED_ROOT.search(start)
    page = _HTML_ROOT.search(start)
    if root is None or (page is not None and page.start() < root.start()):
        return None
    return root[1].decode().lower()


def _start(body: bytes) -> bytes:
    start = unfolded(body[:_SEARCHED])[:_SEARCHED]
    # UTF-16 and UTF-32 put zeros between the letters.
    return start.replace(b"\0", b"") if b"\0" in start[:8] else start


def _why_not(body: bytes, where: str) -> str:
    if _PASSWORD_FIELD.search(body) and len(_LINK.findall(body)) < _LINKS_OF_A_SITE:
        return f"{where} asks for a login, and I have none: give me an address that is open to all."
    if _HTML_ROOT.search(_start(body)):
        return f"{where} is a web page and not a feed; give me the address of its feed."
    return f"{where} is not a feed that I can read (RSS, Atom, RDF, JSON Feed or a news sitemap)."


def _shortened(body: bytes) -> bytes:
    """A document without the middle of its items, where there are more than are read.

    Some feeds have their newest items first and some last.  feedparser takes a millisecond for an
    item: 50,000 of them would hold up everything else for a minute.
    """
    ends = [match.end() for match in _ITEM_END.finditer(body)]
    if len(ends) <= MOST_ITEMS:
        return body
    half = MOST_ITEMS // 2
    return body[: ends[half - 1]] + body[ends[-half - 1] :]


def _parsed(body: bytes, url: str | None, content_type: str) -> Any:
    import feedparser

    # "text/plain" and "text/html" would make feedparser distrust a good document.
    kind = content_type if "xml" in content_type.lower() else "application/xml"
    charset = re.search(r"charset=[\w\"'.:-]+", content_type, re.IGNORECASE)
    if charset and charset[0] not in kind:
        kind = f"{kind}; {charset[0]}"
    headers = {"content-type": kind} | ({"content-location": url} if url else {})
    return feedparser.parse(BytesIO(body), response_headers=headers)


def _feed(parsed: Any, skipped: ReadingTimes) -> Feed:
    about: Entry = parsed["feed"]
    language = _text(about, "language")
    items = (_item(entry, language) for entry in parsed["entries"][:MOST_ITEMS])
    return Feed(
        title=one_line(_text(about, "title")),
        home_url=_address(_text(about, "link")),
        language=language,
        items=tuple(item for item in items if item.url or item.html or item.title),
        times=replace(skipped, wait_seconds=_wait_seconds(about)),
    )


def _plain_feed(plain: PlainFeed, skipped: ReadingTimes) -> Feed:
    items = (_plain_item(item, plain) for item in plain.items[:MOST_ITEMS])
    return Feed(
        title=one_line(plain.title),
        home_url=_address(plain.link),
        language=plain.language or None,
        items=tuple(item for item in items if item.url or item.html or item.title),
        times=replace(skipped, wait_seconds=_wait_seconds(plain.wishes)),
    )


def _plain_item(item: PlainItem, feed: PlainFeed) -> FeedItem:
    link, title = _address(item.link), one_line(item.title)
    published_at, source = next(_moments(item.dates), (None, DateSource.FEED))
    return FeedItem(
        item_id=item.identity or link or title or "",
        url=link,
        title=title,
        html=max(item.texts, key=len, default="") or None,
        published_at=published_at,
        author=_names(item.authors),
        language=feed.marked_language or feed.language or None,
        date_source=source,
    )


def _item(entry: Entry, language: str | None) -> FeedItem:
    identity = _text(entry, "id")
    # feedparser has already taken a guid that is a permalink for the missing link.
    link = _address(_text(entry, "link"))
    title = one_line(_text(entry, "title"))
    published_at, source = next(_moments(entry), (None, DateSource.FEED))
    return FeedItem(
        item_id=identity or link or title or "",
        url=link,
        title=title,
        html=_content(entry),
        published_at=published_at,
        author=_author(entry),
        language=_detail_language(entry) or language,
        date_source=source,
    )


def _content(entry: Entry) -> str | None:
    """The longest of the entry's contents and its summary."""
    contents = [str(part.get("value") or "") for part in entry.get("content") or []]
    return max([*contents, _text(entry, "summary") or ""], key=len) or None


def _moments(entry: Entry) -> Iterator[tuple[datetime, DateSource]]:
    for name in ("published", "created", "updated"):
        # Our own reader keeps the offset that feedparser's UTC tuple has lost.
        moment = read_timestamp(_text(entry, name) or "")
        parsed = entry.get(f"{name}_parsed")
        if moment is None and parsed and parsed.tm_year >= 1990:
            moment = datetime.fromtimestamp(timegm(parsed), UTC)
        if moment:
            is_change = name == "updated"
            yield moment, DateSource.FEED_CHANGE if is_change else DateSource.FEED


def _author(entry: Entry) -> str | None:
    people = entry.get("authors") or []
    return _names([person["name"] for person in people if person.get("name")])


def _names(people: Sequence[str]) -> str | None:
    shown = [name for name in map(one_line, people) if name and "@" not in name]
    return ", ".join(dict.fromkeys(shown)) or None


def _detail_language(entry: Entry) -> str | None:
    detail = entry.get("title_detail") or {}
    return detail.get("language") or _text(entry, "language")


def _wait_seconds(about: Entry) -> int | None:
    ttl = _text(about, "ttl")
    if ttl and ttl.isdigit() and int(ttl) > 0:
        return int(ttl) * 60
    period = _PERIODS.get((_text(about, "sy_updateperiod") or "").lower())
    frequency = _text(about, "sy_updatefrequency") or "1"
    if period and frequency.isdigit() and int(frequency) > 0:
        return period // int(frequency)
    return None


def _text(entry: Entry, key: str) -> str | None:
    value = entry.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _address(link: str | None) -> str | None:
    return link if link and is_web_address(link) else None
