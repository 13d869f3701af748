"""Sentences that tell a deed without the grammar that would prove it.  Pure.  English.

`asked_sides` asks that each side of the deed be named on its side of the verb.  Reports often name one
of them elsewhere in the sentence, before it or in the title, or tell the deed by a noun.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.built_in.asked_sides import Wanted, brings
from bot.built_in.candidates import Candidate
from bot.built_in.predicates import Asks, Predicate
from bot.memory.equivalents import is_known_name
from bot.sentence_reading.deeds import Deed, deeds_of, telling
from bot.sentence_reading.readings import is_name

#: The share of the words for a side that the sentence, or what stands before it, must have.
MOST_OF_A_SIDE = 0.5


def has_verb(predicate: Predicate, candidate: Candidate) -> bool:
    """Whether a sentence has the deed's verb, or a noun for it, and no side of it turned round."""
    reading = candidate.reading
    stems = {word.stem for word in reading.words}
    is_there = predicate.verb.keys & (reading.keys | reading.near)
    if not (is_there or predicate.verb.roots & stems):
        return False
    return not any(_is_turned(predicate, deed) for deed in deeds_of(reading.text, predicate.verb))


def nearly_told(wanted: Wanted, candidate: Candidate) -> bool:
    """Whether a use of the verb brings what is asked for, with what the question names around it."""
    predicate = wanted.predicate
    around = candidate.reading.keys | candidate.reading.near | candidate.antecedent
    if not any(key not in wanted.keys for key in candidate.reading.name_keys):
        around |= candidate.so_far  # "The mining company has resettled two households."
    if not (_are_most_there(predicate.doer, around) and _are_most_there(predicate.done_to, around)):
        return False
    return any(
        not _is_turned(predicate, deed)
        and deed.is_denied == predicate.is_denied
        and not is_of_another(predicate, deed)
        and _brings(deed, wanted)
        for deed in deeds_of(candidate.reading.text, predicate.verb)
    )


def _brings(deed: Deed, wanted: Wanted) -> bool:
    if wanted.predicate.asks is Asks.NEITHER:
        return True
    return brings(deed.doer if wanted.predicate.asks is Asks.DOER else deed.done_to, wanted)


def _are_most_there(named: Iterable[str], around: frozenset[str]) -> bool:
    """Whether all names of a side, and most of its other words, are around."""
    keys = frozenset(named)
    names = frozenset(filter(is_known_name, keys))
    return names <= around and len(keys & around) >= MOST_OF_A_SIDE * len(keys)


def is_of_another(predicate: Predicate, deed: Deed) -> bool:
    """Whether somebody else with a name does it here."""
    names = {t.key for t in telling(deed.doer) if is_name(t.word, t.key)}
    return bool(predicate.doer) and bool(names) and not predicate.doer & names


def _is_turned(predicate: Predicate, deed: Deed) -> bool:
    """Whether what the question has do it is what it is done to here, or the other way round."""
    doer = frozenset(token.key for token in telling(deed.doer))
    done_to = frozenset(token.key for token in telling(deed.done_to))
    return bool(
        (predicate.doer & done_to and not predicate.doer & doer)
        or (predicate.done_to & doer and not predicate.done_to & done_to)
    )
