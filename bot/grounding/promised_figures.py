"""Sums and counts that are only promised, offered, asked or planned, and told as given or done.

"The bank offered farmers 300 million" is not told by "Farmers got 300 million".  For what is posted:
a figure that the cited sentences have only with such a verb needs such a word beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.figures.reading import Figure
from bot.grounding.figure_agreement import agrees
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.left_open import any_of

_OPEN_BEFORE = re.compile(rf"\b(?-i:(?!May\b)){any_of('open_figures')}\b", re.IGNORECASE)
#: Verbs by which a writer says that it was done.
_DONE = re.compile(rf"\b{any_of('given')}\b", re.IGNORECASE)


def check_promised(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a figure told as given or had that every cited place has as only promised."""
    if not _DONE.search(claim.text) or _OPEN_BEFORE.search(claim.text):
        return
    for figure in claim.loose_figures:
        told = list(_openings(figure, grounds))
        if told and all(told):
            yield Problem(ProblemKind.NUMBER, f"{figure.text}: {told[0]}")


def _openings(figure: Figure, grounds: Grounds) -> Iterator[str]:
    """The word in whose reach each cited place has the figure; "" where there is none."""
    for ground in (*grounds.cited, *grounds.about):
        for found in ground.loose_figures:
            if agrees(figure, found):
                yield _governing(ground.text, found.start)


_BORDER = re.compile(r"[;:]|,\s(?:and|but|while|which|who|of which|of whom)\s")


def _governing(text: str, place: int) -> str:
    start = max((m.end() for m in _BORDER.finditer(text, 0, place)), default=0)
    before = list(_OPEN_BEFORE.finditer(text, start, place))
    return before[-1].group() if before else ""
