"""What a page says of itself: title, outlet, authors, date, language, canonical address.

Each fact has several witnesses; they are asked in the order in which publishers keep them right,
and the first that says something sensible is believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.domain.satire import is_satire
from bot.ingest.canonical_url import absolute_address, canonical_url, same_site, site_of
from bot.ingest.json_ld import texts, types_of
from bot.ingest.outlet_name import outlet_name
from bot.ingest.page_authors import page_authors
from bot.ingest.page_date import Dated, modified, published
from bot.ingest.page_title import named_sections, page_title
from bot.ingest.parsed_page import ParsedPage
from bot.ingest.tdm_reservation import NAME as RESERVATION
from bot.ingest.tdm_reservation import reservation


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's own account of its article; None where it is silent."""

    title: str | None
    outlet: str | None
    author: str | None
    published: Dated
    modified: Dated
    section: str | None
    language: str | None
    url: str | None
    #: Whether it reserves AI use (`tdm_reservation`).
    is_reserved: bool | None = None


def page_facts(page: ParsedPage) -> PageFacts:
    """Everything that the page says of its article."""
    outlet = outlet_name(page)
    title = page_title(page, outlet)
    return PageFacts(
        title=title,
        outlet=outlet or site_of(page.url),
        author=page_authors(page, outlet),
        published=published(page, title),
        modified=modified(page),
        section=_genre(page) or next(iter(named_sections(page)), None),
        language=_language(page),
        url=_canonical(page),
        is_reserved=_is_reserved(page),
    )


#: Kinds of articles that are no reports, as sections are called, by schema.org's names of them.
_GENRES = {"satiricalarticle": "Satire", "opinionnewsarticle": "Opinion"}


def _genre(page: ParsedPage) -> str | None:
    """What the page's own data call its article, where that is no report: before any section."""
    for node in page.articles[:1]:
        kinds = [kind for kind in types_of(node) if kind in _GENRES]
        if kinds:
            return _GENRES[kinds[0]]
        named = (genre for genre in texts(node.get("genre")) if is_satire(None, None, "", genre))
        if next(named, None) is not None:
            return "Satire"
    return None


def _is_reserved(page: ParsedPage) -> bool | None:
    said = map(reservation, page.meta(RESERVATION))
    return next((word for word in said if word is not None), None)


# ---------------------------------------------------------------- language and address


def _language(page: ParsedPage) -> str | None:
    declared = page.tree.get("lang") or page.tree.get("xml:lang")
    return declared or next(page.meta("og:locale", "content-language", "language"), None)


def _canonical(page: ParsedPage) -> str | None:
    """The page's address: what it declares, if that is believable, else where it was read.

    A page may only speak for its own site, and not give its article the site's front page as
    address: either would put its words under another's name.
    """
    for declared in _declared_addresses(page):
        address = absolute_address(declared, page.url)
        if address and _is_believable(address, page.url):
            return canonical_url(address)
    return canonical_url(page.url) if page.url else None


def _declared_addresses(page: ParsedPage) -> Iterator[str]:
    for link in page.tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield link.get("href").strip()
    yield from page.meta("og:url")


def _is_believable(address: str, read_from: str | None) -> bool:
    if read_from is None:
        return True
    is_front_page = len(urlsplit(address).path) <= 1 and not urlsplit(address).query
    was_front_page = len(urlsplit(read_from).path) <= 1 and not urlsplit(read_from).query
    return same_site(address, read_from) and (was_front_page or not is_front_page)
