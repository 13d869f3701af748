"""What a page says of itself: title, outlet, authors, date, language, canonical address.

Each fact has several witnesses; they are asked in the order in which publishers keep them right,
and the first that says something sensible is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from lxml import html

from bot.domain.dating import DateSource
from bot.ingest.bylines import letters
from bot.ingest.canonical_url import absolute_address, canonical_url, same_site, site_of
from bot.ingest.json_ld import texts
from bot.ingest.outlet_name import outlet_name
from bot.ingest.page_authors import page_authors
from bot.ingest.page_title import named_sections, page_title
from bot.ingest.parsed_page import ParsedPage
from bot.ingest.shown_day import shown_day
from bot.ingest.tdm_reservation import NAME as RESERVATION
from bot.ingest.tdm_reservation import reservation
from bot.ingest.timestamps import read_timestamp


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment, and where it was read; neither where the page is silent."""

    at: datetime | None = None
    source: DateSource | None = None


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
        published=_published(page, title),
        modified=_modified(page),
        section=next(iter(named_sections(page)), None),
        language=_language(page),
        url=_canonical(page),
        is_reserved=_is_reserved(page),
    )


def _is_reserved(page: ParsedPage) -> bool | None:
    said = map(reservation, page.meta(RESERVATION))
    return next((word for word in said if word is not None), None)


# ---------------------------------------------------------------- date

_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publication_date", "publishdate", "publish-date", "pubdate", "dc.date.issued",
    "dcterms.created", "dc.date.created", "datecreated", "article.published", "cxenseparse:recs:publishtime",
    "og:published_time", "dc.date", "date", "dcterms.date", "cxenseparse:publishtime", "rbpubdate",
)  # fmt: skip
_ITEMPROPS = './/*[@itemprop="datePublished"]/@datetime | .//*[@itemprop="datePublished"]/@content'
#: A day shown and a moment marked in UTC are the same within a day and a zone.
_SAME_DAY = timedelta(hours=36)
_TIME_ELEMENTS = (
    ".//time[@pubdate]/@datetime",
    ".//article//header//time/@datetime | .//header//article//time/@datetime",
)


def _published(page: ParsedPage, title: str | None) -> Dated:
    """The moment of publication, as exact as it is known."""
    declared = _first_moment(
        *((DateSource.PAGE_DATA, texts(node.get("datePublished"))) for node in page.articles),
        (DateSource.META_TAG, list(page.meta(*_DATE_METAS))),
        (DateSource.PAGE_DATA, page.tree.xpath(_ITEMPROPS)),
    )
    return declared or _shown(page, title) or _found(page)


def _shown(page: ParsedPage, title: str | None) -> Dated | None:
    """The day beside the headline, with its hour where a ``time`` element of that day has one.

    Of two days the one that readers see counts: the elements may be of the last change, or of comments.
    """
    marks = ((DateSource.TIME_MARK, page.tree.xpath(path)) for path in _TIME_ELEMENTS)
    marked = _first_moment(*marks)
    heading = _heading(page, title)
    day = shown_day(heading, _language(page)) if heading is not None else None
    if day is None or (marked and marked.at and abs(marked.at - day) <= _SAME_DAY):
        return marked
    return _read_in_words(page, day)


def _heading(page: ParsedPage, title: str | None) -> html.HtmlElement | None:
    """The element that shows the title, or else the first main heading."""
    wanted = letters(title or "")
    headings = [(letters(h.text_content()), h) for h in page.tree.iter("h1", "h2")]
    titled = [h for shown, h in headings if shown and shown == wanted]
    main = [h for shown, h in headings if shown and h.tag == "h1"]
    return next(iter([*titled, *main]), None)


def _modified(page: ParsedPage) -> Dated:
    """The moment of the last change that the page tells of."""
    metas = page.meta("article:modified_time", "datemodified", "og:updated_time", "last-modified")
    told = _first_moment(
        *((DateSource.PAGE_DATA, texts(node.get("dateModified"))) for node in page.articles),
        (DateSource.META_TAG, metas),
    )
    return told or Dated()


def _first_moment(*witnesses: tuple[DateSource, Iterable[str]]) -> Dated | None:
    moments = (
        Dated(moment, source)
        for source, texts in witnesses
        for text in texts
        if (moment := read_timestamp(text))
    )
    return next(moments, None)


def _found(page: ParsedPage) -> Dated:
    """The day as htmldate reads it from the page's words and address."""
    from htmldate import find_date

    written = find_date(page.tree, url=page.url, original_date=True, extensive_search=False)
    day = read_timestamp(written) if written else None
    return _read_in_words(page, day) if day else Dated()


def _read_in_words(page: ParsedPage, day: datetime) -> Dated:
    in_address = re.search(rf"{day:%Y}\D?0?{day.month}\D?0?{day.day}(?!\d)", page.url or "")
    return Dated(day, DateSource.ADDRESS if in_address else DateSource.PAGE_WORDS)


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
