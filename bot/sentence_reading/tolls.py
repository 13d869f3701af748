"""Figures of the dead, the wounded, the missing and the displaced, which later tellings change.  Pure.  English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.figures.numerals import ORDINALS
from bot.figures.reading import in_digits
from bot.figures.units import CURRENCIES
from bot.sentence_reading.casualty_words import FATE_WORDS, Fate

#: By the kind of toll, what is said of those who are counted, and verbs that lead to them.
_FORMS: Mapping[str, tuple[str, ...]] = {
    "dead": (*FATE_WORDS[Fate.DEAD].of_counted, "death toll", "lives"),
    "missing": FATE_WORDS[Fate.MISSING].of_counted,
    "hurt": (*FATE_WORDS[Fate.HURT].of_counted, r"wounds(?= \d)"),
    "displaced": (*FATE_WORDS[Fate.DISPLACED].of_counted, *FATE_WORDS[Fate.FLED].of_counted),
}
_VERBS: Mapping[str, tuple[str, ...]] = {kind: FATE_WORDS[Fate(kind)].verbs for kind in _FORMS}
#: "A second person died" leaves two dead.
_ORDINALS = {word: int(value) for word, value in ORDINALS.items() if value > 1}
_NUMBER = (
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+|one|no one|nobody|none)"
    rf"(?!\w|[.,:]\d|-|\s(?:(?:million|billion)\s)?(?:{'|'.join(sorted(filter(str.isalpha, CURRENCIES)))})\b|\s(?:percent|per cent|days?|weeks?|months?|years?|hours?|km|miles?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b|%)"
)
_PERSON = r"(?:person|victim|man|woman|child|soldier|civilian|worker|officer|passenger|protester)"


def tolls_told(kind: str, sentence: str) -> frozenset[int]:
    """The figures that a sentence gives of them.

    >>> sorted(tolls_told("dead", "The toll of the strike was lowered from 17 to 15."))
    [15]
    >>> sorted(tolls_told("hurt", "An air strike killed 17 people and wounded 43 on Tuesday."))
    [43]
    >>> sorted(tolls_told("dead", "A fourth person died of wounds suffered in the protests."))
    [4]
    """
    told = in_digits(sentence)
    found = {_value(match["n"]) for pattern in _patterns(kind) for match in pattern.finditer(told)}
    return frozenset(found)


def _value(written: str) -> int:
    low = written.casefold()
    if low in _ORDINALS:
        return _ORDINALS[low]
    if low in {"no one", "nobody", "none"}:
        return 0
    digits = re.sub(r"\D", "", low)
    return int(digits) if digits else 1


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    forms, verbs = "|".join(_FORMS[kind]), "|".join(_VERBS[kind])
    others = "|".join(w for name, words in _FORMS.items() if name != kind for w in words)
    near = rf"(?:(?!\b(?:{others}|and|but)\b)[^.;])"
    # Nobody "misses" the missing: they have no verb that leads to them.
    led_to = rf"\b(?:{verbs}) (?:(?:at least|about|some|around|more than|over|nearly|almost|another) )?{_NUMBER}"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            # "14 people were killed", "more than 40 injured", "31 dead"
            rf"(?<![\w.,]){_NUMBER}{near}{{0,40}}?\b(?:{forms})\b",
            # "killed 17", "leaving dead at least 17"
            *([led_to] if verbs else []),
            # "the toll has risen to 22", "put the dead at 31"
            rf"\b(?:{forms})\b{near}{{0,90}}?\b(?:to|at|is|was|stands at) (?:(?:at least|about|some|around|more than|over|nearly|almost) )?{_NUMBER}",
            rf"\b(?P<n>{'|'.join(_ORDINALS)}) {_PERSON}{near}{{0,25}}?\b(?:{forms})\b",
        )
    )
