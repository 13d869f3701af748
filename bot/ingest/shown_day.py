"""The day that a page shows beside its headline, as a reader finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice

from lxml import html

from bot.dates.date_words import DateWord, Kind
from bot.dates.reading import read_dates
from bot.ingest.plain_text import letters_in, one_line

#: Pieces of text between a headline and what is written below it: kicker, authors, buttons.
_MOST_PIECES = 24
#: The same above a headline, where offices put the day of a release.
_ABOVE = 3
#: Letters from which a piece is running text: the article has begun, its own days are others.
_RUNNING = 120
#: Characters of a line that gives the day with what goes with it: "By ... | Updated ...".
_LONGEST_LINE = 80
_SILENT = frozenset(
    ("script", "style", "template", "noscript", "select", "svg", "nav", "aside", "footer", "form")
)
_EARLIEST_YEAR = 1990
#: "14.06.2019", "2019年6月14日": their order is the same everywhere.
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?![\d.])")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
#: Words of the last change: what stands behind them is no day of publication.
_CHANGED = re.compile(
    r"updat|modifi|chang|revis|aktualisier|geändert|stand:|mis à jour|màj|actualiza|aggiornat|atualiza"
    r"|обновл|更新|修正|수정"
)


def shown_day(heading: html.HtmlElement, language: str | None) -> datetime | None:
    """The first day with its year that stands between a headline and the text, at midnight UTC.

    Where none does, the one right above the headline.  A day that is told as the last change's is
    passed over.
    """
    language = (language or "en").lower()[:2]
    behind = islice(_lines(heading.xpath("following::*")), _MOST_PIECES)
    above = islice(_lines(reversed(heading.xpath("preceding::*"))), _ABOVE)
    return _first_day(behind, language) or _first_day(above, language)


def _first_day(lines: Iterable[str], language: str | None) -> datetime | None:
    for line in lines:
        if letters_in(line) > _RUNNING:
            return None
        day = _day_in(line, language) if len(line) <= _LONGEST_LINE else None
        if day is not None:
            return day
    return None


def _lines(elements: Iterable[html.HtmlElement]) -> Iterator[str]:
    """What elements show, block by block, without menus and boxes."""
    for element in elements:
        if element.tag in _SILENT or not isinstance(element.tag, str):
            continue
        if any(above.tag in _SILENT for above in element.iterancestors()):
            continue
        line = one_line(element.text_content() if _is_last_block(element) else element.text)
        if line:
            yield line


_INLINE = frozenset(("a", "abbr", "b", "em", "i", "small", "span", "strong", "sub", "sup", "time"))


def _is_last_block(element: html.HtmlElement) -> bool:
    return all(inner.tag in _INLINE for inner in element.iterdescendants())


def _day_in(line: str, language: str | None) -> datetime | None:
    small = line.casefold()
    for year, month, day, start in _days(line, language):
        if year >= _EARLIEST_YEAR and not _CHANGED.search(small[:start]):
            try:
                return datetime(year, month, day, tzinfo=UTC)
            except ValueError:
                continue
    return None


def _days(line: str, language: str | None) -> Iterator[tuple[int, int, int, int]]:
    for match in _DOTTED.finditer(line):
        yield int(match[3]), int(match[2]), int(match[1]), match.start()
    for match in _YEAR_FIRST.finditer(line):
        yield int(match[1]), int(match[2]), int(match[3]), match.start()
    for word in read_dates(line, language, "en"):
        yield from _whole(word)


def _whole(word: DateWord) -> Iterator[tuple[int, int, int, int]]:
    if word.kind is Kind.DAY and word.year and word.month and word.day:
        yield word.year, word.month, word.day, word.start
