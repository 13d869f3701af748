"""Figures of the dead, the wounded and the displaced, which later tellings change.  Pure.  English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.sentence_reading.figures import NUMBER_WORDS

_FORMS: Mapping[str, str] = {
    "dead": r"killed|kills|died|dies|dead|deaths|death toll|toll|fatalities|lives",
    "hurt": r"wounded|injured|hurt|injuries|wounds(?= \d)",
    "displaced": r"displaced|uprooted|fled|homeless",
}
_VERBS: Mapping[str, str] = {
    "dead": "killed|kills",
    "hurt": "wounded|injured|wounds|injures",
    "displaced": "displaced|uprooted",
}
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_NUMBER = (
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+|" + "|".join(NUMBER_WORDS) + r"|one|no one|nobody|none)"
    r"(?!\w|[.,:]\d|-|\s(?:percent|per cent|days?|weeks?|months?|years?|hours?|km|miles?"
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
    found = {
        _value(match["n"]) for pattern in _patterns(kind) for match in pattern.finditer(sentence)
    }
    return frozenset(found)


def _value(written: str) -> int:
    low = written.casefold()
    if low in _ORDINALS:
        return _ORDINALS.index(low) + 2
    if low in {"no one", "nobody", "none"}:
        return 0
    digits = re.sub(r"\D", "", low)
    return int(digits) if digits else int(NUMBER_WORDS.get(low, 1))


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    forms = _FORMS[kind]
    others = "|".join(words for name, words in _FORMS.items() if name != kind)
    near = rf"(?:(?!\b(?:{others}|and|but)\b)[^.;])"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            # "14 people were killed", "more than 40 injured", "31 dead"
            rf"(?<![\w.,]){_NUMBER}{near}{{0,40}}?\b(?:{forms})\b",
            # "killed 17", "leaving dead at least 17"
            rf"\b(?:{_VERBS[kind]}) (?:(?:at least|about|some|around|more than|over|nearly|almost|another) )?{_NUMBER}",
            # "the toll has risen to 22", "put the dead at 31"
            rf"\b(?:{forms})\b{near}{{0,90}}?\b(?:to|at|is|was|stands at) (?:(?:at least|about|some|around|more than|over|nearly|almost) )?{_NUMBER}",
            rf"\b(?P<n>{'|'.join(_ORDINALS)}) {_PERSON}{near}{{0,25}}?\b(?:{forms})\b",
        )
    )
