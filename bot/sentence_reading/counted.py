"""What the figures of a sentence count, and whether two tellings count one thing differently.

A figure counts what comes right after it ("at least 115 people").  Two sentences differ when they
count the same thing, tell of the same matter, and share no number of it.  Dates, years, times and
votes like 14-0 count nothing and are passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.figures.reading import Figure, read_figures
from bot.memory.stems import stem
from bot.memory.words import words_of

#: How many words after a number are looked at for what it counts.
REACH = 3
#: How many characters these are, at most.
_REACH_CHARACTERS = 120

#: What stands around a figure that is part of something longer: "14-0", "12:30", "17in".
_INSIDE_BEFORE = frozenset(".,:/-–")
_INSIDE_AFTER = re.compile(r"[\w:/]|[-–,]\d")
#: "60m" may be metres; "a million", "zero-day" and the like count nothing by themselves.
_NO_COUNT = re.compile(r".*\d[kmb]|zero|thousand|million|billion|trillion", re.IGNORECASE)
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
    for figure in counting_figures(sentence):
        for counted in counted_by(sentence, figure):
            found[counted].add(figure.value)
    return {counted: frozenset(values) for counted, values in found.items()}


def differ(one: Counts, other: Counts) -> bool:
    """Whether two sentences count a same thing, and agree on none of its numbers."""
    shared = one.keys() & other.keys()
    return any(not one[thing] & other[thing] for thing in shared)


def counting_figures(sentence: str) -> Iterator[Figure]:
    """The figures that may count something: whole, no ordinals, no days behind their months."""
    for figure in read_figures(sentence):
        is_count = not figure.is_ordinal and not figure.is_vague and not figure.is_multiple
        if is_count and not _is_inside(sentence, figure) and not _is_of_a_date(sentence, figure):
            yield figure


def counted_by(sentence: str, figure: Figure) -> Iterator[str]:
    """The stems that may be what is counted: the words of meaning right after the number."""
    if figure.unit == "%":
        yield "%"
        return
    after = re.split(
        r"[.,;:()“”\"]", sentence[figure.end : figure.end + _REACH_CHARACTERS], maxsplit=1
    )[0]
    words = [w for w in islice(words_of(after), REACH) if not w.is_stop]
    if words and words[0].stem in _MONTH_STEMS:
        return
    yield from (w.stem for w in words if not w.is_figure)


def _is_inside(sentence: str, figure: Figure) -> bool:
    if _NO_COUNT.fullmatch(figure.text):
        return True
    before = sentence[figure.start - 1 : figure.start] or " "
    return before in _INSIDE_BEFORE or _INSIDE_AFTER.match(sentence, figure.end) is not None


def _is_of_a_date(sentence: str, figure: Figure) -> bool:
    """Whether a figure is a day behind its month."""
    start = figure.start
    return _MONTHS.search(sentence, max(0, start - _MONTH_REACH), start) is not None
