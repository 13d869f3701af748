"""What is told of a part of a count is not told of all: "400 lorries, 60 of them with fruit".

`parts_and_wholes` looks at "all" and "most".  Here the sentence has the whole count, without the part's, and
says of it what its source says of the part alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.domain.claims import Problem, ProblemKind
from bot.figures.reading import Figure
from bot.grounding.figure_agreement import agrees
from bot.grounding.grounds import Ground, Grounds

#: After the count and what it counts: ", 60 of them with fruit", ", among them 60 with fruit".
_PART = re.compile(
    r",\s+(?:(?:and )?(?P<part>(?:about |some |at least |only |nearly )?[\w,.]{1,12}) of (?:them|which|whom|those|these)"
    r"|(?:among|of|including) (?:them|which|whom|those|these),? (?P<behind>(?:about |some |at least |only |nearly )?[\w.]{1,12}))"
    r"\b(?P<told>[^,;:.]{3,120})",
    re.IGNORECASE,
)
#: Between a part and its whole: "1,100 of the port's 1,700".
_OF_THE = re.compile(r"(?: [a-z]+)? of (?:the|its|their|his|her|some|all)?(?: ?[\w’'-]+){0,3} ?")
_PART_OF_COUNT = re.compile(r"\b(?:most|half|some|many|several|all|none) of the\b", re.IGNORECASE)
_ALL_OR_NONE = re.compile(r"\b(?:all|none|both|each|neither)\b", re.IGNORECASE)
_OF_A_PART = re.compile(
    r"\b(?:most|some(?! [0-9])|many|several|half|part|mostly|mainly|largely|majority|among|including|of (?:them|whom|which|those))\b",
    re.IGNORECASE,
)
#: Share of what is told of the part that a sentence must have to tell it.
LEAST_TOLD = 0.5


def check_parts_told(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a whole count of which a sentence says what its sources say of a part."""
    yield from _of_another_count(claim, grounds)
    if _OF_A_PART.search(claim.text):
        return
    yield from _wholes(claim, grounds)
    for figure in claim.loose_figures:
        told = [g for g in grounds.cited if any(agrees(figure, f) for f in g.loose_figures)]
        if told and all(_is_of_a_part(claim, ground) for ground in told):
            yield Problem(ProblemKind.NUMBER, figure.text)


def _of_another_count(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for "most of the 46" where a part of another count is told, and of it what is said."""
    for found in _PART_OF_COUNT.finditer(claim.text):
        mine = next((f for f in claim.loose_figures if f.start >= found.end()), None)
        if mine is None or claim.text[found.end() : mine.start].strip():
            continue
        for ground in grounds.cited:
            part = _PART.search(ground.text)
            if part is None or any(agrees(mine, f) for f in ground.loose_figures):
                continue
            start, end = part.span("told")
            inside = {t.stem for t in ground.tokens if t.is_content and start <= t.start < end}
            if inside and len(inside & claim.content) >= LEAST_TOLD * len(inside):
                yield Problem(ProblemKind.NUMBER, claim.text[found.start() : mine.end])
                break


def _wholes(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for the whole count where the deed is of a part: "represents 1,100 of its 1,700"."""
    for figure in claim.loose_figures:
        told = [g for g in grounds.cited if any(agrees(figure, f) for f in g.loose_figures)]
        if told and all(_is_whole_of(figure, claim, ground) for ground in told):
            yield Problem(ProblemKind.NUMBER, figure.text)


def _is_whole_of(figure: Figure, claim: Ground, ground: Ground) -> bool:
    """Whether a source sentence has the figure only after "a part of the", by a verb of the sentence's."""
    figures = ground.loose_figures
    for part, whole in pairwise(figures):
        if not agrees(figure, whole) or any(agrees(mine, part) for mine in claim.loose_figures):
            continue
        if _OF_THE.fullmatch(ground.text, part.end, whole.start) is None:
            continue
        governing = [t for t in ground.tokens if t.end <= part.start and t.is_content][-1:]
        if any(t.stem in claim.stems for t in governing):
            return True
    return False


def _is_of_a_part(claim: Ground, ground: Ground) -> bool:
    """Whether a source sentence has of a part what the sentence says, and the part's count is left out."""
    found = _PART.search(ground.text)
    if found is None:
        return False
    start, end = found.span("part" if found["part"] else "behind")
    parts = [f for f in ground.loose_figures if start <= f.start < end]
    whole = [f for f in ground.loose_figures if f.end <= found.start()]
    if _ALL_OR_NONE.search(ground.text[start:end]):
        return False
    if any(agrees(mine, part) for part in parts for mine in claim.loose_figures):
        return False
    if not any(agrees(mine, f) for f in whole for mine in claim.loose_figures):
        return False
    start, end = found.span("told")
    inside = {t.stem for t in ground.tokens if t.is_content and start <= t.start < end}
    outside = {t.stem for t in ground.tokens if t.is_content and not start <= t.start < end}
    only = inside - outside
    return bool(only) and len(only & claim.content) >= LEAST_TOLD * len(only)
