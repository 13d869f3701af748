"""Pairings: each deed of a draft with the doer and the object that the cited sentence gives it.

`roles` and `others_deeds` hold a claim against whole articles, and look only for names that are
turned around.  A draft cites the sentence that it retells: there a deed's doer may not be another
one, nor be joined by one who does something else there, nor its object be another deed's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.added_deeds import LIGHT
from bot.grounding.deed_side import Side, is_actor
from bot.grounding.deed_sides import PREPOSITIONS, Sides, root_of, roots_at, sides_in
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import read_names
from bot.grounding.places import place_of
from bot.grounding.roles import MUTUAL
from bot.grounding.word_lists import listed
from bot.memory.stems import stem
from bot.sentence_reading.deeds import is_verb, low_at, tokens_of
from bot.sentence_reading.near_synonyms import near_to
from bot.sentence_reading.whose_offices import is_same_owner

#: Nouns by which anybody is told of again.
_AGAIN = frozenset(
    map(
        stem,
        listed(
            """country party company group body side man woman people team organisation organization
            pair duo two three neighbour state nation one other others member leader"""
        ),
    )
)
#: Bodies and people who may be told of by each other's names.
_KINDS = tuple(
    frozenset(map(stem, listed(kind)))
    for kind in (
        """government cabinet ministry minister president premier administration authority official
        spokesman spokeswoman spokesperson envoy ambassador diplomat delegation chancellor secretary""",
        """army soldier troop force military navy guard police officer policeman fighter gunman rebel
        militant insurgent patrol unit coastguard commander general""",
        "company firm maker producer operator owner airline bank lender fund agency office organisation",
        "court judge tribunal prosecutor jury magistrate",
        "parliament lawmaker deputy assembly senate council chamber member mp",
        "worker union employee staff striker",
        "protester demonstrator crowd people resident citizen villager farmer person",
        "scientist researcher expert study university institute analyst report",
    )
)
_ACTING = frozenset[str]().union(*_KINDS)
#: Words of who somebody is, after the comma behind their name, up to the noun.
LONGEST_APPOSED = 6
_JOINTS = frozenset({"and", "but", "that", "who", "which"})
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
        doer = None if _is_participle(mine, claim) else mine.doer
        if doer is not None and all(_is_anothers(doer, claim, one, grounds) for one in told):
            yield Problem(ProblemKind.NAME, _shown(doer))
        elif mine.done_to is not None and all(_is_other(mine, one) for one in told):
            yield Problem(ProblemKind.UNSUPPORTED, _shown(mine.done_to))


def tells_of_somebody(claim: Ground) -> bool:
    """Whether a sentence speaks of people or bodies: advice and descriptions tell of no deed."""
    tokens = tokens_of(claim.text)
    is_of_bodies = any(token.key in _ACTING for token in tokens)
    return is_of_bodies or is_actor(tokens) or bool(read_names(claim))


def _is_participle(mine: Sides, claim: Ground) -> bool:
    """Whether it may describe what stands before it: "kept two of the boats searched in May"."""
    tokens = tokens_of(claim.text)
    if mine.is_passive or low_at(tokens, mine.place + 1) not in PREPOSITIONS:
        return False
    earlier = [sides.place for sides in sides_in(claim.text) if sides.place < mine.place]
    if not earlier:
        return False
    between = tokens[earlier[-1] + 1 : mine.place]
    return not any(t.after_comma or t.after_border or t.low in _JOINTS for t in between)


def _tellings(roots: frozenset[str], grounds: Grounds) -> Iterator[Telling | None]:
    """Where the cited sentences tell the deed; None where its sides are not plain."""
    for ground in (*grounds.cited, *grounds.about):
        if roots.isdisjoint(ground.stems):
            continue
        here = sides_in(ground.text)
        plain = {sides.place: sides for sides in here}
        tokens = tokens_of(ground.text)
        for at, token in enumerate(tokens):
            if root_of(token) not in roots:
                continue
            if at in plain:
                yield plain[at], here, ground
            elif is_verb(tokens, at):
                yield None


def _is_anothers(doer: Side, claim: Ground, telling: Telling | None, grounds: Grounds) -> bool:
    """Whether somebody else does it in a source, or one joins in here who does another deed there."""
    if telling is None:
        return False
    told, here, ground = telling
    if not (doer.is_actor or not doer.words.isdisjoint(_ACTING)):
        return False  # "The cells glow": things do nothing to each other.
    if doer.is_anybody or told.doer is None or told.doer.is_anybody or not told.doer.words:
        return False
    if _meets(doer, told.doer):
        extra = doer.names - told.doer.names
        return bool(told.doer.names) and _does_another(extra, told, here)
    if doer.names and told.doer.names:
        return not _stands_in(doer.names, ground) or _does_another(doer.names, told, here)
    if doer.names and _stands_in(doer.names, ground):
        return False  # "Thirteen voted for it, Norland against."
    if not doer.names and _stands_beside(doer, told, ground):
        return True  # "Taken by police and handed to soldiers"
    if (
        not doer.names
        and _are_of_other_kinds(doer, told.doer)
        and _does_otherwise(doer, told, here)
    ):
        return True
    if _is_new(told.doer, ground) and (doer.is_actor or _is_new(doer, claim)):
        return True
    is_named = doer.names or told.doer.names
    return not is_named and _are_two_bodies(doer, told.doer, grounds)


def _does_another(names: frozenset[str], told: Sides, here: Sequence[Sides]) -> bool:
    """Whether they are the doer of another deed in the same sentence."""
    theirs = told.doer.names if told.doer is not None else frozenset()
    others = (sides.doer for sides in here if sides is not told and sides.root != told.root)
    return any(
        other is not None and not names.isdisjoint(other.names) and other.names.isdisjoint(theirs)
        for other in others
    )


def _does_otherwise(doer: Side, told: Sides, here: Sequence[Sides]) -> bool:
    """Whether one who has no name is the doer of another deed: "postponed it after the court had found"."""
    others = (sides.doer for sides in here if sides is not told and sides.root != told.root)
    theirs = told.doer.words if told.doer is not None else frozenset[str]()
    return any(
        other is not None and doer.words <= other.words and other.words.isdisjoint(theirs)
        for other in others
    )


def _stands_beside(doer: Side, told: Sides, ground: Ground) -> bool:
    """Whether "by" names who did it, and the sentence has this one elsewhere as somebody else."""
    if not told.is_passive or told.doer is None or not doer.words.isdisjoint(told.doer.words):
        return False
    return bool(doer.words) and doer.words <= {t.key for t in tokens_of(ground.text)}


def _are_of_other_kinds(one: Side, other: Side) -> bool:
    """Whether both are bodies, by nouns that do not stand for each other."""
    kinds = [{k for k in _KINDS if not side.words.isdisjoint(k)} for side in (one, other)]
    return all(kinds) and kinds[0].isdisjoint(kinds[1])


def _are_two_bodies(doer: Side, other: Side, grounds: Grounds) -> bool:
    """Whether the article speaks of both, by nouns that do not stand for each other."""
    told = frozenset[str]().union(*(_keys_of(text) for text in grounds.whole))
    if doer.words.isdisjoint(told) or not other.words.isdisjoint(_AGAIN):
        return False
    return not any(
        not (doer.words.isdisjoint(kind) or other.words.isdisjoint(kind)) for kind in _KINDS
    )


@lru_cache(maxsize=64)
def _keys_of(text: str) -> frozenset[str]:
    return frozenset(token.key for token in tokens_of(text))


def _is_other(mine: Sides, telling: Telling | None) -> bool:
    """Whether it is done to something else in a source, and this is what another deed is done to."""
    if telling is None:
        return False
    told, here, ground = telling
    object_, theirs = mine.done_to, told.done_to
    if object_ is None or theirs is None or object_.is_anybody or theirs.is_anybody:
        return False
    if not (object_.words and theirs.words) or _meets(object_, theirs):
        return False
    if not told.is_passive and not object_.words.isdisjoint(told.beside.words):
        return False
    if _are_apposed(object_, theirs, ground):
        return False
    return any(
        sides.done_to is not None
        and sides.root != told.root
        and not object_.words.isdisjoint(sides.done_to.words)
        for sides in here
    )


def _are_apposed(one: Side, other: Side, ground: Ground) -> bool:
    """Whether the second only says who the first is: "Ida Kern, an officer who was sentenced"."""
    tokens = tokens_of(ground.text)
    for place, token in enumerate(tokens[:-1]):
        after = tokens[place + 1]
        if token.key in one.words and after.after_comma and after.low in {"a", "an", "the"}:
            beside = tokens[place + 1 : place + 1 + LONGEST_APPOSED]
            return not other.words.isdisjoint(t.key for t in beside)
    return False


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
    low = tokens[places[0]].low
    return before not in _KNOWN and low.endswith("s") and not low.endswith("ss")


#: What stands before those of whom was spoken already.
_KNOWN = listed("the its their his her this that these those our all both")


def _shown(side: Side) -> str:
    return ", ".join(sorted(side.names or side.words))
