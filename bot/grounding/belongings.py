"""Belongings: Armenian shepherds are not told as Azerbaijani ones, where both countries are known.

A country's adjective right before what it is said of is compared with the adjectives that the
sources have there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.countries_told import country_of
from bot.grounding.grounds import Ground, Grounds
from bot.memory.stems import stem

_FROM = re.compile(r"\b(?P<thing>[a-z]+) from (?:the )?(?P<place>[A-Z][^\W\d_]+)")
_ADJECTIVE = re.compile(r"\b(?P<adjective>[A-Z][^\W\d_]{3,}) (?P<thing>[a-z]{3,})\b")
_OWNS = re.compile(r"\b(?P<place>[A-Z][^\W\d_]+)['’]s [a-z]")


def check_belongings(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a country's adjective where every source sentence has another country's."""
    near = (*grounds.cited, *grounds.nearby, *grounds.about)
    whole = grounds.whole
    for adjective, place, thing in _belongings(claim, whole):
        told = [ground for ground in near if thing in ground.stems]
        places = [p for ground in told for _, p, t in _belongings(ground, whole) if t == thing]
        places = places or (_elsewhere(thing, whole) if told else [])
        if (
            places
            and place not in places
            and not any(_may_be(g, place, thing, whole) for g in told)
        ):
            yield Problem(ProblemKind.NAME, adjective)


def _elsewhere(thing: str, whole: Sequence[str]) -> list[str]:
    """Whose the thing is where the articles speak of it outside the cited sentences."""
    found = (m for text in whole for m in _ADJECTIVE.finditer(text) if stem(m["thing"]) == thing)
    places = ((m["adjective"], country_of(m["adjective"], whole)) for m in found)
    return [p for adjective, p in places if p is not None and p != adjective.casefold()]


def _may_be(ground: Ground, place: str, thing: str, whole: Sequence[str]) -> bool:
    """Whether a sentence with the thing may mean this country's.

    Not where it is another country's there, and this one is only named as whose something else is.
    """
    theirs = _belongings(ground, whole)
    is_anothers = any(t == thing and p != place for _, p, t in theirs)
    named, owning = _mentions(ground, place, whole)
    if named:
        return named > owning or not is_anothers
    if is_anothers or not ground.before:
        return False
    named, owning = _mentions(Ground(ground.before), place, whole)
    return named > owning


def _mentions(ground: Ground, place: str, whole: Sequence[str]) -> tuple[int, int]:
    """How often a sentence names a country, and how often only as whose something is."""
    words = (_bare(t.text) for t in ground.tokens if t.text[0].isupper())
    named = sum(country_of(word, whole) == place for word in words)
    owning = sum(p == place for _, p, _ in _belongings(ground, whole))
    owning += sum(country_of(m["place"], whole) == place for m in _OWNS.finditer(ground.text))
    return named, owning


def _belongings(sentence: Ground, whole: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each country's adjective, its country, and the stem of the small word right after it.

    Also of what is "from" a country.
    """
    for match in _FROM.finditer(sentence.text):
        place = country_of(match["place"], whole)
        if place is not None:
            yield match["place"], place, stem(match["thing"])
    for word, thing in pairwise(sentence.tokens):
        is_thing = thing.text[0].islower() and thing.is_content
        if not is_thing or sentence.text[word.end : thing.start] != " " or word.text[0].islower():
            continue
        place = country_of(word.text, whole)
        # "Norway paid": the country's own name stands before its deeds.
        if place is not None and place != word.text.casefold():
            yield word.text, place, thing.stem


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")
