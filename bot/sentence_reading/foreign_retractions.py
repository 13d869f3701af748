"""Whether a sentence undoes or moves what another one announces for a day, in whatever language.  Pure.

Between English, French, German and Spanish, by what they share: the day that no longer stands, and
names, places and words of the news that make both one matter (`memory.cross_lingual_words`).  Which event of that
day it is, nobody can tell from words of another language: a matter has mostly one.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from bot.dates.announced_dates import announced_in
from bot.dates.date_words import Kind
from bot.dates.event_status import is_off, was_due
from bot.dates.periods import period_of
from bot.dates.reading import read_dates
from bot.memory.cross_lingual_words import LISTED, is_country, is_name, shared_vector
from bot.memory.language_codes import ENGLISH
from bot.sentence_reading.dated_sentences import ToldSentence

#: Cosine of what two articles share from which theirs is one matter, and what it must rest on beside
#: countries: a name, a town, a word of the news.
ONE_MATTER, FEWEST_SHARED = 0.3, 3


def undoes_abroad(later: ToldSentence, earlier: ToldSentence) -> bool:
    """Whether the later sentence calls off, or moves away, what the earlier one announces for a day."""
    both = {later.language, earlier.language}
    if not both <= {ENGLISH, *LISTED}:
        return False
    off = _days_off(later.text, later.language, later.published)
    if not off & _days_ahead(earlier.text, earlier.language, earlier.published):
        return False
    return is_one_matter(later, earlier)


def tells_days_off(told: ToldSentence) -> bool:
    """Whether a sentence tells of a day on which something will not be."""
    return bool(_days_off(told.text, told.language, told.published))


# An agenda holds each of its entries against the sentences of all later articles, in one order: a
# cache that does not hold them all would hold none when its turn comes.
@lru_cache(maxsize=8_192)
def _days_off(text: str, language: str | None, published: date | None) -> frozenset[date]:
    """The days for which a sentence tells that what was planned will not be then."""
    if published is None:
        return frozenset()
    days = set()
    for word in read_dates(text, language):
        period = period_of(word, published) if word.kind is not Kind.YEAR else None
        if period is None or not period.is_day or not is_off(text, word):
            continue
        # "Called off on Friday" tells when that was done, "due on Friday" what was to be.
        if period.first > published or was_due(text, word):
            days.add(period.first)
    return frozenset(days)


@lru_cache(maxsize=1_024)
def _days_ahead(text: str, language: str | None, published: date | None) -> frozenset[date]:
    found = announced_in(text, published, language)
    return frozenset(period.first for _, period in found if period.is_day)


def names_one_place(one: ToldSentence, other: ToldSentence) -> bool:
    """Whether two sentences have a name in common, or one of them has none."""
    mine, theirs = (
        {key for key in _vector(told.text, told.language) if is_name(key)} for told in (one, other)
    )
    return bool(mine & theirs) or not (mine and theirs)


def is_one_matter(later: ToldSentence, earlier: ToldSentence) -> bool:
    """Whether two sentences' articles begin with so much in common that they tell of one matter."""
    mine, theirs = (_vector(told.beginning, told.language) for told in (later, earlier))
    shared = [key for key in mine if key in theirs]
    is_named = sum(not (is_country(key) or key[0].isdigit()) for key in shared) >= FEWEST_SHARED
    return is_named and sum(mine[key] * theirs[key] for key in shared) >= ONE_MATTER


@lru_cache(maxsize=256)
def _vector(text: str, language: str | None) -> dict[str, float]:
    return dict(shared_vector(text, language or ""))
