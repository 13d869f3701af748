"""Comparisons: more is not told of what the sources' figures say is less.

"More to Ostra than to Vell" is held against the one source sentence that gives both a figure of
one unit, each beside its name or year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.figures.reading import Figure
from bot.grounding.figure_agreement import agrees
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import read_names
from bot.grounding.places import place_of
from bot.sentence_reading.deeds import is_verb, tokens_of

_COMPARES = re.compile(
    r"\b(?:(?P<more>more|higher|larger|greater|bigger|longer|heavier|older|faster)"
    r"|(?P<less>less|lower|smaller|fewer|shorter|lighter|younger|slower))\b"
    r"(?P<between>[^.;]{0,120}?)\bthan\s+(?P<other>(?:(?:to|in|for|of|by|from|on)\s+)?[^,.;]{1,60})",
    re.IGNORECASE,
)


_THAN_ANY = re.compile(r"\bmore\b(?: \w+){0,3}? than any (?:other|one else)\b", re.IGNORECASE)


def check_comparisons(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a comparison that the figures beside the two names tell the other way around."""
    found = _COMPARES.search(claim.text)
    if found is None:
        return
    keys = list(_keys(claim))
    one = [key for key, start in keys if start < found.start("other")]
    other = [key for key, start in keys if found.start("other") <= start < found.end("other")]
    if len(other) != 1 or not one or other[0] in one:
        return
    if found["more"] and any(_is_first_of_all(other[0], ground, claim) for ground in grounds.cited):
        yield Problem(ProblemKind.NUMBER, found.group().strip())
        return
    for ground in grounds.cited:
        values = _values(ground)
        if other[0] not in values or not (known := [key for key in one if key in values]):
            continue
        mine, theirs = values[known[-1]], values[other[0]]
        is_of_one_unit = mine.unit == theirs.unit or None in {mine.unit, theirs.unit}
        if is_of_one_unit and mine.value != theirs.value:
            if (mine.value > theirs.value) != (found["more"] is not None):
                yield Problem(ProblemKind.NUMBER, found.group().strip())
            return


def check_owners(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a figure that a source sentence gives to another name or year than the claim.

    "Ostra wants 16 percent, Vell has offered 14" gives each its own.
    """
    keys = [key for key, _ in _keys(claim)]
    if not keys or not claim.loose_figures:
        return
    told = [values for ground in grounds.cited if (values := _values_before(ground))]
    for figure in claim.loose_figures:
        for values in told:
            known = [key for key in keys if key in values]
            others = [key for key, other in values.items() if agrees(figure, other)]
            is_here = any(key in keys or _says(claim, key) for key in others)
            if len(known) == 1 and others and not is_here and _is_alone(figure, values, grounds):
                yield Problem(ProblemKind.NUMBER, figure.text)
                return


def _says(claim: Ground, key: str) -> bool:
    """Whether a sentence has a name of which it makes none: "killed by measles"."""
    return all(any(t.key.startswith(word) for t in claim.tokens) for word in key.split())


def _is_alone(figure: Figure, values: Mapping[str, Figure], grounds: Grounds) -> bool:
    """Whether the sources have the figure nowhere else than in those two."""
    there = sum(agrees(figure, f) for ground in grounds.cited for f in ground.loose_figures)
    return there == sum(agrees(figure, other) for other in values.values())


def _is_first_of_all(key: str, ground: Ground, claim: Ground) -> bool:
    """Whether it is said to have more than any other of what the sentence tells."""
    found = _THAN_ANY.search(ground.text)
    if found is None or not claim.content & ground.content:
        return False
    before = [k for k, start in _keys(ground) if start < found.start()]
    return before[-1:] == [key]


def _keys(sentence: Ground) -> Iterator[tuple[str, int]]:
    """The names and years of a sentence, each with where it stands."""
    for name in read_names(sentence):
        # "Shares of Norvik": a sentence opens with a capital, whatever its first word.
        text = name.text.partition(" of ")[2] if name.start == 0 else ""
        keys = name.keys[-len(text.split()) :] if text else name.keys
        yield place_of(text or name.text) or " ".join(keys), name.start
    for word in sentence.dates:
        if word.year is not None:
            yield str(word.year), word.start


def _values(ground: Ground) -> dict[str, Figure]:
    """The figure of each name or year, where figures and names stand by turns, in either order."""
    figures: Sequence[Figure] = ground.loose_figures
    keys = sorted(_keys(ground), key=lambda pair: pair[1]) if len(figures) > 1 else []
    for last in range(len(figures) - 1):
        pair = figures[last : last + 2]
        after = [[k for k in keys if f.end <= k[1] < end] for f, end in _until_next(pair, ground)]
        if all(len(found) == 1 for found in after):
            return {found[0][0]: figure for found, figure in zip(after, pair, strict=True)}
    return _values_before(ground)


def _values_before(ground: Ground) -> dict[str, Figure]:
    """The same where the names stand first: "Ostra bought 12, Vell bought nine"."""
    figures: Sequence[Figure] = ground.loose_figures
    keys = sorted(_keys(ground), key=lambda pair: pair[1]) if len(figures) > 1 else []
    for last in range(len(figures) - 1):
        pair = figures[last : last + 2]
        starts = [figures[last - 1].end if last else 0, pair[0].end]
        before = [
            [k for k in keys if start <= k[1] < figure.start]
            for start, figure in zip(starts, pair, strict=True)
        ]
        is_told = all(
            len(found) == 1 and _has_verb(ground, found[0][1], figure.start)
            for found, figure in zip(before, pair, strict=True)
        )
        if is_told:
            return {found[0][0]: figure for found, figure in zip(before, pair, strict=True)}
    return {}


def _has_verb(ground: Ground, start: int, end: int) -> bool:
    """Whether a verb stands between a name and its figure; a list of prices has none."""
    tokens = tokens_of(ground.text)
    return any(
        start < token.word.start < end and not token.word.is_stop and is_verb(tokens, at)
        for at, token in enumerate(tokens)
    )


def _until_next(pair: Sequence[Figure], ground: Ground) -> Iterator[tuple[Figure, int]]:
    ends = [pair[1].start, len(ground.text)]
    later = [figure.start for figure in ground.loose_figures if figure.start >= pair[1].end]
    ends[1] = min([ends[1], *later])
    yield from zip(pair, ends, strict=True)
