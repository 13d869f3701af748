"""Numbered sources: where a text has parts with numbers, what is told of one must be in that one.

"(Passage 2)" behind a sentence cites it; a reader who looks there must find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.support import telling_words
from bot.grounding.word_lists import listed
from bot.memory.frequencies import weight_of

_NAMES = "passage|source|document|article|text|snippet|excerpt"
_BEGINS = re.compile(rf"^(?:{_NAMES}) (?P<number>\d{{1,3}})\s*[:.)]", re.IGNORECASE | re.MULTILINE)
_CITED = re.compile(
    rf"\b(?:{_NAMES})s? \d{{1,3}}(?:(?:,|,? and|,? or| &| to|-|–) ?(?:(?:{_NAMES}) )?\d{{1,3}})*\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(?P<first>\d+)(?: to|-|–) ?(?P<last>\d+)")
#: "Passage 2 does not mention it": what is said to be missing there is not looked for there.
_MISSING = listed("not no neither nor none without unlike lack lacks only")
#: How much more of what the sentence says another part must hold, as a share of what any of them
#: holds: retold words may stand in both.
LEAST_MORE = 0.3
#: The weight of words from which on it can be told where they stand: two or three of them.
LEAST_WEIGHT = 8.0


def check_numbered_sources(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a part that is cited for what stands in another one, or that there is not."""
    found = [match.group() for match in _CITED.finditer(claim.text)]
    parts = _parts(grounds.quotable) if found else {}
    if not parts or any(t.key in _MISSING or t.key.endswith("n't") for t in claim.tokens):
        return
    numbers = frozenset[int]().union(*map(_numbers, found))
    if not numbers <= parts.keys() or _stands_elsewhere(claim, numbers, parts):
        yield Problem(ProblemKind.UNSUPPORTED, found[0])


def _numbers(cited: str) -> frozenset[int]:
    """The numbers of one mention: "passages 2-4 and 6" has four."""
    found = set(map(int, _NUMBER.findall(cited)))
    for match in _RANGE.finditer(cited):
        found.update(range(int(match["first"]), int(match["last"])))
    return frozenset(found)


def _stands_elsewhere(
    claim: Ground, numbers: frozenset[int], parts: Mapping[int, frozenset[str]]
) -> bool:
    """Whether another part holds much more of what the sentence says than those that it cites."""
    rest = Ground(_CITED.sub(" ", claim.text))
    weights = {token.stem: weight_of(token.stem) for token in telling_words(rest)}
    known = frozenset[str]().union(*parts.values())
    total = sum(weight for stem, weight in weights.items() if stem in known)
    if total < LEAST_WEIGHT:
        return False
    here = frozenset[str]().union(*(parts[number] for number in numbers))
    others = (stems for number, stems in parts.items() if number not in numbers)
    most = max((_held(weights, stems) for stems in others), default=0.0)
    return most - _held(weights, here) > LEAST_MORE * total


def _held(weights: Mapping[str, float], stems: frozenset[str]) -> float:
    return sum(weight for stem, weight in weights.items() if stem in stems)


@lru_cache(maxsize=16)
def _parts(texts: Sequence[str]) -> Mapping[int, frozenset[str]]:
    """By its number, the stems of each part of texts whose parts begin with their numbers."""
    found: dict[int, frozenset[str]] = {}
    for text in texts:
        begins = list(_BEGINS.finditer(text))
        ends = [*(match.start() for match in begins[1:]), len(text)]
        for match, end in zip(begins, ends, strict=False):
            found[int(match["number"])] = Ground(text[match.end() : end]).stems
    return found
