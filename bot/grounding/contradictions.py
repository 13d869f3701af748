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


#: Words of company in common from which "may" and "will" are said of the same thing.
LEAST_COMPANY = 2


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
        if _is_turned(mine, told) or _is_settled(mine, told) or is_opposed:
            yield Problem(ProblemKind.NEGATION, mine.token.text)


def _is_turned(mine: Occurrence, told: Sequence[Occurrence]) -> bool:
    """Whether the sources have the word in this company, and everywhere the other way around."""
    is_supposed = mine.is_denied and mine.is_open
    turned = (o.is_denied != mine.is_denied and not (o.is_denied and o.is_open) for o in told)
    return not is_supposed and all(turned) and any(map(mine.meets, told))


def _is_settled(mine: Occurrence, told: Sequence[Occurrence]) -> bool:
    """Whether the sentence asserts what the sources say of the same thing only with a "may"."""
    alike = (len(mine.company & o.company) >= LEAST_COMPANY for o in told)
    return not mine.is_open and all(o.is_open for o in told) and any(alike)


def _is_opposed(
    mine: Occurrence, told: Sequence[Occurrence], others: Iterable[str], grounds: Grounds
) -> bool:
    """Whether the sources have the word's opposite in this company, and not the word itself."""
    there = (o for stem in others for o in grounds.occurrences.get(stem, ()))
    is_there = any(o.is_denied == mine.is_denied and mine.meets(o) for o in there)
    return is_there and not any(map(mine.meets, told))
