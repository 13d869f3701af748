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


@cache
def _pattern() -> re.Pattern[str]:
    text = files(__package__).joinpath("body_words.txt").read_text("utf-8")
    words = [w for line in text.splitlines() if not line.startswith("#") for w in line.split()]
    ends = "|".join(re.escape(word[1:]) for word in words if word.startswith("-"))
    begins = "|".join(re.escape(word) for word in words if not word.startswith("-"))
    # Chinese and Japanese part no words.
    return re.compile(rf"(?:\b|(?<=[\u3040-\u9fff]))(?:{begins})|(?:{ends})\b", re.IGNORECASE)
