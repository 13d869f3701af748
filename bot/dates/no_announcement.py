"""Dates that announce nothing, though they could lie ahead: of a past deed, or of no event.

English.  A bare weekday within what has happened is the one before publication; "this month" and
"this year's" are spans in which something is.
"""

from __future__ import annotations

import re

from bot.dates.date_words import DateWord, Kind
from bot.dates.rescheduling import MOVED

_AHEAD = re.compile(
    r"\b(?:will|would|shall|may|might|could|to|due|next|plan(?:s|ned)?|expect(?:s|ed)?|scheduled|set|ahead"
    rf"|upcoming|coming|until|before|by|{MOVED}|announced|called|invited)\b",
    re.IGNORECASE,
)
#: A deed in the passive that its own weekday dates: "was suspended on Friday".
_DATED_DEED = re.compile(
    r"\b(?:was|were|has\s+been|had\s+been)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ught|t)\b[^.;]*?"
    r"\bon\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
)
#: What was done to somebody on the weekday: "the shooting of protesters on Wednesday".
_NAMED_DEED = re.compile(
    r"\b(?:over|after|following|into|for|since)\s+(?:the|a|an|his|her|its|their)\s+[^,;]*$"
)
#: What was said or shown then: "their questions from February".
_OF_THEN = re.compile(
    r"\b(?:questions?|letters?|reports?|remarks|statements?|data|figures|rulings?|decisions?|polls?|surveys?|footage"
    r"|images|photos?|videos?|emails?|documents?|tweets?|interviews?)\s+from\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
#: Characters before a date among which that stands.
_REACH = 40
#: What goes on as it is told: "are tonight chanting", and what is so at present: "as you do today".
_GOES_ON = re.compile(r"\b(?:is|are)\s+$")
_ING = re.compile(r"\s+\w+ing\b")
_AS_NOW = re.compile(
    r"\b(?:like|as|than|what|where)\s+(?:\w+\s+){1,3}?(?:do|does|is|are|have|has)\s+$"
)
_POSSESSIVE = re.compile(r"['’]s?\s+\w")
_WITHIN = re.compile(r"\b(?:who|which)\s+\w+s\b(?P<rest>[^,;]*)$")


def announces_nothing(text: str, word: DateWord) -> bool:
    """Whether a date of a sentence is of what has happened, or of no event that is named."""
    begin = max(text.rfind(mark, 0, word.start) for mark in ".!?\n") + 1
    before = text[begin : word.start]
    if _OF_THEN.search(before[-_REACH:]) is not None:
        return True
    if word.kind is Kind.OFFSET and word.offset == 0 and _is_at_present(text, word, before):
        return True
    if word.kind is Kind.SPAN:
        return _is_span_of_something(text, word, before)
    return word.kind is Kind.WEEKDAY and word.lead is None and _is_of_a_deed(before)


def _is_at_present(text: str, word: DateWord, before: str) -> bool:
    goes_on = _GOES_ON.search(before) is not None and _ING.match(text, word.end) is not None
    return goes_on or _AS_NOW.search(before[-_REACH:]) is not None


def _is_span_of_something(text: str, word: DateWord, before: str) -> bool:
    if _POSSESSIVE.match(text, word.end) and word.span == "year":
        return True
    within = _WITHIN.search(before)
    return word.offset == 0 and within is not None and _AHEAD.search(within["rest"]) is None


def _is_of_a_deed(before: str) -> bool:
    done = _DATED_DEED.search(before)
    if done is None:
        return False
    rest = before[done.end() :]
    return _NAMED_DEED.search(rest) is not None and _AHEAD.search(rest) is None
