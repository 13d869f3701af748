"""Whether two names are of the same thing, and whether a person speaks for a country."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.grounding.countries_told import country_of
from bot.grounding.grounds import Ground
from bot.grounding.names import Name, key_of, places_in, read_names, spelling
from bot.grounding.places import place_of
from bot.grounding.tokens import Token
from bot.sentence_reading.whose_offices import is_same_name


def names_among(sentence: Ground, tokens: Sequence[Token]) -> tuple[Name, ...]:
    """The names of a sentence that any of these words of it belongs to."""
    return tuple(
        name
        for name in read_names(sentence)
        if any(name.start < t.end and t.start < name.end for t in tokens)
    )


def are_same(one: Name, other: Name, whole: Sequence[str]) -> bool:
    """Whether two names are of the same thing: alike, one the other's initials, or said together.

    "Secretary of State Antony Blinken" anywhere in the articles makes the office and the man one.
    """
    mine, theirs = set(map(spelling, one.keys)), set(map(spelling, other.keys))
    if mine <= theirs or theirs <= mine:
        return True
    places = place_of(one.text), place_of(other.text)
    if places[0] is not None and places[0] == places[1]:
        return True
    if len(one.keys) == len(other.keys) == 1 and is_same_name(one.keys[0], other.keys[0]):
        return True
    initials = {"".join(k[0] for k in one.keys), "".join(k[0] for k in other.keys)}
    if initials & {one.text.casefold(), other.text.casefold()}:
        return True
    return not any(places) and _said_together(one, other, whole)


def _said_together(one: Name, other: Name, whole: Sequence[str]) -> bool:
    a, b = re.escape(one.text), re.escape(other.text)
    pattern = re.compile(rf"\b{a}\s+{b}\b|\b{b}\s+{a}\b")
    return any(pattern.search(text) for text in whole)


#: Characters around a person's name in which the country is named that they speak for.
_BESIDE = 60
_ITS = re.compile(r"(?:^|[.!?”\"] )(?P<owner>[^.!?]{1,60})[^.!?]*[.!?] (?:Its|Their) [^.!?]*$")


def is_linked(person: Name, place: str, whole: Sequence[str]) -> bool:
    """Whether the articles name a person beside a country: "Israeli Prime Minister Netanyahu"."""
    surname = re.compile(rf"\b{re.escape(person.text.split()[-1])}\b")
    return any(
        _names_place(beside, place, whole)
        for text in whole
        for match in surname.finditer(text)
        for beside in (
            text[max(0, match.start() - _BESIDE) : match.end() + _BESIDE],
            _whose(text[max(0, match.start() - 4 * _BESIDE) : match.start()]),
        )
    )


def _whose(before: str) -> str:
    """How the sentence before begins, where a person's own begins with "Its": whose it is."""
    found = _ITS.search(before)
    return found["owner"] if found is not None else ""


def _names_place(text: str, place: str, whole: Sequence[str]) -> bool:
    sentence = Ground(text)
    keys = [key_of(token) for token in sentence.tokens]
    return place in places_in(keys) or any(
        token.text[0].isupper()
        and country_of(token.text.removesuffix("'s").removesuffix("’s"), whole) == place
        for token in sentence.tokens
    )
