"""Which outlets a question names as its sources, and the question without them.  Pure.

"Who resigned, according to Reuters?" asks who resigned, in what Reuters wrote.  Only names of
outlets that what was found is from are read so: "according to Hamas" asks what Hamas said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.memory.equivalents import is_known_name, keys_of
from bot.memory.other_names import is_place_abroad
from bot.memory.words import words_of

#: What people leave off an outlet's name, at its end.
_DOMAIN = re.compile(r"(?:\.[a-z]{2,3}){1,2}$")
_TAIL = re.compile(
    r"\s(?:news|online|digital|international|english|europe|eu|uk|us|tv)$", re.IGNORECASE
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W_A-Z]+")

_VERBS = r"(?:report|say|write|state|note|mention|describe|suggest|claim|find|confirm|identif|tell)"
_TOLD = rf"(?:{_VERBS}(?:y|s|d|ed|ies|ied)?|said|wrote|found|told)\b"
_TEXT = r"(?:news )?(?:article|report|story|piece|coverage|account|dispatch)(?:s|es)?\b"
#: How a question names a source; {outlets} is one outlet or several.
_SOURCES = {
    # what did X report about Z; does the article from X on Z say that
    r"^\W*what (?:did|does|do|has|have) (?:both )?(?:the )?(?:{text} (?:from|by|in|of) )?{outlets}"
    r"(?: {text})? (?:have to |had to )?{told} (?:about|on|of) ": "What of ",
    r"^\W*(?:did|does|do|has|have) (?:the )?(?:{text} (?:from|by|in|of) )?{outlets}(?: {text})?"
    r"(?: (?:on|about) [^?]*?)? {told} (?:that )?": "Is it so that ",
    # according to the X report; as described in X; reported by X; per X
    r",?\s*\b(?:as )?(?:according to|(?:reported|described|covered|mentioned|noted|stated|published|"
    r"told|identified|quoted) (?:by|in|on)|per)(?: both)?(?: the)?(?: {text} (?:from|by|in|of))? {outlets}"
    r"(?: {text})?(?: (?:on|of|from) (?:\d+ \w+|\w+ \d+)(?:,? \d{{4}})?)?,?": " ",
    # as X reports; did the article from X on Z say that; X reports that
    r",\s*(?:as )?{outlets} {told}(?: that)?,?": " ",
    r"(?<=\w )\b(?:did|does|do|has|have) (?:the )?{text} (?:from|by|in|of) {outlets}"
    r"(?: (?:on|about) [^?]*?)? {told}(?: that)?(?= )": " ",
    r"(?:(?<=\w )\b(?:did|does|do|has|have) )?\b{outlets}(?: {text})? {told}(?: that| as)?(?= )": " ",
    # the article from X; X's report
    r"\b(?:the )?{text} (?:from|by|in|of) {outlets}": " ",
    r"\b{outlets} {text}": " ",
}


@dataclass(frozen=True, slots=True)
class Sourced:
    """A question without the outlets that it names as sources, and those, as they are known."""

    question: str
    outlets: frozenset[str]


def without_outlets(question: str, known: Iterable[str]) -> Sourced:
    """The question without the sources that it names among the `known` outlets.

    >>> without_outlets("Who resigned, according to the BBC?", ["BBC News", "Reuters"])
    Sourced(question='Who resigned?', outlets=frozenset({'BBC News'}))
    """
    named = frozenset(name for name in set(known) if is_named(name, question))
    if not named:
        return Sourced(question, frozenset())
    one = "|".join(sorted((_spelled(name) for name in named), key=len, reverse=True))
    rest = question
    for pattern, instead in _patterns(one):
        rest = pattern.sub(instead, rest)
    if rest == question:
        return Sourced(question, frozenset())
    return Sourced(re.sub(r"\s+(?=[?,.!])", "", " ".join(rest.split())), named)


def is_named(outlet: str, text: str) -> bool:
    """Whether a text has an outlet's name, whole or as people shorten it: "BBC" of "BBC News"."""
    return _finder(outlet).search(text) is not None


@lru_cache(maxsize=1024)
def _finder(outlet: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_spelled(outlet)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _spelled(outlet: str) -> str:
    """A pattern of a name's spellings: with and without spaces, "the" and what ends it."""
    short = re.sub(r"^the\s+", "", outlet.strip(), flags=re.IGNORECASE)
    names = {" ".join(_WORDS.findall(name)) for name in (short, _DOMAIN.sub("", short))}
    names |= {rest for name in names if not _is_somebody(rest := _TAIL.sub("", name))}
    by_length = sorted(filter(_is_telling, names), key=len, reverse=True)
    return "|".join(r"\W*".join(map(re.escape, name.split())) for name in by_length) or r"(?!)"


def _is_somebody(name: str) -> bool:
    """Whether it names a state or a body too: "UN News" is not meant by "according to the UN"."""
    words = list(words_of(name))
    return is_place_abroad(words) or any(map(is_known_name, keys_of(words)))


def _is_telling(name: str) -> bool:
    return len(name) > 1


@lru_cache(maxsize=256)
def _patterns(one: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    several = rf"(?:the )?(?:{one})(?:['’]s?)?(?:(?:,| and| or|, and) (?:the )?(?:{one}))*"
    return tuple(
        (re.compile(p.format(outlets=several, told=_TOLD, text=_TEXT), re.IGNORECASE), instead)
        for p, instead in _SOURCES.items()
    )
