"""Whether a later sentence puts another day or place in the stead of what was announced.  Pure.

"The congress will be held in Olm on 9 May instead of in Tarn on 16 May" overtakes what announced it
for Tarn, or for 16 May.  English, French, German and Spanish.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.dates.date_words import Kind
from bot.dates.event_status import IN_PLACE_OF
from bot.dates.reading import read_dates
from bot.sentence_reading.dated_sentences import ToldSentence
from bot.sentence_reading.deeds import tokens_of
from bot.sentence_reading.stretches import is_one_matter, names_of, things_of

_LANGUAGES = ("en", "fr", "de", "es")
#: Where what was replaced ends.
_END = re.compile(r"[,;.]\s|\.$")
#: "The Hague" is known by its second word: many a sentence has the first.
_NAME = re.compile(r"(?<!\w)(?!The\b)[A-Z][\w-]+")

#: The month and day of a date that is told in full but for its year.
Day = tuple[int, int]


def replaces(later: ToldSentence, earlier: ToldSentence) -> bool:
    """Whether the later sentence tells that what the earlier one announces is elsewhere or then.

    Both must be on one matter, and the day and the place that no longer stand must be told by the
    earlier one, as far as they are told of it at all.
    """
    days, places = replaced_in(later.text)
    if not (days or places) or replaced_in(earlier.text) != (frozenset(), frozenset()):
        return False
    own = _days(earlier.text)
    is_named = not places.isdisjoint(_NAME.findall(earlier.text))
    if (days and not days & own) or (not days and not is_named):
        return False
    if days and places and not is_named and _names_place(earlier):
        return False
    mine, theirs = tokens_of(later.text), tokens_of(earlier.text)
    is_same = bool(things_of(mine) & things_of(theirs) or names_of(mine) & names_of(theirs))
    return is_same and is_one_matter(later.around & earlier.around)


@lru_cache(maxsize=1_024)
def replaced_in(text: str) -> tuple[frozenset[Day], frozenset[str]]:
    """The days and the places in whose stead a sentence tells others."""
    days: set[Day] = set()
    places: set[str] = set()
    for found in IN_PLACE_OF.finditer(text):
        end = _END.search(text, found.end())
        stretch = text[found.end() : end.start() if end else len(text)]
        dated = [word for word in read_dates(stretch, *_LANGUAGES) if word.kind is Kind.DAY]
        days |= {(word.month, word.day) for word in dated if word.month and word.day}
        without = stretch
        for word in dated:
            without = without.replace(word.text, " ")
        places |= {name.group() for name in _NAME.finditer(without)}
    return frozenset(days), frozenset(places)


def _days(text: str) -> frozenset[Day]:
    return frozenset(
        (word.month, word.day)
        for word in read_dates(text, *_LANGUAGES)
        if word.kind is Kind.DAY and word.month and word.day
    )


def _names_place(told: ToldSentence) -> bool:
    """Whether a sentence says where: after "in" or "at"."""
    return re.search(r"\b(?:in|at|à|en)\s+[A-Z]", told.text) is not None
