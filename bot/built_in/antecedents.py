"""What a sentence that begins with a pronoun is shown after.  Pure.

One rule: such a sentence comes after the one that stands right before it in its article, or after
the last that names whom the question means; what stands between is told too, if it names anybody
else.  Where that is too much, or not at hand, the sentence is left out: beside any other one its
"it" would mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from bot.built_in.candidates import ANTECEDENTS, Candidate
from bot.memory.equivalents import is_known_place
from bot.sentence_reading.attribution import speakers_of
from bot.sentence_reading.context_needed import is_of_those_before
from bot.sentence_reading.readings import Reading

OPENING_MARKS = frozenset('“"«„')
#: Sentences that may stand before one that leans on them.
MOST_BEFORE = 2
#: Words that begin "the next round is ...", and say of what it is one.
THOSE_REACH = 2

_POINTS = re.compile(
    r"[“\"'‘]?(?:(?:However|But|And|Also|Still|Later|Earlier|Instead|Meanwhile),? )?"
    r"(?:he|she|they|it|the (?:two|latter|former))\b",
    re.IGNORECASE,
)
_OF_A_PERSON = re.compile(r"[“\"'‘]?(?:he|she|his|her)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)
#: "It is feared that ...": nothing is meant by it.
_POINTS_AT_NOTHING = re.compile(
    r"it (?:is|was|remains|remained|has been|had been|will be) (?:\w+ )?(?:\w+ed|clear|unclear|likely"
    r"|unlikely|possible|not clear|not known|known|time|the (?:first|second|third|last))\b",
    re.IGNORECASE,
)


def with_antecedents(
    candidate: Candidate, needed: Collection[str], *, is_strict: bool = False
) -> Sequence[Reading] | None:
    """The sentence after those that tell whom or what its pronoun means; None if none can.

    `needed` are the keys of the names that the question demands.  `is_strict`: the one before is
    shown too where it alone has what a pronoun further on means ("did not withdraw from it").
    """
    reading, place = candidate.reading, candidate.place
    elsewhere = frozenset(needed) - candidate.keys - candidate.head
    if is_said_by_a_name(reading.text) and not elsewhere:
        return (reading,)
    if not reading.leans_back:
        missing = frozenset(needed) - candidate.keys
        is_named_before = is_strict and place and missing & candidate.before
        return candidate.readings[place - 1 : place + 1] if is_named_before else (reading,)
    if not place:
        return None if points_back(reading.text) else (reading,)
    if is_of_those_before(reading.text):
        return _after_those(candidate)
    nearby = range(max(0, place - ANTECEDENTS), place)
    missing = frozenset(needed) - reading.keys
    naming = [at for at in nearby if candidate.readings[at].keys & missing]
    standing = [at for at in nearby if not candidate.readings[at].leans_back]
    start = (naming or standing or [place - 1])[-1]
    between = _to_be_told(candidate.readings, start, place)
    if len(between) >= MOST_BEFORE:
        return None if points_back(reading.text) else (reading,)
    return (candidate.readings[start], *between, reading)


def _after_those(candidate: Candidate) -> Sequence[Reading]:
    """A sentence on "the next round" after the last that speaks of rounds; alone where none does."""
    readings, place = candidate.readings, candidate.place
    reading = readings[place]
    thing = frozenset(reading.word_keys[:THOSE_REACH])
    if " of them" in reading.text:
        return readings[place - 1 : place + 1]
    nearby = range(place - 1, max(-1, place - 1 - ANTECEDENTS), -1)
    of_it = next((at for at in nearby if readings[at].keys & thing), None)
    return (reading,) if of_it is None else (readings[of_it], reading)


def _to_be_told(readings: Sequence[Reading], start: int, place: int) -> Sequence[Reading]:
    """The sentences between, if one is of somebody else by name, whom a pronoun may mean."""
    between = readings[start + 1 : place]
    known = readings[start].keys
    is_of_another = (
        reading.name_places[:1] == (0,) and reading.word_keys[0] not in known for reading in between
    )
    is_of_a_person = bool(_OF_A_PERSON.match(readings[place].text)) and any(
        _names_a_person(reading, known) for reading in between
    )
    return between if any(is_of_another) or is_of_a_person else ()


def _names_a_person(reading: Reading, known: frozenset[str]) -> bool:
    """Whether somebody is named in full whom the other sentence does not know."""
    names = (
        p
        for p in reading.name_places
        if reading.word_keys[p] not in known and not is_known_place(reading.word_keys[p])
    )
    return any(reading.words[b].start == reading.words[a].end + 1 for a, b in pairwise(names))


def only_resolved(
    shown: Sequence[tuple[int, Reading]], among: Sequence[Candidate]
) -> Iterator[tuple[int, Reading]]:
    """The sentences but for those that begin with a pronoun and lack the one before them."""
    places = {(c.number, c.reading): c for c in among}
    for at, told in enumerate(shown):
        candidate = places.get(told)
        if candidate is None or not points_back(told[1].text):
            yield told
            continue
        if at and _follows(candidate, shown[at - 1]):
            yield told


def _follows(candidate: Candidate, before: tuple[int, Reading]) -> bool:
    """Whether a sentence stands after another one, and nobody else is named between."""
    number, reading = before
    above = candidate.readings[: candidate.place]
    if number != candidate.number or reading not in above:
        return False
    return not _to_be_told(candidate.readings, above.index(reading), candidate.place)


def points_back(sentence: str) -> bool:
    """Whether it begins with a pronoun that means something told before.

    >>> points_back("It broke off relations on Monday.")
    True
    >>> points_back("It is feared that more will come.")
    False
    """
    if is_said_by_a_name(sentence):
        return False
    return _POINTS.match(sentence) is not None and _POINTS_AT_NOTHING.match(sentence) is None


def points_to_somebody(sentence: str) -> bool:
    """Whether a pronoun in it means a person who was named before."""
    return _SOMEBODY.search(sentence) is not None


def is_said_by_a_name(sentence: str) -> bool:
    """Whether it begins with a quotation whose speaker it names: what "it" is, only he says.

    >>> is_said_by_a_name("“It is a disgrace,” said the mayor, Ada Kesh.")
    True
    >>> is_said_by_a_name("“It is a disgrace,” he said.")
    False
    """
    if sentence[:1] not in OPENING_MARKS:
        return False
    spoken = (word for speaker in speakers_of(sentence) for word in speaker.split())
    return any(word[0].isupper() for word in spoken)
