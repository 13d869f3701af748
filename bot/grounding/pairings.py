"""Pairings: each deed of a draft with the doer and the object that the cited sentence gives it.

`roles` and `others_deeds` hold a claim against whole articles, and look only for names that are
turned around.  A draft cites the sentence that it retells: there a deed's doer may not be another
one, nor be joined by one who does something else there, nor its object be another deed's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.added_deeds import LIGHT
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.places import place_of
from bot.grounding.roles import MUTUAL
from bot.grounding.side import Side
from bot.grounding.sides import Sides, root_of, roots_at, sides_in
from bot.grounding.word_lists import listed
from bot.sentence_reading.deeds import tokens_of
from bot.sentence_reading.near_words import near_to
from bot.sentence_reading.whose_offices import is_same_owner

#: One deed of the cited sentences, the deeds of its sentence, and that sentence.
Telling = tuple[Sides, Sequence[Sides], Ground]


def check_pairings(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a doer or an object that every cited telling of the deed has otherwise."""
    tokens = tokens_of(claim.text)
    for mine in sides_in(claim.text):
        if mine.root in MUTUAL | LIGHT:
            continue
        told = list(_tellings(roots_at(tokens, mine.place), grounds))
        if not told:
            continue
        if mine.doer is not None and all(_is_anothers(mine.doer, claim, one) for one in told):
            yield Problem(ProblemKind.NAME, _shown(mine.doer))
        elif mine.done_to is not None and all(_is_other(mine, one) for one in told):
            yield Problem(ProblemKind.UNSUPPORTED, _shown(mine.done_to))


def _tellings(roots: frozenset[str], grounds: Grounds) -> Iterator[Telling | None]:
    """Where the cited sentences tell the deed; None where its sides are not plain."""
    for ground in (*grounds.cited, *grounds.about):
        if roots.isdisjoint(ground.stems):
            continue
        here = sides_in(ground.text)
        plain = {sides.place: sides for sides in here}
        for at, token in enumerate(tokens_of(ground.text)):
            if root_of(token) in roots:
                yield (plain[at], here, ground) if at in plain else None


def _is_anothers(doer: Side, claim: Ground, telling: Telling | None) -> bool:
    """Whether somebody else does it in a source, or one joins in here who does another deed there."""
    if telling is None:
        return False
    told, here, ground = telling
    if doer.is_anybody or told.doer is None or told.doer.is_anybody or not told.doer.words:
        return False
    if not _meets(doer, told.doer):
        if doer.names and told.doer.names:
            return not _stands_in(doer.names, ground)
        return _is_new(told.doer, ground) and (doer.is_actor or _is_new(doer, claim))
    extra = doer.names - told.doer.names
    others = (sides.doer for sides in here if sides is not told and sides.root != told.root)
    return bool(told.doer.names) and any(
        other is not None
        and not extra.isdisjoint(other.names)
        and other.names.isdisjoint(told.doer.names)
        for other in others
    )


def _is_other(mine: Sides, telling: Telling | None) -> bool:
    """Whether it is done to something else in a source, and this is what another deed is done to."""
    if telling is None:
        return False
    told, here, _ = telling
    object_, theirs = mine.done_to, told.done_to
    if object_ is None or theirs is None or object_.is_anybody or theirs.is_anybody:
        return False
    if not (object_.words and theirs.words) or _meets(object_, theirs):
        return False
    if not told.is_passive and not object_.words.isdisjoint(told.beside.words):
        return False
    return any(
        sides.done_to is not None
        and sides.root != told.root
        and not object_.words.isdisjoint(sides.done_to.words)
        for sides in here
    )


def _meets(one: Side, other: Side) -> bool:
    """Whether both may be the same: by a word, a near word, or a country and its people."""
    if one.meets(other) or not one.words.isdisjoint(other.words):
        return True
    if is_same_owner(one.names, other.names):
        return True
    places = {place for name in one.names if (place := place_of(name)) is not None}
    if any(place_of(name) in places for name in other.names):
        return True
    return any(not near_to(word).isdisjoint(other.words) for word in one.words)


def _stands_in(names: frozenset[str], ground: Ground) -> bool:
    """Whether a source sentence names them in any part: who does what there is not plain then."""
    return not names.isdisjoint(token.key for token in tokens_of(ground.text))


def _is_new(side: Side, ground: Ground) -> bool:
    """Whether a sentence speaks of them for the first time: "by soldiers", no "the" before them."""
    tokens = tokens_of(ground.text)
    places = [at for at, token in enumerate(tokens) if token.key in side.words]
    if not places:
        return False
    before = tokens[places[0] - 1].low if places[0] else ""
    return before not in _KNOWN and tokens[places[0]].low.endswith("s")


#: What stands before those of whom was spoken already.
_KNOWN = listed("the its their his her this that these those our all both")


def _shown(side: Side) -> str:
    return ", ".join(sorted(side.names or side.words))
