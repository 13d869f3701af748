"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from bot.domain.articles import Feed, FeedItem
from bot.domain.dating import DateSource
from bot.errors import NotAFeedError
from bot.ingest.canonical_url import absolute_address, is_web_address
from bot.ingest.plain_text import one_line
from bot.ingest.timestamps import read_timestamp

Document = Mapping[str, Any]


def looks_like_json(body: bytes, content_type: str) -> bool:
    """Whether a document is meant as JSON."""
    return "json" in content_type.lower() or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def parse_json_feed(body: bytes, *, url: str | None) -> Feed:
    """A JSON Feed; items that cannot be used are left out.

    Raises:
        NotAFeedError: it is not JSON, or not a JSON Feed.
    """
    document = _document(body)
    items = document.get("items")
    if not isinstance(items, list):
        raise NotAFeedError("This JSON is not a JSON Feed: it has no list of items.")
    language = _text(document, "language")
    readable = (_item(item, url, language) for item in items if isinstance(item, dict))
    return Feed(
        title=one_line(_text(document, "title")),
        home_url=_address(_text(document, "home_page_url"), url),
        language=language,
        items=tuple(item for item in readable if item.url or item.html or item.title),
    )


def _document(body: bytes) -> Document:
    try:
        document = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotAFeedError("This is not a JSON Feed: the JSON is broken or cut off.") from error
    if not isinstance(document, dict):
        raise NotAFeedError("This JSON is not a JSON Feed: it has no list of items.")
    return document


def _item(item: Document, base: str | None, language: str | None) -> FeedItem:
    address = _address(_text(item, "url") or _text(item, "external_url"), base)
    # The standard allows numbers as ids.
    identity = str(item.get("id") or address or _text(item, "title") or "")
    title = one_line(_text(item, "title"))
    published = read_timestamp(_text(item, "date_published") or "")
    return FeedItem(
        item_id=identity,
        url=address or (identity if is_web_address(identity) else None),
        title=title,
        html=_content(item),
        published_at=published or read_timestamp(_text(item, "date_modified") or ""),
        author=_authors(item),
        language=_text(item, "language") or language,
        date_source=DateSource.FEED if published else DateSource.FEED_CHANGE,
    )


def _content(item: Document) -> str | None:
    text = _text(item, "content_text") or _text(item, "summary")
    as_html = f"<p>{escape(text)}</p>".replace("\n\n", "</p><p>") if text else None
    return _text(item, "content_html") or as_html


def _authors(item: Document) -> str | None:
    listed = item.get("authors") or item.get("author") or []
    people = listed if isinstance(listed, list) else [listed]
    names = [one_line(_text(person, "name")) for person in people if isinstance(person, dict)]
    return ", ".join(name for name in names if name) or None


def _text(document: Document, key: str) -> str | None:
    value = document.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _address(link: str | None, base: str | None) -> str | None:
    return absolute_address(link, base) if link else None
