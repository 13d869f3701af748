"""Sentences that say nearly all that a question says, and bring what it asks for.  Pure.

"Which treaty meeting might Japan attend as an observer?" is answered by the sentence that speaks of
Japan, an observer, a meeting and a treaty, whatever its grammar.  That proves no doer ("who won the
primary" is not told by all who ran), no day, and neither yes nor no: these are never answered so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.built_in.answer_types import brings_answer, is_of_another_time
from bot.built_in.candidates import Candidate
from bot.built_in.fitness import covered, share_of
from bot.built_in.loose_deeds import has_verb, is_of_another
from bot.built_in.paraphrase_guard import is_in_own_words
from bot.built_in.predicates import Asks
from bot.built_in.questions import Asked, Kind
from bot.sentence_reading.deeds import deeds_of

#: The share of the question's weight that the sentence must cover with what stands around it.  Of
#: 124 questions that no other rule answered it answers 6, all rightly, and none of 153 that the
#: articles do not answer.
COVERED = 0.85
#: What it must cover by itself to need no verb of the question.
ALONE = 0.95
#: Distinct words from which a question tells enough: "which party won" fits any sentence of a vote.
LEAST_TERMS = 3

_ASKED = frozenset({Kind.WHICH, Kind.WHERE, Kind.HOW_MANY, Kind.OTHER})


def says_it_all(asked: Asked, among: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences that have the question's names and nearly all its words, and an answer."""
    if asked.kind not in _ASKED or len(asked.terms) < LEAST_TERMS:
        return ()
    worded = (
        replace(candidate, in_other_words=asked.word_keys & candidate.reading.near)
        for candidate in among
    )
    return [candidate for candidate in worded if _says_all(asked, candidate)]


def _says_all(asked: Asked, candidate: Candidate) -> bool:
    everywhere = candidate.keys | candidate.around | candidate.head
    return (
        all(term.covered_by & everywhere for term in asked.terms)
        and all(term.covered_by & candidate.keys for term in asked.terms if term.is_demanded)
        and covered(asked, candidate) >= COVERED
        and _has_verb(asked, candidate)
        and is_in_own_words(asked, candidate)
        and not is_of_another_time(asked.keys, candidate.reading)
        and brings_answer(asked, candidate.reading)
    )


def _has_verb(asked: Asked, candidate: Candidate) -> bool:
    if asked.predicate is None:
        return True
    deeds = deeds_of(candidate.reading.text, asked.predicate.verb)
    is_count = asked.kind is Kind.HOW_MANY  # whose count it is, `may_answer` sees to
    if deeds and not is_count and all(is_of_another(asked.predicate, deed) for deed in deeds):
        return False
    is_of_a_thing = asked.predicate.asks is Asks.DONE_TO and asked.predicate.doer and asked.counted
    if asked.predicate.asks is not Asks.NEITHER and not is_of_a_thing:
        # Who did it, or to whom, no noun tells: "the vote was put off", "Velia's expulsion of two".
        return bool(deeds)
    if has_verb(asked.predicate, candidate):
        return True
    is_of_others = bool(deeds) and not is_count
    is_whole = share_of(asked.terms, candidate.keys) >= ALONE
    return bool(is_of_a_thing) and is_whole and not is_of_others
