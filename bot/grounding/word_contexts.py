"""Where a word stands: among which others, and whether it is denied or left open there.

A word that comes up twice need not be said of the same thing: "work in Grenada" and "may work with
us" have nothing to do with each other.  Two places are compared when they share a word beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.grounding.polarity import polar_starts
from bot.grounding.tokens import Token

#: Content words on either side that are a word's company.
COMPANY = 3


_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|in\s+case|when|not\s+(?:all|every|always|necessarily))\b[^,;:.]*$",
    re.IGNORECASE,
)


_EARLIER = re.compile(
    r"\b(?:who|whom|which|of them|he|she|it|they) (?:had|has|have|were|was)(?: been)?(?: \w+ly)? $|\bof (?:them|whom|which) $"
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One content word where it stands, with the stems of the content words around it."""

    token: Token
    company: frozenset[str]
    is_denied: bool
    is_open: bool

    def meets(self, other: Occurrence) -> bool:
        """Whether both stand in the same company, and may speak of the same thing."""
        return not self.company.isdisjoint(other.company)


def occurrences_in(text: str, tokens: Sequence[Token]) -> Iterator[Occurrence]:
    """Every content word of a sentence, in order."""
    denied, opened = polar_starts(text, tokens)
    # "If it does not rain" denies nothing.
    opened |= {at for at in denied if _is_supposed(text, at)}
    content = [token for token in tokens if token.is_content]
    stems = [token.stem for token in content]
    for at, token in enumerate(content):
        company = (*stems[max(0, at - COMPANY) : at], *stems[at + 1 : at + 1 + COMPANY])
        yield Occurrence(token, frozenset(company), token.start in denied, token.start in opened)


def _is_supposed(text: str, at: int) -> bool:
    """Whether the word stands in a clause that only supposes something, or says "not all"."""
    return _SUPPOSED.search(text, 0, at) is not None


def is_background(token: Token, text: str) -> bool:
    """Whether it tells of an earlier time or of a part: "handed over 19, most of them arrested in June"."""
    return _EARLIER.search(text, max(0, token.start - 30), token.start) is not None
