"""The lines of a PDF's page, with where they stand and how large they are set.

A PDF knows no paragraphs, only letters at places; headings, indents and the white between
paragraphs are seen in the places alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PageObject

from bot.ingest.pdf_columns import Rows
from bot.ingest.plain_text import squeezed

SOFT_HYPHEN = "\u00ad"
#: Letters that are set as one, and the sign that word processors use as a bullet.
_SET_AS_ONE = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\uf0b7": "•",
    }
)
#: How much smaller than its line, and how much higher, the number of a footnote is set.
_SMALLER, _HIGHER = 0.8, 0.15
#: A word or a closing sign to which the number of a footnote can cling; "km" and "10" carry powers.
_ANNOTATED = re.compile(r"([^\W\d_]{4}|[.,;:!?”\"’»)])$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one; places and sizes in the page's own units, heights from its foot."""

    text: str
    left: float
    height: float
    size: float


def lines_of(page: PageObject) -> tuple[list[Line], bool]:
    """The lines of a page, in the order in which it draws them, and whether they cross columns.

    Pieces of one row are one line.
    """
    pieces: list[Line] = []
    rows = Rows()

    def hear(
        text: str, drawing: Sequence[float], writing: Sequence[float], _: Any, size: float
    ) -> None:
        if text:
            pieces.append(_placed(text, drawing, writing, size))

    page.extract_text(visitor_text=hear, visitor_operand_before=rows.hear)
    lines = (line for line in map(_whole, _broken_up(pieces)) if line.text)
    return list(_rows(lines)), rows.are_across()


def _placed(text: str, drawing: Sequence[float], writing: Sequence[float], size: float) -> Line:
    """Text at the origin of the matrix that it is written by, inside the one that is drawn by."""
    x, y = writing[4], writing[5]
    scale = math.hypot(writing[2], writing[3]) * math.hypot(drawing[2], drawing[3])
    return Line(
        text,
        left=x * drawing[0] + y * drawing[2] + drawing[4],
        height=x * drawing[1] + y * drawing[3] + drawing[5],
        size=abs(size) * scale or 1.0,
    )


def _broken_up(pieces: Iterable[Line]) -> Iterator[list[Line]]:
    """The pieces of each line."""
    line: list[Line] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line.append(replace(piece, text=first))
        for other in others:
            yield line
            line = [replace(piece, text=other)]
    yield line


def _whole(pieces: Sequence[Line]) -> Line:
    """Pieces as one line; the numbers of footnotes are not of the text."""
    seen = [piece for piece in pieces if piece.text.strip()]
    if not seen:
        return Line("", 0, 0, 1)
    largest = max(seen, key=lambda piece: piece.size)
    text = ""
    for piece in pieces:
        if not (_is_note(piece, largest) and _ANNOTATED.search(text.rstrip())):
            text += piece.text
    return replace(seen[0], text=_clean(text), size=largest.size)


def _is_note(piece: Line, line: Line) -> bool:
    is_raised = piece.height - line.height > _HIGHER * line.size
    is_small = piece.size < _SMALLER * line.size
    return is_raised and is_small and re.fullmatch(r"\s*\d{1,3}\s*", piece.text) is not None


def _clean(text: str) -> str:
    """Letters that readers know; a hyphen that is only for the line's end is kept as what it is."""
    is_open = text.rstrip().endswith(SOFT_HYPHEN)
    return squeezed(text.translate(_SET_AS_ONE)) + (SOFT_HYPHEN if is_open else "")


def _rows(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines, with what stands beside another, as in a table, put behind it."""
    last: Line | None = None
    for line in lines:
        if last is not None and _is_beside(last, line):
            last = replace(last, text=f"{last.text} {line.text}")
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _is_beside(one: Line, other: Line) -> bool:
    return abs(one.height - other.height) < 0.1 * one.size and other.left > one.left
