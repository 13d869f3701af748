"""Whose article a portal's page shows: what its canonical link, or its source tags, name.

A page may not give its words another site's address: anybody could.  Its article stays the
page's own, and is credited to the site that it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html

from bot.ingest.canonical_url import absolute_address, same_site, site_of

_SOURCE_TAGS = {"syndication-source", "original-source"}


def syndicated_from(tree: html.HtmlElement, url: str | None) -> str | None:
    """The site that a page names as its article's first; None when that is its own, or a home page."""
    for link in _declared(tree):
        address = absolute_address(link, url)
        if address is None or url is None or same_site(address, url):
            continue
        if len(urlsplit(address).path) > 1:
            return site_of(address)
    return None


def _declared(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter("meta"):
        if (element.get("name") or "").strip().lower() in _SOURCE_TAGS:
            yield (element.get("content") or "").strip()
    for element in tree.iter("link"):
        kinds = (element.get("rel") or "").lower().split()
        if "canonical" in kinds or _SOURCE_TAGS.intersection(kinds):
            yield (element.get("href") or "").strip()
