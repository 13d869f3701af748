"""Whether what a sentence talks about is in its sources at all."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds

#: The share of a sentence's content words that its sources must hold.
LEAST_COVERAGE = 0.6


def check_support(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem when too few of the sentence's content words are in its sources."""
    wanted = [token for token in claim.tokens if token.is_content]
    near = (*grounds.cited, *grounds.nearby, *grounds.about)
    known = frozenset().union(*(ground.stems for ground in near))
    missing = [token.text for token in wanted if token.stem not in known]
    if wanted and 1 - len(missing) / len(wanted) < LEAST_COVERAGE:
        yield Problem(ProblemKind.UNSUPPORTED, ", ".join(missing))
