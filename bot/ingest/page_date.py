"""When a page says that its article was published and last changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.dating import DateSource
from bot.ingest.json_ld import texts, types_of
from bot.ingest.parsed_page import SEPARATOR, ParsedPage
from bot.ingest.shown_day import shown_day
from bot.ingest.timestamps import read_timestamp
from bot.ingest.written_days import days_in_figures


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
    marked = _first_moment(
        *((DateSource.TIME_MARK, page.tree.xpath(path)) for path in _TIME_ELEMENTS)
    )
    day = _in_titles(page) or shown_day(page, title)
    is_same = marked is not None and marked.at is not None and _is_near(marked.at, day)
    if marked is not None and (day is None or is_same):
        return marked
    # The page's own node: publishers of releases often declare no article beside it.
    return _first_moment((DateSource.PAGE_DATA, _of_the_page(page))) or _written(day)


def _is_near(moment: datetime, day: datetime | None) -> bool:
    return day is not None and abs(moment - day) <= _SAME_DAY


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


def _written(day: datetime | None) -> Dated | None:
    return Dated(day, DateSource.PAGE_WORDS) if day else None


def _in_titles(page: ParsedPage) -> datetime | None:
    """The day that ends a title of the page: "Talks resume | World | The Post | 14.03.2024"."""
    for title in (page.window_title or "", *page.meta("og:title")):
        last = SEPARATOR.split(title)[-1].strip()
        days = days_in_figures(last, page.language)
        if days and days[0].end - days[0].start == len(last):
            return days[0].at
    return None


def _found(page: ParsedPage) -> Dated:
    """The day as htmldate reads it from the page's words and address."""
    from htmldate import find_date

    written = find_date(page.tree, url=page.url, original_date=True, extensive_search=False)
    day = read_timestamp(written) if written else None
    if day is None:
        return Dated()
    in_address = re.search(rf"{day:%Y}\D?0?{day.month}\D?0?{day.day}(?!\d)", page.url or "")
    return Dated(day, DateSource.ADDRESS if in_address else DateSource.PAGE_WORDS)
