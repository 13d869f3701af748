"""Opposites told of somebody: who was taken off a list is not told to have been put on it.

Elsewhere in a text the word may be told of others.  Only the sentences that name the same people
are looked at here: where none of them has the word, and one has its opposite, it is not theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import Name, key_of, read_names
from bot.grounding.opposites import OPPOSITES
from bot.grounding.places import place_of
from bot.grounding.word_contexts import Occurrence, is_background
from bot.memory.stems import stem

#: Words besides the name that a sentence has to share to speak of the same thing.
LEAST_SHARED = 2
#: "Added" has a stem of its own.
_OPPOSITES = {**OPPOSITES, stem("added"): OPPOSITES[stem("add")]}


def check_named_opposites(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a word whose opposite the sources have of the same people, and never the word."""
    opposed = [o for o in claim.occurrences if o.token.stem in _OPPOSITES]
    people = [name for name in read_names(claim) if _is_person(name)] if opposed else []
    if not people:
        return
    told = [g for g in (*grounds.cited, *grounds.nearby) if all(_names(g, n) for n in people)]
    named = {stem for name in people for stem in _stems(claim, name)}
    for mine in opposed:
        if mine.token.stem in named or any(mine.token.stem in ground.stems for ground in told):
            continue
        wanted = claim.content - named - {mine.token.stem}
        if any(_has_opposite(mine, ground, wanted) for ground in told):
            yield Problem(ProblemKind.NEGATION, mine.token.text)


def _has_opposite(mine: Occurrence, ground: Ground, wanted: frozenset[str]) -> bool:
    others = _OPPOSITES[mine.token.stem]
    is_there = any(
        o.token.stem in others
        and o.is_denied == mine.is_denied
        and not is_background(o.token, ground.text)
        for o in ground.occurrences
    )
    return is_there and len(wanted & ground.stems) >= min(LEAST_SHARED, len(wanted))


def _is_person(name: Name) -> bool:
    """Whether it is a name of two words or more that is no country's: people's mostly are."""
    return len(name.keys) > 1 and place_of(name.text) is None


def _names(ground: Ground, name: Name) -> bool:
    keys = {key_of(token) for token in ground.tokens}
    return name.keys[-1] in keys


def _stems(claim: Ground, name: Name) -> Iterator[str]:
    return (t.stem for t in claim.tokens if name.start <= t.start < name.end)
