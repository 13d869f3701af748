"""Whether a deed that is told by a noun brings what a question asks for beside it.  Pure."""

from __future__ import annotations

from bot.built_in.answer_types import answer_places
from bot.built_in.candidates import Candidate
from bot.built_in.predicates import Predicate
from bot.built_in.questions import Asked, Kind
from bot.memory.equivalents import is_known_name
from bot.memory.stems import stem
from bot.sentence_reading.noun_deeds import NounDeed, names_in, noun_deeds_of
from bot.sentence_reading.readings import is_name

#: Measures whose figure may stand beside a noun: their units tell what they are.
_MEASURES = frozenset({"long", "often", "far", "fast", "money", "share"})
#: Stems of what is done to a deed that is over, or goes on: its own day is another.
_DONE_TO_DEEDS = frozenset(
    map(
        stem,
        "extend prolong renew condemn criticise criticize denounce protest discuss demand lift suspend uphold overturn"
        " review welcome regret offer tender threaten propose reject refuse".split(),
    )
)
_PLACING = frozenset({"in", "at", "near", "outside", "inside", "off"})


def tells_by_noun(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence tells the deed by a noun, and beside it the answer."""
    if asked.predicate is None:
        return False
    around = candidate.reading.keys | candidate.antecedent
    names = {key for key in asked.predicate.doer | asked.predicate.done_to if is_known_name(key)}
    return names <= around and any(
        not _is_turned(asked.predicate, deed) and _brings(asked, candidate, deed)
        for deed in noun_deeds_of(candidate.reading.text, asked.predicate.verb)
    )


def _is_turned(predicate: Predicate, deed: NounDeed) -> bool:
    doer, done_to = names_in(deed.doer), names_in(deed.done_to)
    # "The death of Brand" is Brand's: turned round is only what somebody else does to Brand.
    is_of_others = any(is_name(t.word, t.key) and t.key not in predicate.doer for t in deed.doer)
    is_doer_done_to = is_of_others and bool(predicate.doer & done_to - doer)
    return is_doer_done_to or bool(predicate.done_to & doer - done_to)


def _brings(asked: Asked, candidate: Candidate, deed: NounDeed) -> bool:
    if asked.kind is Kind.WHERE:
        return _has_place(asked, deed)
    is_measure = asked.kind is Kind.HOW_MANY and asked.measure in _MEASURES
    if asked.kind is not Kind.WHEN and not is_measure:
        return False
    if not is_measure and any(token.word.stem in _DONE_TO_DEEDS for token in deed.before):
        return False  # "extended the detention on Monday": since when is not told
    reading = candidate.reading
    found = (reading.words[place].start for place in answer_places(asked, reading))
    return any(start in deed.starts for start in found)


def _has_place(asked: Asked, deed: NounDeed) -> bool:
    after = deed.after
    return any(
        is_name(token.word, token.key)
        and token.key not in asked.keys
        and any(t.low in _PLACING for t in after[max(0, at - 3) : at])
        for at, token in enumerate(after)
    )
