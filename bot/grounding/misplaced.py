"""Misplaced citations: what a sentence says stands in the sentences that it cites, not beside them.

The sentences around a cited one tell who "he" is; they do not carry a sentence that cites another.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import read_names
from bot.grounding.support import telling_words
from bot.grounding.tokens import is_within

#: The share of a sentence's words, names left out, that the cited sentences must hold themselves.
LEAST_CITED = 0.5


def check_misplaced(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem when most of what a sentence says stands around the cited sentences alone."""
    names = read_names(claim)
    words = [token for token in telling_words(claim) if not is_within(token, names)]
    cited = frozenset[str]().union(*(ground.stems for ground in (*grounds.cited, *grounds.about)))
    nearby = frozenset[str]().union(*(ground.stems for ground in grounds.nearby))
    beside = [token.text for token in words if token.stem in nearby - cited]
    if len(beside) > (1 - LEAST_CITED) * len(words):
        yield Problem(ProblemKind.UNSUPPORTED, ", ".join(beside))
