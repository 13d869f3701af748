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
#: How many characters these are, at most.
_REACH_CHARACTERS = 120

_UNITS = {
    word: float(value)
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split(),
        start=1,
    )
}
_TENS = {
    word: 10.0 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
#: Numbers of one word; "one" is seldom a count.
NUMBER_WORDS = (
    {word: value for word, value in _UNITS.items() if value > 1} | _TENS | {"hundred": 100.0}
)
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "bn": 1e9}
_BELOW_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(list(_UNITS)[:9])})\b)?|{'|'.join(_UNITS)})"
)
#: "one" alone is seldom a count.
_WRITTEN = (
    rf"(?:(?:an?\s|{_BELOW_HUNDRED}[\s-])?hundred\b(?:\s(?:and\s)?{_BELOW_HUNDRED}\b)?"
    rf"|(?!one\b(?!\s+(?:{'|'.join(_SCALES)})\b)){_BELOW_HUNDRED})"
)
#: A number, as digits or in words, with its scale.
FIGURE = re.compile(
    r"(?<![\w.,:/-])(?:(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    rf"|(?P<word>{_WRITTEN}))(?![\w:/]|-\d|,\d)"
    rf"(?:[\s-]+(?P<scale>{'|'.join(_SCALES)})\b)?(?P<percent>\s?%|\s+per\s?cent\b)?",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s{0,4}$",
    re.IGNORECASE,
)
#: The longest month before a figure, with its stop and spaces.
_MONTH_REACH = 16
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
    return _MONTHS.search(sentence, max(0, match.start() - _MONTH_REACH), match.start()) is not None


def value_of(match: re.Match[str]) -> float:
    """The number that a figure is."""
    digits, word = match["digits"], match["word"]
    number = float(digits.replace(",", "")) if digits else _written_value(word)
    return number * _SCALES.get((match["scale"] or "").lower(), 1.0)


def _written_value(words: str) -> float:
    """The number that words below a thousand are."""
    value = 0.0
    for word in re.split(r"[\s-]", words.lower()):
        if word == "hundred":
            value = (value or 1) * 100
        value += _UNITS.get(word, 0.0) + _TENS.get(word, 0.0)
    return value


def counted_in(sentence: str, match: re.Match[str]) -> Iterator[str]:
    """The stems that may be what is counted: the words of meaning right after the number."""
    if match["percent"]:
        yield "%"
        return
    after = re.split(
        r"[.,;:()“”\"]", sentence[match.end() : match.end() + _REACH_CHARACTERS], maxsplit=1
    )[0]
    words = [w for w in islice(words_of(after), REACH) if not w.is_stop]
    if words and words[0].stem in _MONTH_STEMS:
        return
    yield from (w.stem for w in words if not w.is_figure)
