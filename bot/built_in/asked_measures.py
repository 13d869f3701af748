"""What a figure must be of, to answer a question that asks for one.  Pure.  English."""

from __future__ import annotations

import re

#: Characters of a question that are read: about 300 words.
MOST_CHARACTERS = 2_000
_MEASURE = re.compile(r"\bhow (long|old|far|fast|often)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:how much|what)\b.*\b(?:cost|costs|pay|pays|paid|spend|spent|earn|earns|earned|worth"
    r"|donated?|salary|price|fined?|money|currency|budget|revenue|debt)\b",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"\b(?:what|which) (?:share|percentage|proportion|portion)\b|\bhow much of\b", re.IGNORECASE
)
_BIG = re.compile(r"\bhow (?:(?:big|large)\b|high (?:is|are|was|were)\b)", re.IGNORECASE)


def measure_of(question: str) -> str | None:
    """Of "how *long*" a time, of "how *far*" a distance; None where any figure will do."""
    if match := _MEASURE.search(question):
        return match[1].lower()
    if _BIG.search(question):
        return "big"
    if _SHARED.search(question):
        return "share"
    return "money" if _MONEY.search(question) else None
