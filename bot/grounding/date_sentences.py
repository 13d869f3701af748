"""Dates at home in another sentence: what "broke down two months later" did not do so "in March".

As `figure_sentences`, for days, months and years: the clause that a date stands in is looked for in the
sources; where the sentence that tells it counts its time from something else, the date is another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.dates.date_words import DateWord, Kind
from bot.domain.claims import Problem, ProblemKind
from bot.grounding.dates import agrees
from bot.grounding.grounds import Ground, Grounds
from bot.memory.frequencies import weight_of

_COUNTED_FROM = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?) (?:later|earlier|before|after)\b|\bthe (?:following|next|previous) (?:day|week|month|year)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[,;]|\b(?:after|before|when|while|and|but|which|who)\b", re.IGNORECASE)
_DATES = frozenset({Kind.DAY, Kind.MONTH, Kind.YEAR})
#: Share of the weight of the clause's words that the other sentence must hold, and how much more than
#: any sentence with the date.
LEAST_HELD, LEAST_AHEAD = 0.7, 0.4


def check_date_homes(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a date whose clause the sources tell in a sentence that counts from another time."""
    for word in claim.dates:
        words = _clause(claim, word) if word.kind in _DATES else frozenset()
        total = sum(map(weight_of, words))
        homes = [g for g in grounds.cited if _has(word, claim, g)]
        others = [g for g in grounds.cited if g not in homes and _COUNTED_FROM.search(g.text)]
        if len(words) < 2 or not homes or not others:
            continue
        best = max(_held(words, g) for g in homes) / total
        there = max(_held(words, g) for g in others) / total
        if there >= LEAST_HELD and there >= best + LEAST_AHEAD:
            yield Problem(ProblemKind.DATE, word.text)


def _clause(claim: Ground, word: DateWord) -> frozenset[str]:
    """The telling words of the clause in which a date stands."""
    borders = [m.span() for m in _CLAUSES.finditer(claim.text)]
    start = max((end for _, end in borders if end <= word.start), default=0)
    end = min((begin for begin, _ in borders if begin >= word.end), default=len(claim.text))
    return frozenset(
        t.stem
        for t in claim.tokens
        if t.is_content and start <= t.start < end and not word.start <= t.start < word.end
    )


def _has(word: DateWord, claim: Ground, ground: Ground) -> bool:
    return any(agrees(word, claim.day, told, ground.day) for told in ground.dates)


def _held(words: frozenset[str], ground: Ground) -> float:
    return sum(weight_of(word) for word in words & ground.stems)
