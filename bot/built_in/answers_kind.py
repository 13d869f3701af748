"""Whether what a sentence brings is of the kind that is asked for: a country, a person's name.  Pure.

English.  "Which countries buy the grain?" is not answered by "The World Food Programme buys ...",
nor the names of some by a sentence that tells of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.built_in.asked_sides import somebody_told
from bot.built_in.candidates import Candidate
from bot.built_in.predicates import Asks
from bot.built_in.questions import Asked, Kind
from bot.memory.equivalents import is_body, is_known_place
from bot.memory.stems import stem
from bot.sentence_reading.readings import Reading

_COUNTRY = stem("country")
_PLACED = re.compile(r"\b(?:in|at|near|from|to|outside) $")


def is_of_the_kind(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence has a name of such as are asked for."""
    runs = list(_new_runs(asked, candidate.reading))
    if asked.kind is Kind.WHO and asked.is_of_names:
        return any(map(_may_be_a_person, runs))
    if asked.counted == _COUNTRY and asked.kind in {Kind.WHICH, Kind.WHERE}:
        return any(map(_may_be_a_country, runs))
    return True


@dataclass(frozen=True, slots=True)
class Run:
    """Names that stand side by side."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    #: Whether "in", "at" or the like stands before them.
    is_placed: bool


def _new_runs(asked: Asked, reading: Reading) -> Iterator[Run]:
    """The names that stand side by side and are not the question's.

    Where one side of a deed is asked for, those of that side.
    """
    deed = asked.predicate
    is_side = deed is not None and deed.asks is not Asks.NEITHER
    told = somebody_told(deed, reading.text) if deed is not None and is_side else None
    for places in _side_by_side(reading):
        words = [reading.words[place] for place in places]
        is_placed = _PLACED.search(reading.text, 0, words[0].start) is not None
        keys = tuple(reading.word_keys[place] for place in places)
        run = Run(tuple(word.text for word in words), keys, is_placed)
        if (not told or not told.isdisjoint(keys)) and asked.keys.isdisjoint(keys):
            yield run


def _side_by_side(reading: Reading) -> Iterator[Sequence[int]]:
    """The places of names with nothing but a space, or a joining word, between them."""
    places = list(reading.name_places)
    starts = [0] if places else []
    for at, (one, other) in enumerate(pairwise(places), start=1):
        between = reading.text[reading.words[one].end : reading.words[other].start]
        if other != one + 1 or between != " ":
            starts.append(at)
    for start, end in pairwise([*starts, len(places)]):
        yield places[start:end]


def _may_be_a_person(run: Run) -> bool:
    is_place = run.is_placed or any(is_known_place(key) for key in run.keys)
    return len(run.words) > 1 and not is_place


def _may_be_a_country(run: Run) -> bool:
    """Whether it is a listed country, or one word that no list has: no "World Food Programme"."""
    if any(map(is_body, run.keys)):
        return False
    if is_known_place(run.keys[0]):
        return all(map(is_known_place, run.keys))
    return len(run.words) == 1 and not run.words[0].isupper()
