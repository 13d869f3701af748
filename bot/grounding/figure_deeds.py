"""Figures and their deeds: what somebody claimed is not what they were awarded.

Where the sources say of a figure in a clause of its own what was done with it ("the 210 million it
had claimed"), and have another figure of that unit with the sentence's deed, the two are not
told for each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.built_in.deeds import is_verb, tokens_of
from bot.domain.claims import Problem, ProblemKind
from bot.grounding.figure_agreement import agrees
from bot.grounding.figures import Figure
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.sides import root_of
from bot.memory.stems import stem

_OWN_CLAUSE = re.compile(
    r"\s*(?:(?:that|which|whom)\s+)?(?:it|he|she|they|we|[A-Z]\w+)\s+"
    r"(?:(?:had|has|have|was|were|originally|first|once|is|are)\s+){0,3}(?P<verb>[a-z]+(?:ed|t|d|n|ght|es|s)?)\b"
)
#: Words of the thing counted that may stand between a figure and its clause.
_THING = re.compile(r"(?:[\s-]+(?!that\b|which\b|it\b|he\b|she\b|they\b)[a-z]+)?")


def check_figure_deeds(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a figure that every source sentence ties to another deed than the sentence's."""
    for figure in claim.loose_figures:
        mine = _deed_before(figure, claim)
        told = [(f, g) for g in grounds.cited for f in g.loose_figures if agrees(figure, f)]
        if mine is None or not told:
            continue
        if all(_is_of_another(mine, found, claim, ground) for found, ground in told):
            yield Problem(ProblemKind.NUMBER, figure.text)


def _is_of_another(mine: str, found: Figure, claim: Ground, ground: Ground) -> bool:
    """Whether its own clause has another deed, and another figure of its unit has this one."""
    thing = _THING.match(ground.text, found.end)
    own = _OWN_CLAUSE.match(ground.text, thing.end() if thing else found.end)
    own = own or _OWN_CLAUSE.match(ground.text, found.end)
    if own is None or stem(own["verb"]) in claim.stems:
        return False
    others = (f for f in ground.loose_figures if f is not found and found.unit in {None, f.unit})
    return any(
        _deed_before(other, ground) == mine for other in others if other.value != found.value
    )


def _deed_before(figure: Figure, sentence: Ground) -> str | None:
    """The stem of the verb nearest before a figure in its clause."""
    tokens = tokens_of(sentence.text)
    places = [at for at, token in enumerate(tokens) if token.word.start < figure.start]
    for at in reversed(places):
        if is_verb(tokens, at) and not tokens[at].word.is_stop:
            return root_of(tokens[at])
        if tokens[at].after_border:
            return None
    return None
