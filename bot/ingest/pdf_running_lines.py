"""Headers, footers, page numbers and tables of contents: what is printed and is not text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.ingest.pdf_lines import Line

#: The share of pages on which a line is a running one: those of left and right pages take turns.
_REPEATED_ON = 0.4
#: Fewer pages than this repeat lines by chance.
_FEWEST = 3
#: Lines at the top and the bottom of a page among which running ones are looked for.
_EDGE = 3

#: An entry of a table of contents leads to its page with dots.
_LEADS = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){5,}+\s*\w{0,5}$")
_NUMBER = re.compile(r"[-–—\[(| ]*(\d{1,4}|[ivxl]{1,6})[-–—\])| ]*")
_OF_ALL = re.compile(
    r"[-–—| ]*(?:(?:page|seite|pag\.?|página|pagina|sida|side|стр\.?)\s*\d{1,4}"
    r"|(?:(?:page|seite|página|pagina)\s*)?\d{1,4}\s*(?:/|of|von|de|sur|di|из)\s*\d{1,4})[-–—| .]*",
    re.IGNORECASE,
)
#: What a browser prints around a page: its address, and the moment of printing.
_BROWSER = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?\b.*"
)


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages' own lines."""
    edges = [_edge(page) for page in pages]
    least = max(_FEWEST, _REPEATED_ON * len(pages))
    repeated = _often((line.text.casefold() for line in set(edge)) for edge in edges)
    counted = _often(_counts(index, edge) for index, edge in enumerate(edges))

    def runs(index: int, line: Line) -> bool:
        return (
            repeated[line.text.casefold()] >= least
            or any(counted[key] >= _least(line, least) for key in _counts(index, [line]))
            or _is_printed(index, line)
        )

    return [
        [
            line
            for line in page
            if not (line in edge and runs(index, line)) and not _LEADS.search(line.text)
        ]
        for index, (page, edge) in enumerate(zip(pages, edges, strict=True))
    ]


def _edge(page: Sequence[Line]) -> frozenset[Line]:
    """The lines at the top and the bottom, wherever among the others they were drawn."""
    heights = sorted({line.height for line in page})
    outer = {*heights[:_EDGE], *heights[-_EDGE:]}
    return frozenset(line for line in page if line.height in outer)


def _often(pages: Iterator[Iterator[object]]) -> Counter[object]:
    """On how many pages each thing stands."""
    return Counter(thing for page in pages for thing in set(page))


def _counts(index: int, lines: Sequence[Line] | frozenset[Line]) -> Iterator[object]:
    """By what a line that counts its pages is the same on each: its words, and how far it is ahead."""
    for line in lines:
        words = re.sub(r"\d+", "#", line.text.casefold())
        for place, number in enumerate(re.findall(r"\d{1,4}", line.text)):
            yield words, place, int(number) - index


def _least(line: Line, usual: float) -> float:
    """On how many pages a line must count on; a number alone needs only one other."""
    return 2 if _NUMBER.fullmatch(line.text) else usual


def _is_printed(index: int, line: Line) -> bool:
    """Whether a line is a page's number, however few pages there are, or its browser's."""
    if _OF_ALL.fullmatch(line.text) or _BROWSER.fullmatch(line.text):
        return True
    number = _NUMBER.fullmatch(line.text)
    return number is not None and (not number[1].isdigit() or int(number[1]) == index + 1)
