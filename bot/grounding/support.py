"""Whether what a sentence talks about is in its sources at all."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.calendar_words import DateWord
from bot.grounding.figures import Figure
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.tokens import is_within

#: The share of a sentence's content words that its sources must hold.
LEAST_COVERAGE = 0.6


def check_support(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem when too few of the sentence's content words are in its sources.

    Dates and figures have checks of their own and are not counted here.
    """
    near = (*grounds.cited, *grounds.nearby, *grounds.about)
    known: frozenset[str] = frozenset().union(*(ground.stems for ground in near))
    read: tuple[DateWord | Figure, ...] = (*claim.dates, *claim.figures)
    wanted = [t for t in claim.tokens if t.is_content and not is_within(t, read)]
    missing = [token.text for token in wanted if token.stem not in known]
    if wanted and 1 - len(missing) / len(wanted) < LEAST_COVERAGE:
        yield Problem(ProblemKind.UNSUPPORTED, ", ".join(missing))
