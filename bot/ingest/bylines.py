"""Author lines: names as pages write them, down to the names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.ingest.plain_text import one_line

_LEAD_IN = re.compile(
    r"^\s*(written by|reported by|by|von|par|por|de|di|da|door|av|af|autor(in)?|author|text)\b[:\s]+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(\||•|·|\bin\s[A-ZÀ-Ž][\w.\- ]+$|\(\s*[^)]*\)|,\s*(senior |chief |foreign )*(correspondent|reporter|editor).*)$"
)
_BETWEEN = re.compile(
    r"\s*(?:;|,|\||\band\b|\bund\b|\bet\b|&|\b(?:og|och|ve)\b|\by\b(?=\s+[A-ZÀ-Ž]))\s*"
)
_UNWANTED = re.compile(
    r"https?://|www\.|@|\d{3,}|^(admin|editor|redaktion|unknown|null|undefined|none|von|by)$|facebook|twitter",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_MOST = 8


def authors_of(witnesses: Iterable[list[str]], publisher: Collection[str]) -> str | None:
    """The authors, joined by ", ", from the first witness that names any.

    Names in `publisher` are the outlet's own: it signs only where nobody else does.
    """
    own = {letters(name) for name in publisher}
    signed: list[str] = []
    for said in witnesses:
        names = list(dict.fromkeys(name for text in said for name in author_names(text)))
        people = [name for name in names if letters(name) not in own]
        if people:
            return ", ".join(people[:_MOST])
        signed = signed or names
    return ", ".join(signed[:_MOST]) or None


def letters(name: str) -> str:
    """A name by its letters and figures alone, for comparing."""
    return re.sub(r"[\W_]+", "", name).casefold()


def author_names(text: str) -> list[str]:
    """The names in one author line.

    >>> author_names("By Ana Pérez and Jo Li")
    ['Ana Pérez', 'Jo Li']
    """
    line = _TAIL.sub("", _LEAD_IN.sub("", one_line(text) or ""))
    names = (name.strip(" .,:;-–—") for name in _BETWEEN.split(line))
    return [name for name in names if _is_name(name)]


def _is_name(name: str) -> bool:
    return 1 < len(name) <= _LONGEST_NAME and not _UNWANTED.search(name)
