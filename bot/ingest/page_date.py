"""When a page says that its article was published and last changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import html

from bot.domain.dating import DateSource
from bot.ingest.bylines import letters
from bot.ingest.json_ld import texts, types_of
from bot.ingest.parsed_page import SEPARATOR, ParsedPage
from bot.ingest.shown_day import shown_day
from bot.ingest.timestamps import read_timestamp
from bot.ingest.written_days import days_in_figures, days_named


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment, and where it was read; neither where the page is silent."""

    at: datetime | None = None
    source: DateSource | None = None


_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publication_date", "publishdate", "publish-date", "pubdate", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "datecreated", "article.published",
    "cxenseparse:recs:publishtime", "og:published_time", "dc.date", "date", "dcterms.date",
    "cxenseparse:publishtime", "rbpubdate",
)  # fmt: skip
_ITEMPROPS = './/*[@itemprop="datePublished"]/@datetime | .//*[@itemprop="datePublished"]/@content'
#: A day shown and a moment marked in UTC are the same within a day and a zone.
_SAME_DAY = timedelta(hours=36)
_TIME_ELEMENTS = (
    ".//time[@pubdate]/@datetime",
    ".//article//header//time/@datetime | .//header//article//time/@datetime",
)
#: Lines at the end of a statement; characters of one that gives its day, and of the place beside it.
_CLOSING, _LONGEST_CLOSING, _LONGEST_PLACE = 3, 60, 25
#: What stands before the day in the title of a numbered release.
_NUMBER = re.compile(r"(?:no|nr|n[º°]|№)?\W{0,4}[\d/-]{0,8}\W{0,3}", re.IGNORECASE)


def published(page: ParsedPage, title: str | None) -> Dated:
    """The moment of publication, as exact as it is known."""
    declared = _first_moment(
        *((DateSource.PAGE_DATA, texts(node.get("datePublished"))) for node in page.articles),
        (DateSource.META_TAG, list(page.meta(*_METAS))),
        (DateSource.PAGE_DATA, page.tree.xpath(_ITEMPROPS)),
    )
    return declared or _shown(page, title) or _found(page)


def _shown(page: ParsedPage, title: str | None) -> Dated | None:
    """The day by the headline, with its hour where a ``time`` element of that day has one.

    Of two days the one that readers see counts: such elements may be of the last change, or of comments.
    """
    marks = ((DateSource.TIME_MARK, page.tree.xpath(path)) for path in _TIME_ELEMENTS)
    marked = _first_moment(*marks)
    day = _day_by_headline(page, title)
    if marked is not None and (day is None or _is_near(marked, day)):
        return marked
    # The page's own node: publishers of releases often declare no article beside it.
    declared = _first_moment((DateSource.PAGE_DATA, _of_the_page(page)))
    return declared or (_read_in_words(page, day) if day else None)


def _is_near(marked: Dated, day: datetime) -> bool:
    return marked.at is not None and abs(marked.at - day) <= _SAME_DAY


def _day_by_headline(page: ParsedPage, title: str | None) -> datetime | None:
    heading = _heading(page, title)
    return (
        _in_titles(page)
        or (shown_day(heading, page.language) if heading is not None else None)
        or _in_heading(title, page.language)
    )


def _heading(page: ParsedPage, title: str | None) -> html.HtmlElement | None:
    """The element that shows the title, or else the first main heading."""
    wanted = letters(title or "")
    headings = [(letters(h.text_content()), h) for h in page.tree.iter("h1", "h2", "h3")]
    titled = [h for shown, h in headings if wanted and wanted in shown]
    return next(iter([*titled, *(h for shown, h in headings if shown and h.tag == "h1")]), None)


def closing_day(paragraphs: Sequence[str], language: str | None) -> Dated:
    """The day that a statement ends with, in a line with no more than the place: "Port Elm, 9 May 2026"."""
    for line in paragraphs[-_CLOSING:]:
        days = days_named(line, language) if len(line) <= _LONGEST_CLOSING else []
        beside = len(line) - sum(day.end - day.start for day in days)
        if len(days) == 1 and beside <= _LONGEST_PLACE and not line.endswith("."):
            return Dated(days[0].at, DateSource.PAGE_WORDS)
    return Dated()


def modified(page: ParsedPage) -> Dated:
    """The moment of the last change that the page tells of."""
    metas = page.meta("article:modified_time", "datemodified", "og:updated_time", "last-modified")
    told = _first_moment(
        *((DateSource.PAGE_DATA, texts(node.get("dateModified"))) for node in page.articles),
        (DateSource.META_TAG, metas),
    )
    return told or Dated()


def _of_the_page(page: ParsedPage) -> list[str]:
    pages = [node for node in page.nodes if "webpage" in types_of(node)]
    return texts(pages[0].get("datePublished")) if len(pages) == 1 else []


def _first_moment(*witnesses: tuple[DateSource, Iterable[str]]) -> Dated | None:
    moments = (
        Dated(moment, source)
        for source, texts in witnesses
        for text in texts
        if (moment := read_timestamp(text))
    )
    return next(moments, None)


def _in_titles(page: ParsedPage) -> datetime | None:
    """The day that ends a title of the page: "Talks resume | World | The Post | 14.03.2024"."""
    for title in (page.window_title or "", *page.meta("og:title")):
        last = SEPARATOR.split(title)[-1].strip()
        days = days_in_figures(last, page.language)
        if days and days[0].end - days[0].start == len(last):
            return days[0].at
    return None


def _in_heading(title: str | None, language: str | None) -> datetime | None:
    """The day that a title begins with, after a number: "No: 102, 9 May 2026, Press Release"."""
    days = days_named((title or "")[:_LONGEST_CLOSING], language)
    is_first = bool(days) and _NUMBER.fullmatch((title or "")[: days[0].start]) is not None
    return days[0].at if is_first else None


def _found(page: ParsedPage) -> Dated:
    """The day as htmldate reads it from the page's words and address."""
    from htmldate import find_date

    written = find_date(page.tree, url=page.url, original_date=True, extensive_search=False)
    day = read_timestamp(written) if written else None
    return _read_in_words(page, day) if day else Dated()


def _read_in_words(page: ParsedPage, day: datetime) -> Dated:
    in_address = re.search(rf"{day:%Y}\D?0?{day.month}\D?0?{day.day}(?!\d)", page.url or "")
    return Dated(day, DateSource.ADDRESS if in_address else DateSource.PAGE_WORDS)
