"""Hedges: "34 killed" is not told by "at least 34", nor "30 ships" by "more than 30"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.figures.reading import Bound, Figure
from bot.grounding.figure_agreement import agrees
from bot.grounding.grounds import Ground, Grounds

#: What makes another figure of it; "about" and "at least" are commonly left out in retelling.
_OTHERWISE = frozenset({Bound.ABOVE, Bound.BELOW, Bound.MOST})
#: The sentence names the limit in words of its own: "a maximum cost of 12".
_LIMIT = re.compile(
    r"\b(?:max\w*|min\w*|limit\w*|ceiling|cap(?:ped)?|threshold|most|least|longer|older|younger"
    r"|or (?:more|less|fewer|above|below|higher|lower))\b",
    re.IGNORECASE,
)
_PLAIN = frozenset({Bound.EXACT, Bound.PRECISE})


def check_hedges(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every exact figure that its sources have only with a hedge; for what is posted."""
    yield from _unhedged(claim, grounds, frozenset(Bound) - _PLAIN)


def check_limits(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every exact figure that its sources have only as a limit: "up to 300"."""
    yield from _unhedged(claim, grounds, _OTHERWISE)


def _unhedged(claim: Ground, grounds: Grounds, hedges: frozenset[Bound]) -> Iterator[Problem]:
    if _LIMIT.search(claim.text):
        return
    for figure in claim.loose_figures:
        if figure.bound in _PLAIN and not figure.is_vague:
            told = list(_bounds_told(figure, grounds))
            if told and all(bound in hedges for bound in told):
                yield Problem(ProblemKind.NUMBER, figure.text)


def _bounds_told(figure: Figure, grounds: Grounds) -> Iterator[Bound]:
    """How the sources hedge the figure, in each place where they have it."""
    for ground in (*grounds.cited, *grounds.about):
        yield from (found.bound for found in ground.loose_figures if agrees(figure, found))
