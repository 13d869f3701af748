"""Until when, unless what, if what: the clause that bounds a deed is its own, and no other's.

"The boats stay until observers come" is not told by "The boats stay until the talks are over", though
the talks are in the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.dates.date_words import DateWord
from bot.domain.claims import Problem, ProblemKind
from bot.figures.reading import Figure
from bot.grounding.alignment import retold
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.tokens import Token, is_within
from bot.sentence_reading.near_synonyms import near_to

_BOUND = re.compile(
    r"(?<!even )(?<!as )(?<!ask )(?<!asked )(?<!know )(?<!say )\b(?P<word>until|unless|provided that|if|once"
    r"|on condition that|as long as|in exchange for|in return for)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[;:,]|$")


def check_bounds_of_deeds(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a bound that all source sentences told again have another one in the place of."""
    for found in _BOUND.finditer(claim.text):
        mine = _words(claim, found)
        if not mine:
            continue
        sources = retold(claim, grounds)
        if sources and all(_has_another(mine, found["word"], source) for source in sources):
            yield Problem(ProblemKind.UNSUPPORTED, claim.text[found.start() : mine[-1].end])


def _words(sentence: Ground, found: re.Match[str]) -> list[Token]:
    """What the bound says, days and figures left out: they have checks of their own."""
    ends = _ENDS.search(sentence.text, found.end())
    end = ends.start() if ends is not None else len(sentence.text)
    read: tuple[DateWord | Figure, ...] = (*sentence.dates, *sentence.figures)
    inside = [t for t in sentence.tokens if found.end() <= t.start < end]
    return [] if any(is_within(t, read) for t in inside) else [t for t in inside if t.is_content]


def _has_another(mine: list[Token], word: str, source: Ground) -> bool:
    """Whether a source sentence has the same kind of bound, and no word of this one anywhere."""
    theirs = [m for m in _BOUND.finditer(source.text) if m["word"].lower() == word.lower()]
    if not any(_words(source, found) for found in theirs):
        return False
    near = {key for token in source.tokens for key in (token.key, token.stem)}
    before = Ground(source.before).stems if source.before else frozenset()
    return not any(
        t.stem in source.stems or t.stem in before or not near_to(t.key).isdisjoint(near)
        for t in mine
    )
