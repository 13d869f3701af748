"""Figures that two tellings of one thing give differently.

A figure is a number and what it counts ("at least 115 people").  Two sentences differ when they
count the same thing, tell of the same matter, and share no number of it.  Dates, years, times and
votes like 14-0 count nothing and are passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.memory.stems import stem
from bot.memory.words import words_of

#: How many words after a number are looked at for what it counts.
REACH = 3

_NUMBER_WORDS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
    if value > 1  # "one" and "zero" are seldom counts
} | {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "hundred": 100.0}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "bn": 1e9}
#: A number, as digits or as a word, with its scale.
FIGURE = re.compile(
    r"(?<![\w.,:/-])(?:(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    rf"|(?P<word>{'|'.join(_NUMBER_WORDS)}))(?![\w:/]|-\d|,\d)"
    rf"(?:[\s-]+(?P<scale>{'|'.join(_SCALES)})\b)?(?P<percent>\s?%|\s+per\s?cent\b)?",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*$", re.IGNORECASE
)
_MONTH_STEMS = frozenset(
    stem(month)
    for month in "january february march april may june july august september october november"
    " december".split()
)

Counts = Mapping[str, frozenset[float]]


def counts_of(sentence: str) -> Counts:
    """What a sentence counts: numbers by the stem of the thing counted."""
    found: dict[str, set[float]] = defaultdict(set)
    for match in FIGURE.finditer(sentence):
        if is_of_a_date(sentence, match):
            continue
        for counted in counted_in(sentence, match):
            found[counted].add(value_of(match))
    return {counted: frozenset(values) for counted, values in found.items()}


def differ(one: Counts, other: Counts) -> bool:
    """Whether two sentences count a same thing, and agree on none of its numbers."""
    shared = one.keys() & other.keys()
    return any(not one[thing] & other[thing] for thing in shared)


def is_of_a_date(sentence: str, match: re.Match[str]) -> bool:
    """Whether a figure is a day behind its month."""
    return _MONTHS.search(sentence[: match.start()]) is not None


def value_of(match: re.Match[str]) -> float:
    """The number that a figure is."""
    digits, word = match["digits"], match["word"]
    number = float(digits.replace(",", "")) if digits else _NUMBER_WORDS[word.lower()]
    return number * _SCALES.get((match["scale"] or "").lower(), 1.0)


def counted_in(sentence: str, match: re.Match[str]) -> Iterator[str]:
    """The stems that may be what is counted: the words of meaning right after the number."""
    if match["percent"]:
        yield "%"
        return
    after = re.split(r"[.,;:()“”\"]", sentence[match.end() :], maxsplit=1)[0]
    words = [w for w in islice(words_of(after), REACH) if not w.is_stop]
    if words and words[0].stem in _MONTH_STEMS:
        return
    yield from (w.stem for w in words if not w.is_figure)
