"""Whether a sentence brings what a kind of question asks for: a name, a figure, a date...  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.built_in.questions import Asked, Kind
from bot.built_in.readings import Reading

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DATE = re.compile(
    rf"\b(?:{_DAYS})\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})\b|\b(?:{_MONTHS})\.? \d{{1,2}}\b"
    r"|\b(?:19|20)\d\d\b"
    rf"|\b(?:in|since|until|by|before|after|of|late|early|mid|last|next|this) (?:{_MONTHS})\b"
    r"|\b(?:today|yesterday|tomorrow|tonight|midnight|noon)\b"
    r"|\b(?:last|next|this|coming|past) (?:week|month|year|weekend|spring|summer|autumn|winter)\b"
    r"|\b(?:\w+) (?:days?|weeks?|months?|years?|hours?) (?:ago|later|earlier|after|before)\b"
    r"|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|half"
    r"|third|quarter|twice|once|weekly|daily|monthly|annually|unanimous(?:ly)?|no one|none)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"[“\"«]|\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|warn\w*|announc\w*|stat(?:ed|es)|declar\w*"
    r"|ask(?:ed|s)|insist\w*|argu\w*|claim\w*|call(?:ed|s|ing) (?:for|on)|urg\w*|according to"
    r"|add(?:ed|s)|accus\w*|describ\w*|condemn\w*|den(?:ied|ies)|pledg\w*|vow\w*|promis\w*"
    r"|confirm\w*|deplor\w*|welcom\w*|stress\w*|note[ds]|admit\w*|respond\w*|demand\w*)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|shall|would|is to|are to|due|set to|plans? to|planned|expected|scheduled|heads?"
    r"|about to|upcoming|next (?:week|month|year|round|step)|later this|tomorrow)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|after|due to|owing to|in order to|so that|over|amid|as a result|following"
    r"|caused?|prompt\w*|in response|in protest|reason|to (?!the\b|a\b|an\b)\w+|for \w+ing"
    r"|link(?:ed|s)|blam\w*|accus\w*|citing|cited|ahead of)\b",
    re.IGNORECASE,
)


def _has(pattern: re.Pattern[str]) -> Callable[[Asked, Reading], bool]:
    return lambda _, reading: pattern.search(reading.text) is not None


def _has_new_name(asked: Asked, reading: Reading) -> bool:
    return bool(reading.names - asked.keys)


def _has_new_count(asked: Asked, reading: Reading) -> bool:
    """A figure that is not one of the question's own."""
    known = {term.key for term in asked.terms if term.is_figure}
    return any(
        not (found.is_figure and found.stem in known)
        for found in reading.words
        if _COUNT.match(found.text)
    )


_TESTS: Mapping[Kind, Callable[[Asked, Reading], bool]] = {
    Kind.WHO: _has_new_name,
    Kind.WHERE: _has_new_name,
    Kind.WHEN: _has(_DATE),
    Kind.HOW_MANY: _has_new_count,
    Kind.SAID: _has(_SPEECH),
    Kind.NEXT: _has(_TO_COME),
    Kind.WHY: _has(_REASON),
}


def brings_answer(asked: Asked, reading: Reading) -> bool:
    """Whether the sentence has what the question's kind asks for; kinds without a test always do."""
    test = _TESTS.get(asked.kind)
    return test is None or test(asked, reading)
