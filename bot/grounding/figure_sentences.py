"""Figures at home in another sentence: "traffic is 22 percent lower" where trade is, and traffic 9.

Each word of a sentence may be in its sources, and its figure too, and yet the sentence that it
retells has another figure of the same kind there.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.figures.reading import Figure
from bot.grounding.figure_agreement import agrees
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.numbers import counted
from bot.memory.frequencies import weight_of

#: Share of the weight of a sentence's words that the sentence with the other figure must hold, and
#: how much more than any sentence that has its own.
LEAST_HELD, LEAST_AHEAD = 0.7, 0.3


def check_figure_homes(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a figure in whose place the sentence told again has another of its kind."""
    words = {t.stem for t in claim.tokens if t.is_content and not _is_of_figure(t.start, claim)}
    total = sum(map(weight_of, words))
    if not total:
        return
    for figure in claim.loose_figures:
        homes = [g for g in grounds.cited if any(agrees(figure, f) for f in g.figures)]
        others = [g for g in grounds.cited if g not in homes and _has_another(figure, claim, g)]
        if not homes or not others:
            continue
        best = max(_held(words, g) for g in homes) / total
        there = max(_held(words, g) for g in others) / total
        if there >= LEAST_HELD and there >= best + LEAST_AHEAD:
            yield Problem(ProblemKind.NUMBER, figure.text)


def _has_another(figure: Figure, claim: Ground, ground: Ground) -> bool:
    """Whether a source sentence has a figure of this kind that the sentence has nowhere."""
    return any(
        _are_of_a_kind(figure, claim, found, ground)
        and not any(agrees(mine, found) for mine in claim.loose_figures)
        for found in ground.loose_figures
    )


def _are_of_a_kind(figure: Figure, claim: Ground, found: Figure, ground: Ground) -> bool:
    if figure.unit is not None or found.unit is not None:
        return figure.unit == found.unit
    return not counted(figure, claim).isdisjoint(counted(found, ground))


def _held(words: set[str], ground: Ground) -> float:
    stems = ground.stems | (Ground(ground.before).stems if ground.before else frozenset())
    return sum(weight_of(word) for word in words & stems)


def _is_of_figure(place: int, sentence: Ground) -> bool:
    """Whether a word is a figure's, or its unit right after it."""
    return any(
        f.start <= place < f.end or (f.unit is not None and place == f.end + 1)
        for f in sentence.figures
    )
