"""Doers: a country is not told to have done what its sources tell of another country alone.

Only countries and known bodies are compared: a person may act for a country, and a company is
known by more names than one.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.deeds_told import told_in, verbs_in
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import key_of, places_in
from bot.grounding.places import place_of
from bot.sentence_reading.deeds import Verb, deeds_of, telling

#: Words of what is done, and their share, by which a source's deed is known for the same.
LEAST_SHARED, LEAST_SHARE = 2, 0.6


def check_doers(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a country that does what every source sentence has others do."""
    named = _places(claim)
    if not named:
        return
    for _, verb in verbs_in(claim.text):
        mine = next(iter(_doing(claim, verb)), frozenset())
        told = list(_same_deeds(claim, verb, grounds)) if mine else []
        if told and all(others and others.isdisjoint(named) for others in told):
            yield Problem(ProblemKind.NAME, ", ".join(sorted(mine)))


def _same_deeds(claim: Ground, verb: Verb, grounds: Grounds) -> Iterator[frozenset[str]]:
    """Who does it in each place where the sources tell of the same deed; nobody where none is named."""
    about = next((told.about - told.doers for told in told_in(claim, verb)), frozenset[str]())
    least = max(LEAST_SHARED, LEAST_SHARE * len(about))
    for ground in (*grounds.cited, *grounds.about):
        if not verb.roots.isdisjoint(ground.stems) and len(about & ground.stems) >= least:
            here = list(_doing(ground, verb))
            # Where the country stands elsewhere in the sentence, its part is not certain.
            yield from here if _places(ground).isdisjoint(_places(claim)) else [frozenset()]


def _doing(sentence: Ground, verb: Verb) -> Iterator[frozenset[str]]:
    for deed in deeds_of(sentence.text, verb):
        texts = (token.word.text for token in telling(deed.doer))
        yield frozenset(place for text in texts if (place := place_of(text)) is not None)


def _places(sentence: Ground) -> frozenset[str]:
    texts = (token.text.removesuffix("'s").removesuffix("’s") for token in sentence.tokens)
    one = {p for text in texts if text[0].isupper() and (p := place_of(text)) is not None}
    return frozenset(one).union(places_in([key_of(token) for token in sentence.tokens]))
