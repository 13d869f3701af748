"""Contradictions: a sentence in words of its own says of something what its sources say is not so.

`negation` compares a sentence with the one that it retells.  Here each word is compared with every
place where the sources have it, or have its opposite, in the same company: "They will not bake a
cake" against "Emily will bake a cake", "hard to use" against "easy to use".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import changes, retold
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.occurrences import Occurrence
from bot.grounding.opposites import OPPOSITES
from bot.grounding.polarity import is_negator
from bot.grounding.word_lists import listed
from bot.memory.frequencies import weight_of

#: A word of the sources where it stands, and the sentence that it stands in.
Told = tuple[Occurrence, Ground]


#: Words of company in common from which "may" and "will" are said of the same thing.
LEAST_COMPANY = 2
#: How telling a word has to be by which two opposites are known to be said of the same thing:
#: "remote" or "ceasefire" is, "water" and "large" stand beside anything.
LEAST_TELLING = 4.0
#: The share of a sentence's words in a source sentence that denies what it says.
LEAST_ALIKE = 0.25
#: Verbs that keep what follows from being so, without a "not".
_AVOIDING = listed(
    """avoid avoids avoided avoiding prevent prevents preventing keep keeps kept stop stops stopped
    refrain refrains refrained instead rather other unlike"""
)


def check_contradictions(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every word of which the sources say the contrary, wherever they have it."""
    if any(changes(claim, source) is not None for source in retold(claim, grounds)):
        return
    stems = {mine.token.stem for mine in claim.occurrences}
    for mine in claim.occurrences:
        told = grounds.occurrences.get(mine.token.stem, ())
        others = OPPOSITES.get(mine.token.stem, frozenset())
        # "Some buy, others sell" names both sides.
        is_opposed = stems.isdisjoint(others) and _is_opposed(mine, told, others, grounds)
        if is_opposed or _is_settled(mine, told) or _is_turned(mine, told, claim):
            yield Problem(ProblemKind.NEGATION, mine.token.text)


def _is_turned(mine: Occurrence, told: Sequence[Told], claim: Ground) -> bool:
    """Whether the sources have the word in this company, and everywhere the other way around."""
    if not told or (mine.is_denied and mine.is_open):
        return False
    if any(o.is_denied == mine.is_denied or (o.is_denied and o.is_open) for o, _ in told):
        return False
    alike = [source for o, source in told if mine.meets(o)]
    if mine.is_denied:
        return bool(alike) and not any(map(_avoids, alike))
    wanted = LEAST_ALIKE * len(claim.content)
    is_alike = any(len(claim.content & source.content) >= wanted for source in alike)
    return is_alike and not _avoids(claim)


def _avoids(sentence: Ground) -> bool:
    """Whether a sentence has other means than the one at hand of saying that something is not so."""
    return any(t.key in _AVOIDING or is_negator(t) for t in sentence.tokens)


def _is_settled(mine: Occurrence, told: Sequence[Told]) -> bool:
    """Whether the sentence asserts what the sources say of the same thing only with a "may"."""
    alike = (len(mine.company & o.company) >= LEAST_COMPANY for o, _ in told)
    return not mine.is_open and all(o.is_open for o, _ in told) and any(alike)


def _is_opposed(
    mine: Occurrence, told: Sequence[Told], others: Iterable[str], grounds: Grounds
) -> bool:
    """Whether the sources have the word's opposite in this company, and not the word itself."""
    there = (o for stem in others for o, _ in grounds.occurrences.get(stem, ()))
    is_there = any(o.is_denied == mine.is_denied and _is_telling(mine, o) for o in there)
    return is_there and not any(mine.meets(o) for o, _ in told)


def _is_telling(mine: Occurrence, other: Occurrence) -> bool:
    return any(weight_of(stem) >= LEAST_TELLING for stem in mine.company & other.company)
