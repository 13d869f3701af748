"""What "the company" or "the country" of a cited sentence is, by the article that it stands in.

Reports name a company once and then say "the firm"; a sentence of ours that cites the second has to
name it.  Only what is certain: the one name that the article calls so, and of countries the one that
it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.grounding.countries_told import country_of
from bot.grounding.grounds import Ground, Grounds

#: Nouns that stand for the same kind of body, so that one that is called by any is meant by all.
_BODIES = (
    "company firm group operator producer maker manufacturer concern owner",
    "bank lender",
    "airline carrier",
    "agency service",
    "union federation",
    "party bloc alliance",
    "court tribunal",
    "newspaper daily paper",
    "charity organisation organization group",
    "fund",
    "institute",
    "commission committee",
)
_KINDS = tuple(frozenset(kind.split()) for kind in _BODIES)
_ANY = "|".join(sorted(frozenset[str]().union(*_KINDS)))
_CAPITALS = r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,3}"
_DEFINITE = re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir)(?: [a-z]+)? (?P<noun>{_ANY})(?:['’]s)?\b")
#: "The Ostran company Saltco", "Saltco, a shipping firm"; "the bank, Alba".
_NOUN_FIRST = re.compile(rf"\b(?P<noun>{_ANY}),? (?P<name>{_CAPITALS})")
_NAME_FIRST = re.compile(
    rf"\b(?P<name>{_CAPITALS}), (?:an?|the)(?: [\w’'-]+){{0,4}}? (?P<noun>{_ANY})\b"
)
_COUNTRY = re.compile(
    r"\b(?:[Tt]he|[Ii]ts) (?:country|state|republic|kingdom|government|capital)\b"
)
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{2,}")


def referred_to(grounds: Grounds) -> Iterator[str]:
    """The names that stand for what the cited sentences only refer to."""
    for ground in grounds.cited:
        if ground.voice is not None:
            yield ground.voice
        for found in _DEFINITE.finditer(ground.text):
            called = _called(found["noun"], grounds.whole)
            if len(called) == 1:
                yield from called
        if _COUNTRY.search(ground.text):
            yield from _country(ground, grounds.whole)


@lru_cache(maxsize=256)
def _called(noun: str, whole: tuple[str, ...]) -> frozenset[str]:
    """The names that articles call by a noun of this kind."""
    nouns = frozenset[str]().union(*(kind for kind in _KINDS if noun in kind))
    return frozenset(
        found["name"]
        for text in whole
        for pattern in (_NOUN_FIRST, _NAME_FIRST)
        for found in pattern.finditer(text)
        if found["noun"] in nouns
    )


def _country(ground: Ground, whole: Sequence[str]) -> Iterator[str]:
    """The country that an article begins with, unless another is named in or before the sentence."""
    for text in whole:
        first = next(_countries_in(text[: text.find(".") + 1] or text, whole), None)
        near = set(_countries_in(f"{ground.before or ''} {ground.text}", whole))
        if first is not None and near <= {first}:
            yield first.title()


def _countries_in(text: str, whole: Sequence[str]) -> Iterator[str]:
    words = (match.group() for match in _CAPITAL.finditer(text))
    return (country for word in words if (country := country_of(word, whole)) is not None)
