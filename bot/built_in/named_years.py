"""Years by their number and by "next year", which an article counts from its own day.  Pure.  English.

"How much will it cost next year?", asked in 2027, is not told by an article of 2026 that says "next
year"; "in 2027" is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from bot.domain.articles import Article

_AHEAD = {"last": -1, "this": 0, "next": 1}
_BY_NAME = re.compile(
    r"\b(?:(?P<which>last|this|next) year(?:['’]s)?|a year (?:ago|earlier|before))\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\b(?:19|20)\d\d\b")
_IN = re.compile(
    r"(?:\b(?:in|for|by|until|since|of|from|during|before|after) |['’]s )$", re.IGNORECASE
)


def with_years_written(
    question: str, asked_at: datetime | None, articles: Iterable[Article]
) -> str:
    """The question with the years that it names by when it is asked, where articles are of others."""
    days = (article.published_at for article in articles)
    if asked_at is None or all(day is None or day.year == asked_at.year for day in days):
        return question
    asked_in = asked_at.year

    def written(found: re.Match[str]) -> str:
        year = asked_in + _ahead(found)
        is_led = _IN.search(question, 0, found.start()) or found[0].endswith("s")
        return f"{'' if is_led else 'in '}{year}"

    return _BY_NAME.sub(written, question)


def years_named(text: str, article: Article) -> frozenset[str]:
    """The years that a sentence names by the day of its article; none where that has no day."""
    day = article.published_at
    if day is None:
        return frozenset()
    return frozenset(str(day.year + _ahead(found)) for found in _BY_NAME.finditer(text))


def names_another_year(question: str, text: str) -> bool:
    """Whether a question names a year by its name, and a sentence only another one so.

    >>> names_another_year("What does it cost this year?", "It will cost 12 million next year.")
    True
    """
    asked, told = ({_ahead(m) for m in _BY_NAME.finditer(each)} for each in (question, text))
    return bool(asked and told) and asked.isdisjoint(told) and not _NUMBER.search(text)


def _ahead(found: re.Match[str]) -> int:
    return _AHEAD[(found["which"] or "last").lower()]
