"""The feed behind a page."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree, html

from bot.ingest.canonical_url import absolute_address
from bot.ingest.web_encoding import decode_page

_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
)
#: Where sites keep their feed if they do not say so.
_USUAL_PLACES = ("/feed", "/rss", "/atom.xml")
#: Bytes of a page in which its head is looked for.
_SEARCHED = 200_000
#: Addresses that one page may make us try.
_MOST = 3


def feeds_behind(page: bytes, url: str, content_type: str) -> list[str]:
    """Addresses at which the page's feed may be, the likeliest first, at most three.

    What the page declares comes first; feeds of comments are left out.
    """
    declared = _declared(page[:_SEARCHED], url, content_type)
    usual = [urljoin(url, place) for place in _USUAL_PLACES]
    return [address for address in dict.fromkeys([*declared, *usual]) if address != url][:_MOST]


def _declared(page: bytes, url: str, content_type: str) -> list[str]:
    try:
        tree = html.document_fromstring(decode_page(page, content_type).encode())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    found = []
    for link in tree.iter("link"):
        is_feed = (link.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES
        is_other = "alternate" in (link.get("rel") or "").lower().split()
        address = absolute_address(link.get("href") or "", url)
        if is_feed and is_other and address and "comments" not in address:
            found.append(address)
    return found
