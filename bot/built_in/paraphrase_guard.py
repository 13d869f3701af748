"""What words that are near the question's do not prove by themselves.  Pure.

A "share" is near a "stake", and "spend" near "pay".  Where grammar proves who did what, near words
may tell the deed; where nothing but words ties a sentence to the question, and where things are
counted, and a sentence counts many, some of the words must be the question's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.built_in.candidates import Candidate
from bot.built_in.questions import Asked, Kind
from bot.built_in.terms import Term

#: The share of a question's weight that a sentence which counts must say in the question's
#: own words, and one that nothing but words ties to it; of what is asked about the
#: names: chosen on the wrong answers to questions about four stores of invented reports.
COUNTING, WITHOUT_DEED = 0.35, 0.4

#: Near words that together tie a sentence to a question: "respond", "tariffs" and "steel".
ENOUGH_TOGETHER = 3

_BY_WORDS_ALONE = frozenset({Kind.WHO, Kind.OTHER, Kind.WHEN, Kind.WHERE})


def is_in_own_words(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence has enough of the question's own words for what ties it to the question."""
    is_count = asked.kind is Kind.HOW_MANY and asked.measure is None  # units tell what they are of
    if is_count and asked.predicate is not None:
        return _own_share(asked.points, candidate) >= COUNTING
    is_tied_by_few = asked.predicate is None and len(asked.points) < ENOUGH_TOGETHER
    if is_tied_by_few and not asked.office and asked.kind in _BY_WORDS_ALONE:
        return _own_share(asked.points, candidate) >= WITHOUT_DEED
    return True


def _own_share(terms: Sequence[Term], candidate: Candidate) -> float:
    """The share of the terms' weight that a sentence, or one that it leans on, says in these words.

    All of nothing is 1.
    """
    reading = candidate.reading
    readings = (
        candidate.readings[candidate.place - 1 :][:2]
        if reading.leans_back and candidate.place
        else (reading,)
    )
    stems = {word.stem for read in readings for word in read.words}
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if term.stem in stems) / total if total else 1.0
