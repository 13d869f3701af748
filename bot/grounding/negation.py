"""Negation and modality: a sentence must not say the opposite of its source, or make "may" a fact."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import changes, retold
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.opposites import OPPOSITES
from bot.grounding.polarity import Polarity, polarity_of


def check_negation(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem when every source sentence that the sentence retells says the contrary."""
    mine = polarity_of(claim.text, claim.tokens)
    faults = [_contrary(claim, mine, source) for source in retold(claim, grounds)]
    if faults and all(faults):
        yield Problem(ProblemKind.NEGATION, faults[0] or "")


def _contrary(claim: Ground, mine: Polarity, source: Ground) -> str | None:
    """The word over which a sentence contradicts a source sentence."""
    theirs = polarity_of(source.text, source.tokens)
    stems = _turned(mine, theirs) | _unsettled(mine, theirs) | _opposed(claim, mine, source, theirs)
    words = (t.text for t in claim.tokens if t.stem in stems)
    return next(words, None)


def _turned(mine: Polarity, theirs: Polarity) -> frozenset[str]:
    """Words denied on one side and said to be so on the other."""
    by_me = mine.denied & theirs.asserted - theirs.denied - mine.asserted
    by_them = theirs.denied & mine.asserted - mine.denied - theirs.asserted
    return by_me | by_them


def _unsettled(mine: Polarity, theirs: Polarity) -> frozenset[str]:
    """Words left open on one side and said to be so on the other."""
    by_them = theirs.open & mine.asserted - mine.open - theirs.asserted
    by_me = mine.open & theirs.asserted - theirs.open - mine.asserted
    return by_them | by_me


def _opposed(claim: Ground, mine: Polarity, source: Ground, theirs: Polarity) -> frozenset[str]:
    """Words of the sentence that stand where the source has their opposite."""
    return frozenset(
        here.stem
        for change in changes(claim, source) or ()
        for here in change.claimed
        for there in change.told
        if there.stem in OPPOSITES.get(here.stem, ())
        and (here.stem in mine.denied) == (there.stem in theirs.denied)
    )
