"""Countries that no list has, as a text itself speaks of them: "Marenia's army", "Marenian".

Reports name regions, breakaway states and new countries; a text that gives one a government or an
army, or uses its adjective beside its name, means a country by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from bot.grounding.places import place_of
from bot.sentence_reading.whose_offices import LEAST_BEFORE_LAND, LEAST_STEM, is_same_name

#: What countries have and hardly anybody else.
_OF_A_COUNTRY = re.compile(
    r"\b(?P<name>[A-Z][^\W\d_]{3,})['’]s (?:[a-z]+ ){0,1}?(?:minister|ministry|president|government|cabinet"
    r"|army|navy|parliament|capital|ambassador|prime|king|border|coast|embassy|delegation|economy"
    r"|central bank|constitution|foreign)\b"
)
_LAND = "land"
#: Letters at the beginning that a name and its adjective share at least: a web page has a thousand names.
SHARED = min(LEAST_STEM, LEAST_BEFORE_LAND)
_NAME = re.compile(r"\b[A-Z][^\W\d_]{3,}")


def country_of(word: str, whole: Sequence[str]) -> str | None:
    """The one name under which a country goes, by the lists or by these texts; None for others."""
    place = place_of(word)
    if place is not None:
        return place
    key = word.casefold()
    told = _countries(tuple(whole))
    return key if key in told else next((c for c in sorted(told) if is_same_name(key, c)), None)


def _is_name_of(one: str, other: str) -> bool:
    """Whether of a country's name and its adjective this is the name."""
    if one.endswith(_LAND) != other.endswith(_LAND):
        return one.endswith(_LAND)
    return len(one) < len(other)


@lru_cache(maxsize=32)
def _countries(whole: tuple[str, ...]) -> frozenset[str]:
    """The countries that texts tell of and no list has, in small letters."""
    owners = {m["name"].casefold() for text in whole for m in _OF_A_COUNTRY.finditer(text)}
    names = {m.group().casefold() for text in whole for m in _NAME.finditer(text)}
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[name[:SHARED]].append(name)
    named = {
        one
        for one in names
        if any(is_same_name(one, o) and _is_name_of(one, o) for o in alike[one[:SHARED]])
    }
    # "The Ostrish's army" is no other country than "Ostrland's".
    owners = {o for o in owners if not any(o != n and is_same_name(o, n) for n in named)}
    return frozenset(name for name in owners | named if place_of(name) is None)
