"""Whether a name is that of a ministry or another public body."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


def names_a_body(name: str) -> bool:
    """Whether a word of a name is one that public bodies are called by.

    >>> names_a_body("Ministerio de Asuntos Exteriores"), names_a_body("The Harbour Post")
    (True, False)
    """
    return _pattern().search(name) is not None


_EAST_ASIAN = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


@cache
def _pattern() -> re.Pattern[str]:
    text = files(__package__).joinpath("body_words.txt").read_text("utf-8")
    words = [w for line in text.splitlines() if not line.startswith("#") for w in line.split()]
    whole = [_pattern_of(word) for word in words if not _EAST_ASIAN.match(word)]
    # Chinese and Japanese part no words.
    parts = [word for word in words if _EAST_ASIAN.match(word)]
    return re.compile("|".join((*whole, *parts)), re.IGNORECASE)


def _pattern_of(word: str) -> str:
    begin = "" if word.startswith("-") else r"\b"
    end = "" if word.endswith("*") else r"\b"
    return f"{begin}{re.escape(word.strip('-*'))}{end}"
