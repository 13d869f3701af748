"""Belongings: Armenian shepherds are not told as Azerbaijani ones, where both countries are known.

A country's adjective right before what it is said of is compared with the adjectives that the
sources have there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.places import place_of
from bot.memory.stems import stem

_FROM = re.compile(r"\b(?P<thing>[a-z]+) from (?:the )?(?P<place>[A-Z][^\W\d_]+)")


def check_belongings(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a country's adjective where every source sentence has another country's."""
    near = (*grounds.cited, *grounds.nearby, *grounds.about)
    for adjective, place, thing in _belongings(claim):
        told = [ground for ground in near if thing in ground.stems]
        places = [p for ground in told for _, p, t in _belongings(ground) if t == thing]
        if places and place not in places and not any(_names(ground, place) for ground in told):
            yield Problem(ProblemKind.NAME, adjective)


def _belongings(sentence: Ground) -> Iterator[tuple[str, str, str]]:
    """Each country's adjective, its country, and the stem of the small word right after it.

    Also of what is "from" a country.
    """
    for match in _FROM.finditer(sentence.text):
        place = place_of(match["place"])
        if place is not None:
            yield match["place"], place, stem(match["thing"])
    for word, thing in pairwise(sentence.tokens):
        is_thing = thing.text[0].islower() and thing.is_content
        if not is_thing or sentence.text[word.end : thing.start] != " " or word.text[0].islower():
            continue
        place = place_of(word.text)
        # "Norway paid": the country's own name stands before its deeds.
        if place is not None and place != word.text.casefold():
            yield word.text, place, thing.stem


def _names(ground: Ground, place: str) -> bool:
    texts = [ground.text, *([ground.before] if ground.before else [])]
    return any(place_of(token.text) == place for text in texts for token in Ground(text).tokens)
