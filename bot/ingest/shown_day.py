"""The day of publication as readers see it: in a line of its own above or below the headline.

Many ministries and bodies give it nowhere else.  Other days stand on the page too: today's, those of
other articles, and those that the text tells of; a wrong day would move every "Friday" of the text.
So only short lines near the headline are read, and none that tells of a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from lxml import html

from bot.ingest.plain_text import squeezed
from bot.ingest.written_days import WrittenDay, days_in_figures, days_named

#: Lines that are read below the headline, and above it.
_BELOW, _ABOVE = 30, 8
#: Characters of a line that may hold the day, and of what may stand beside it.
_LONGEST_LINE, _LONGEST_BESIDE = 160, 60
#: Letters of a sentence: "On air on 9 May 2026."
_SENTENCE = 15
#: Characters that a standfirst does not exceed, and sentences; below running text stands no such line.
_STANDFIRST, _MOST_SENTENCES = 300, 2
_STOPS = re.compile(r"[.!?](?=\s|$)|[。！？]")
_SILENT = frozenset(
    "script style template noscript iframe button select svg form nav aside figcaption".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
#: Elements that part no line.
_INLINE = frozenset(
    "a abbr b bdi cite em font i label mark small span strong sub sup time u".split()
)
#: Classes of what tells the present day, or a picture's, and not the article's.
_TODAY = re.compile(r"today|current-?(?:date|time)|weather|top-?bar|caption", re.IGNORECASE)
#: What stands right before the day of a change, or the last one on which something is to be had.
_OTHER = re.compile(
    r"(?:updat|modifi|revis|review|chang|correct|akt(?:uali[sz]|\.|\b)|geändert|stand\b|mis[e]? à jour"
    r"|actuali|aggiorna|atuali[sz]|güncel|обновл|измен|оновл|промен|aktualiz|zaktual|edytow"
    r"|\buntil|through|\bbis|jusqu|hasta|\bдо\b|oppdater|opdater|uppdater|päivit|bijgewerkt|gewijzigd|ενημέρ|frissít|módos|diperbarui"
    r"|تحديث|تعديل|به\s?روز|更新|修改|수정|업데이트|עודכן)[^\d]{0,25}$",
    re.IGNORECASE,
)


def shown_day(heading: html.HtmlElement, language: str | None) -> datetime | None:
    """The day that a line by the headline gives, at midnight UTC: below it, or else above.

    A day that is told as the last change's is passed over.
    """
    for lines in (_below(heading), _above(heading)):
        day = next((d for line in lines if (d := _day(line, language))), None)
        if day:
            return day.at
    return None


def _day(line: str, language: str | None) -> WrittenDay | None:
    if len(line) > _LONGEST_LINE:
        return None
    days = days_named(line, language) or days_in_figures(line, language)
    beside = len(line) - sum(day.end - day.start for day in days)
    is_sentence = line.endswith((".", "。")) and beside > _SENTENCE
    if is_sentence or beside > _LONGEST_BESIDE:
        return None
    return next((day for day in days if not _OTHER.search(line[: day.start])), None)


def _below(heading: html.HtmlElement) -> Iterator[str]:
    has_standfirst = False
    for line in islice(_lines(_following(heading)), _BELOW):
        if len(line) > _LONGEST_LINE:
            if has_standfirst or not _may_be_standfirst(line):
                return
            has_standfirst = True
        yield line


def _may_be_standfirst(line: str) -> bool:
    """Whether a paragraph may sum up the article; with any other one its text has begun."""
    return len(line) <= _STANDFIRST and len(_STOPS.findall(line)) <= _MOST_SENTENCES


def _above(heading: html.HtmlElement) -> list[str]:
    """The lines above the headline, the nearest first, as far as they are not the site's head."""
    before: list[html.HtmlElement] = []
    for above in (heading, *heading.iterancestors()):
        if above.tag in {"article", "main", "body"}:
            break
        before += [e for e in above.itersiblings(preceding=True) if _is_of_the_article(e)]
        if len(before) >= _ABOVE:
            break
    lines = [list(islice(_lines(iter([element])), _BELOW)) for element in before[:_ABOVE]]
    return [line for of_one in lines for line in reversed(of_one)][:_ABOVE]


def _is_of_the_article(element: html.HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in {*_SILENT, "header", "footer"}


def _following(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The elements behind one, outermost first, in document order."""
    for above in (element, *element.iterancestors()):
        yield from above.itersiblings()


def _lines(elements: Iterator[html.HtmlElement]) -> Iterator[str]:
    """The lines of elements as readers see them; headings, menus and today's date are left out."""
    for element in elements:
        line = ""
        for text, is_end in _pieces(element):
            line += text
            if is_end:
                if shown := squeezed(line):
                    yield shown
                line = ""


def _pieces(root: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """Texts in order, and whether a line ends there."""
    stack: list[tuple[html.HtmlElement, bool]] = [(root, False)]
    while stack:
        node, is_leaving = stack.pop()
        is_block = node.tag not in _INLINE
        if is_leaving:
            yield "", is_block
        elif _is_read(node):
            yield "", is_block
            yield node.text or "", False
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
            continue
        if node is not root:
            yield node.tail or "", False
    yield "", True


def _is_read(node: html.HtmlElement) -> bool:
    is_shown = isinstance(node.tag, str) and node.tag not in _SILENT and node.tag not in _HEADINGS
    return is_shown and not _TODAY.search(f"{node.get('class')} {node.get('id')}")
