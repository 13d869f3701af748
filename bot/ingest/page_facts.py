"""What a page says of itself: title, outlet, authors, date, language, canonical address.

Each fact has several witnesses; they are asked in the order in which publishers keep them right,
and the first that says something sensible is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml import html

from bot.ingest.bylines import author_names, authors_of, letters
from bot.ingest.canonical_url import absolute_address, canonical_url, same_site, site_of
from bot.ingest.json_ld import Node, all_nodes, article_nodes, texts, types_of
from bot.ingest.plain_text import one_line
from bot.ingest.tdm_reservation import NAME as RESERVATION
from bot.ingest.tdm_reservation import reservation
from bot.ingest.timestamps import read_timestamp


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's own account of its article; None where it is silent."""

    title: str | None
    outlet: str | None
    author: str | None
    published_at: datetime | None
    language: str | None
    url: str | None
    #: Whether it reserves AI use (`tdm_reservation`).
    is_reserved: bool | None = None


class _Page:
    """A parsed page with its ``meta`` elements by name and its JSON-LD."""

    def __init__(self, tree: html.HtmlElement, url: str | None) -> None:
        self.tree = tree
        self.url = url
        self.articles: list[Node] = article_nodes(tree)
        headings = (one_line(h1.text_content()) for h1 in tree.iter("h1"))
        #: Main headings as shown, by their letters.
        self.headings = {letters(shown): shown for shown in headings if shown}
        self.metas: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            content = one_line(meta.get("content"))
            for attribute in ("property", "name", "itemprop"):
                name = meta.get(attribute)
                if name and content:
                    self.metas.setdefault(name.strip().lower(), []).append(content)

    def meta(self, *names: str) -> Iterator[str]:
        """The contents of ``meta`` elements, by the names' order."""
        for name in names:
            yield from self.metas.get(name, ())


def page_facts(tree: html.HtmlElement, url: str | None) -> PageFacts:
    """Everything that the page says of its article."""
    page = _Page(tree, url)
    outlet = _outlet(page)
    return PageFacts(
        title=_title(page, outlet),
        outlet=outlet or site_of(url),
        author=authors_of(_author_witnesses(page), _own_names(page, outlet)),
        published_at=_published_at(page),
        language=_language(page),
        url=_canonical(page),
        is_reserved=_is_reserved(page),
    )


def _is_reserved(page: _Page) -> bool | None:
    said = map(reservation, page.meta(RESERVATION))
    return next((word for word in said if word is not None), None)


# ---------------------------------------------------------------- title and outlet

_SEPARATOR = re.compile(r"\s+[|–—\-•·:»«/]{1,2}\s+|\s*\|\s*")


def _title(page: _Page, outlet: str | None) -> str | None:
    """The headline: JSON-LD's, unless page and preview agree on another."""
    declared = [*(one_line(t) for n in page.articles[:1] for t in texts(n.get("headline")))]
    preview = list(page.meta("og:title"))
    others = list(page.meta("twitter:title", "headline", "dc.title", "title"))
    agreed = [title for title in preview if letters(title) in page.headings]
    candidates = [*agreed, *declared, *preview, *others, *page.headings.values()]
    for candidate in [*candidates, _title_element(page)]:
        if candidate and len(candidate) > 2:
            return _without_outlet(candidate, outlet, page)
    return None


def _title_element(page: _Page) -> str | None:
    title = page.tree.find(".//head/title")
    return one_line(title.text_content()) if title is not None else None


def _without_outlet(title: str, outlet: str | None, page: _Page) -> str:
    """A title without what the site hangs before or after it: its name, a section, a date."""
    names = {
        letters(name) for name in (outlet, site_of(page.url), *page.meta("og:site_name")) if name
    }
    for separator in reversed(list(_SEPARATOR.finditer(title))):
        before, after = title[: separator.start()].strip(), title[separator.end() :].strip()
        if before and (
            letters(after) in names or _is_day(after) or letters(before) in page.headings
        ):
            return _without_outlet(before, outlet, page)
    first = _SEPARATOR.search(title)
    if first and letters(title[: first.start()]) in names and title[first.end() :].strip():
        return title[first.end() :].strip()
    return title


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", text) is not None


def _outlet(page: _Page) -> str | None:
    """The site's name: what it calls itself, not its host, slogan or company."""
    said = [
        *page.meta("og:site_name"),
        *(name for node in page.articles for name in texts(node.get("publisher"))),
        *_site_nodes(page),
        *page.meta("application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher"),
    ]
    names = [name for candidate in said if (name := _site_name(candidate))]
    suffix = _title_parts(page)
    in_title = (name for name in names if letters(name) in suffix)
    return next(in_title, None) or next(iter(names), None) or next(_after_heading(page), None)


def _site_nodes(page: _Page) -> Iterator[str]:
    wanted = {"website", "newsmediaorganization", "organization"}
    for node in all_nodes(page.tree):
        if wanted & set(types_of(node)):
            yield from texts(node.get("name"))


def _after_heading(page: _Page) -> Iterator[str]:
    """What the page's title holds after its main heading: "Talks resume - The Harbour Post"."""
    parts = _SEPARATOR.split(_title_element(page) or "")
    if len(parts) == 2 and letters(parts[0]) in page.headings:
        yield parts[1]


def _title_parts(page: _Page) -> set[str]:
    parts = _SEPARATOR.split(_title_element(page) or "")
    return {letters(part) for part in parts[:1] + parts[-2:]} if len(parts) > 1 else set()


def _site_name(said: str) -> str | None:
    """A name as said, without a slogan after it; None if it is an address, a handle or too long."""
    name = one_line(said) or ""
    first = str(_SEPARATOR.split(name)[0]).strip()
    name = first if len(first) > 1 else name
    if name.startswith(("@", "http")) or not 2 <= len(name) <= 50:
        return None
    return name


# ---------------------------------------------------------------- authors

_BYLINES = (
    './/*[@itemprop="author"]//*[@itemprop="name"] | .//*[@itemprop="author"][not(*)]',
    './/a[contains(concat(" ", @rel, " "), " author ")]',
    './/*[contains(@class, "byline__name") or contains(@class, "author-name")]',
    './/*[contains(@class, "article__author") or contains(@class, "article-author")]',
)


_CALLED_BYLINES = (
    './/*[contains(@class, "author") or contains(@class, "byline") or contains(@class, "autor")'
    ' or contains(@rel, "author")][not(ancestor::aside or ancestor::nav or ancestor::footer)]'
)
_LONGEST_BYLINE = 90
#: Two to four capitalised words, with particles and initials.
_PERSON = re.compile(r"[A-ZÀ-ÞŁŚŠŽČ][\w.'’-]+(?: (?:[a-zà-ÿ]{1,3} )?[A-ZÀ-ÞŁŚŠŽČ][\w.'’-]*){1,3}")


def _own_names(page: _Page, outlet: str | None) -> list[str]:
    """By what the publisher may sign: its names, its host, and the host's first part."""
    host = site_of(page.url) or ""
    publishers = [name for node in page.articles for name in texts(node.get("publisher"))]
    metas = page.meta("og:site_name", "application-name")
    return [outlet or "", host, host.partition(".")[0], *publishers, *metas]


def _author_witnesses(page: _Page) -> Iterator[list[str]]:
    """Lists of names as each witness gives them, the surest witness first."""
    for node in page.articles:
        yield texts(node.get("author")) or texts(node.get("creator"))
    for name in (
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
    ):
        yield list(page.meta(name))
    for path in _BYLINES:
        shown = (one_line(element.text_content()) for element in page.tree.xpath(path))
        yield [line for line in shown if line]
    yield _visible_bylines(page.tree)


def _visible_bylines(tree: html.HtmlElement) -> list[str]:
    """Persons named in the first element that is called author or byline and names any."""
    for element in tree.xpath(_CALLED_BYLINES):
        line = one_line(element.text_content()) if len(element) <= 3 else None
        if line and len(line) <= _LONGEST_BYLINE:
            names = [name for name in author_names(line) if _PERSON.fullmatch(name)]
            if names:
                return names
    return []


# ---------------------------------------------------------------- date

_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publication_date", "publishdate", "publish-date", "pubdate", "dc.date.issued",
    "dcterms.created", "dc.date.created", "datecreated", "article.published", "cxenseparse:recs:publishtime",
    "og:published_time", "dc.date", "date", "dcterms.date", "cxenseparse:publishtime", "rbpubdate",
)  # fmt: skip
_TIME_ELEMENTS = (
    './/*[@itemprop="datePublished"]/@datetime | .//*[@itemprop="datePublished"]/@content',
    ".//time[@pubdate]/@datetime",
    ".//article//header//time/@datetime | .//header//article//time/@datetime",
)


def _published_at(page: _Page) -> datetime | None:
    """The moment of publication, as exact as it is known."""
    return _first_moment(
        *(texts(node.get("datePublished")) for node in page.articles),
        list(page.meta(*_DATE_METAS)),
        *(page.tree.xpath(path) for path in _TIME_ELEMENTS),
    ) or _found_date(page)


def _first_moment(*witnesses: Iterable[str]) -> datetime | None:
    return next(
        (moment for texts in witnesses for text in texts if (moment := read_timestamp(text))), None
    )


def _found_date(page: _Page) -> datetime | None:
    """The day as htmldate reads it from the page's words and address."""
    from htmldate import find_date

    found = find_date(page.tree, url=page.url, original_date=True, extensive_search=False)
    return read_timestamp(found) if found else None


# ---------------------------------------------------------------- language and address


def _language(page: _Page) -> str | None:
    declared = page.tree.get("lang") or page.tree.get("xml:lang")
    return declared or next(page.meta("og:locale", "content-language", "language"), None)


def _canonical(page: _Page) -> str | None:
    """The page's address: what it declares, if that is believable, else where it was read.

    A page may only speak for its own site, and not give its article the site's front page as
    address: either would put its words under another's name.
    """
    for declared in _declared_addresses(page):
        address = absolute_address(declared, page.url)
        if address and _is_believable(address, page.url):
            return canonical_url(address)
    return canonical_url(page.url) if page.url else None


def _declared_addresses(page: _Page) -> Iterator[str]:
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
