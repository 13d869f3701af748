"""Roles: who did it and to whom it was done are not turned around, and no doer is added.

"Norland sanctioned Estmark" is not told by "Estmark sanctioned Norland", nor "Milosh arrested 12
officials" by "Milosh was arrested", nor "Kadria freed two sailors" by "two sailors were freed".
Only plain clauses with the same verb are compared; where any source sentence might carry the deed
as it is told, nothing is held against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.deed_side import Side
from bot.grounding.deed_sides import Sides, roots_of, sides_in
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.word_lists import listed
from bot.memory.stems import stem
from bot.sentence_reading.deeds import Verb, tokens_of

#: What each does to the other, so that the sides may change places.
MUTUAL = frozenset(
    map(
        stem,
        listed(
            """meet marry wed fight clash join face play divorce date resemble border match debate
            kiss hug contact call text accompany follow include have get make take use need"""
        ),
    )
)


class Bearing(StrEnum):
    """What a deed of the sources means for the deed that a sentence tells."""

    CARRIES = "carries"
    CONTRADICTS = "contradicts"
    LEAVES_OPEN = "leaves open"
    NONE = "none"


def check_roles(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every deed whose sides the sources have the other way around, or one alone."""
    for mine in sides_in(claim.text):
        doer = mine.doer
        if doer is None or not doer.is_actor or mine.done_to is None or mine.root in MUTUAL:
            continue
        token = tokens_of(claim.text)[mine.place]
        roots = roots_of(mine.root, Verb.of(token.low, token.key, "").roots)
        told = list(_bearings(mine, doer, roots, grounds))
        if Bearing.CARRIES in told:
            continue
        if Bearing.CONTRADICTS in told or (
            Bearing.LEAVES_OPEN in told and not _is_near(doer, roots, grounds)
        ):
            yield Problem(ProblemKind.NAME, ", ".join(sorted(doer.names or doer.words)))


def _bearings(
    mine: Sides, doer: Side, roots: frozenset[str], grounds: Grounds
) -> Iterator[Bearing]:
    for ground in (*grounds.cited, *grounds.nearby, *grounds.about):
        if roots.isdisjoint(ground.stems):
            continue
        told = [sides for sides in sides_in(ground.text) if sides.root in roots]
        bearings = [_bearing(mine, doer, sides) for sides in told]
        yield from bearings
        if Bearing.CONTRADICTS in bearings:
            continue
        # Elsewhere the word may tell the same in another form: "the arrest of", "arresting".
        read = {sides.place for sides in told}
        tokens = tokens_of(ground.text)
        others = any(t.word.stem in roots and at not in read for at, t in enumerate(tokens))
        if others and not doer.words.isdisjoint(t.key for t in tokens):
            yield Bearing.CARRIES


def _bearing(mine: Sides, doer: Side, told: Sides) -> Bearing:
    """What one deed of the sources, by the same verb, has to do with this one."""
    done_to = mine.done_to or Side()
    if told.doer is None and not told.is_passive:
        return Bearing.CARRIES if _shares(mine, told) else Bearing.NONE
    if told.doer is not None and told.doer.meets(doer):
        return Bearing.CARRIES
    is_turned = _is_in(doer, told.done_to)
    if told.is_passive and told.doer is None:
        if is_turned and mine.is_passive is False:
            return Bearing.CONTRADICTS
        is_same = told.done_to is not None and _are_one(told.done_to, done_to)
        return Bearing.LEAVES_OPEN if is_same else Bearing.NONE
    if told.doer is None:
        return Bearing.NONE
    is_anywhere = is_turned or _is_in(doer, told.beside) or _is_of_theirs(told)
    if is_anywhere and _is_in(told.doer, done_to):
        return Bearing.CONTRADICTS
    if is_anywhere and (_is_in(told.doer, mine.beside)):
        return Bearing.CONTRADICTS
    return Bearing.NONE


def _is_in(one: Side, other: Side | None) -> bool:
    """Whether one side is surely among the words of the other: by its names where it has any."""
    if other is None or one.is_anybody or other.is_anybody:
        return False
    wanted, called = one.names or one.words, one.words - one.names
    return bool(wanted) and (wanted <= other.words or (bool(called) and called <= other.words))


def _are_one(one: Side, other: Side) -> bool:
    """Whether both sides are told, and meet."""
    return not (one.is_anybody or other.is_anybody) and one.meets(other)


def _is_of_theirs(told: Sides) -> bool:
    """Whether what is done to is somebody whom a pronoun names, or theirs: "his convoy"."""
    done_to = told.done_to
    return done_to is not None and (done_to.is_anybody or done_to.is_somebodys)


def _shares(mine: Sides, told: Sides) -> bool:
    return not mine.beside.words.isdisjoint(told.beside.words)


def _is_near(doer: Side, roots: frozenset[str], grounds: Grounds) -> bool:
    """Whether the doer is named in a sentence that tells the deed, or in the one before it."""
    for ground in (*grounds.cited, *grounds.about):
        if roots.isdisjoint(ground.stems) and ground not in grounds.about:
            continue
        texts = [ground.text, *([ground.before] if ground.before else [])]
        words = {t.key for text in texts for t in tokens_of(text)}
        if not (doer.names or doer.words).isdisjoint(words):
            return True
    return False
