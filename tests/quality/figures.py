"""The table of quality figures, and the digests of what they were measured on."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

#: What the corpora were when the floors were set.
PINNED = Path(__file__).with_name("corpora.json")
_SHOWN = 12
_HEAD = ("measure", "on", "measured", "asked", "best elsewhere")


@dataclass(frozen=True)
class Figure:
    what: str
    on_what: str
    measured: str
    asked: str
    best_elsewhere: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.what, self.on_what, self.measured, self.asked, self.best_elsewhere)


@dataclass
class Figures:
    """What was measured in this run, in the order in which it was."""

    found: list[Figure] = field(default_factory=list)

    def add(
        self,
        what: str,
        on_what: str,
        measured: float | str,
        asked: float | str = "",
        best_elsewhere: float | str = "",
    ) -> None:
        """Put a figure into the table; numbers are shown to three places."""
        cells = (_shown(measured), _shown(asked), _shown(best_elsewhere))
        self.found.append(Figure(what, on_what, *cells))

    def table(self) -> list[str]:
        """The table's lines, with the corpora's digests below; none where nothing was measured."""
        if not self.found:
            return []
        rows = [_HEAD, *(figure.cells for figure in self.found)]
        widths = [max(len(row[n]) for row in rows) for n in range(len(_HEAD))]
        lines = [_line(row, widths) for row in rows]
        return [lines[0], "  ".join("-" * width for width in widths), *lines[1:], "", *_corpora()]


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.3f}"


# ---------------------------------------------------------------- what it was measured on


def data_folder() -> Path | None:
    """The folder with public data that ATTACHE_QUALITY_DATA names, if any."""
    named = os.environ.get("ATTACHE_QUALITY_DATA")
    return Path(named) if named else None


def digest(path: Path) -> str:
    """The beginning of a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_SHOWN]


def pinned() -> dict[str, str]:
    """The digest of each corpus, by its file's name, when the floors were set."""
    found: dict[str, str] = json.loads(PINNED.read_text("utf-8"))
    return found


def present() -> dict[str, Path]:
    """The corpora that are at hand: the project's own files, and those of the public data."""
    root = PINNED.parents[2]
    folder = data_folder()
    places = {
        name: root / name if "/" in name else folder / name
        for name in pinned()
        if "/" in name or folder is not None
    }
    return {name: path for name, path in places.items() if path.is_file()}


def changed() -> dict[str, str]:
    """Corpora at hand that are not what they were, with their present digests."""
    known = pinned()
    now = {name: digest(path) for name, path in present().items()}
    return {name: told for name, told in now.items() if told != known[name]}


def _corpora() -> list[str]:
    different = changed()
    at_hand = present()
    lines = [
        f"{digest(path)}  {name}{'  CHANGED: floors were set on another one' if name in different else ''}"
        for name, path in at_hand.items()
    ]
    if data_folder() is None:
        lines.append("ATTACHE_QUALITY_DATA is not set: public data was not measured on.")
    return lines
