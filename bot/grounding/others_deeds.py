"""Deeds of others: what every telling has somebody else do is not this one's deed.

`roles` holds apart the two sides of one deed; here the doer is in the sources, but does it in no
sentence of theirs: "Japan congratulated her. China was following the situation."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.deed_side import Side
from bot.grounding.deed_sides import Sides, root_of, sides_in
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.places import place_of
from bot.grounding.undone_deeds import is_a_deed
from bot.sentence_reading.deeds import Token, tokens_of
from bot.sentence_reading.whose_offices import is_same_owner

#: How the adjectives of countries end.
_ADJECTIVAL = ("an", "ish", "ese", "ic", "i", "ch")


def check_others_deeds(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a named doer whose deed is others' in every sentence that tells it."""
    tokens = tokens_of(claim.text)
    for mine in sides_in(claim.text):
        doer = mine.doer
        if mine.is_passive or doer is None or not doer.names or mine.done_to is None:
            continue
        if not is_a_deed(tokens, mine.place) or not _is_known(doer, grounds):
            continue
        told = [one for one in _tellings(mine, grounds) if not _is_of_another_thing(mine, one[0])]
        if told and all(_is_anothers(mine, doer, *one) for one in told):
            yield Problem(ProblemKind.NAME, ", ".join(sorted(doer.names)))


def _tellings(mine: Sides, grounds: Grounds) -> Iterator[tuple[Sides | None, Ground]]:
    """The places where the sources tell this deed; None where it is not plain who does it."""
    for ground in (*grounds.cited, *grounds.nearby, *grounds.about):
        tokens = tokens_of(ground.text)
        plain = {sides.place: sides for sides in sides_in(ground.text)}
        for at, token in enumerate(tokens):
            if root_of(token) == mine.root:
                yield plain.get(at), ground


def _is_of_another_thing(mine: Sides, told: Sides | None) -> bool:
    """Whether a telling is plainly of another deed: of what it is done to nothing is the same."""
    if told is None or told.done_to is None or told.is_passive or told.done_to.is_anybody:
        return False
    return bool(told.done_to.words) and mine.beside.words.isdisjoint(told.beside.words)


def _is_anothers(mine: Sides, doer: Side, told: Sides | None, ground: Ground) -> bool:
    """Whether somebody else, by name, does it to the same, and the sentence has not this one."""
    if told is None or told.doer is None or not told.doer.names or told.done_to is None:
        return False
    # "The EU's offer": all that stands behind the verb.
    done_to = mine.beside.words | (mine.done_to.words if mine.done_to else frozenset())
    is_same = not told.done_to.is_anybody and not done_to.isdisjoint(told.done_to.words)
    here = _doing(_clause(tokens_of(ground.text), told.place))
    return is_same and not _meet(doer.names, told.doer.names) and not _meet(doer.names, here)


def _doing(tokens: Sequence[Token]) -> frozenset[str]:
    """The words of a clause, without adjectives of countries: "the Ostran firm" is not Ostra."""
    return frozenset(
        token.key
        for token, after in zip_longest(tokens, tokens[1:])
        if after is None or not _is_adjective_of(token, after)
    )


def _is_adjective_of(token: Token, after: Token) -> bool:
    is_before_thing = not (after.after_comma or after.after_border or after.word.is_stop)
    is_capital = token.word.text[0].isupper() and after.word.text[0].islower()
    return is_before_thing and is_capital and token.low.endswith(_ADJECTIVAL)


def _clause(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    """The words between the borders, a semicolon or the like, around a place."""
    start, end = place, place + 1
    while start > 0 and not tokens[start].after_border:
        start -= 1
    while end < len(tokens) and not tokens[end].after_border:
        end += 1
    return tokens[start:end]


def _is_known(doer: Side, grounds: Grounds) -> bool:
    """Whether the sources speak of the doer: another word for theirs is nobody else."""
    return any(doer.names <= {t.key for t in tokens_of(g.text)} for g in grounds.cited)


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sets of names have one in common, a name and its adjective, or one country's."""
    places = {place for name in some if (place := place_of(name)) is not None}
    return is_same_owner(some, others) or any(place_of(name) in places for name in others)
