"""Answers made of sentences as they stand in the evidence: no model, no network, no chance.

Every sentence of the evidence is held against the question: how much of the question's words it
covers, by weight, and whether it brings what the question's kind asks for (`answer_types`).  What
the sentence does not say itself may stand in the sentence before, in its passage or in the
article's title, and counts less.  Below stated thresholds there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.built_in.answer_types import brings_answer
from bot.built_in.questions import Asked, Kind, read_question
from bot.built_in.readings import Reading, keys_in, read_passage
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.evidence import Evidence

#: Sentences of an answer.
MOST_SENTENCES = 3
#: The share of the question's weight that a sentence must cover with its surroundings.
COVERED = 0.70
#: The share that it must cover by itself.
COVERED_ALONE = 0.40
#: What covering counts in the sentence before, in the rest of the passage, in the title.
BEFORE, AROUND, TITLE = 0.8, 0.5, 0.7
#: What a passage's place in the evidence takes from its sentences, per place.
PER_PLACE = 0.01
#: What leaning on the sentence before takes.
LEANING = 0.05
#: The share of the best sentence's score that a further sentence must reach.
AS_GOOD = 0.85
#: The share of a shorter sentence's words that make two sentences say the same.
SAME = 0.7


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence under consideration; `share` is what it covers with its surroundings."""

    score: float
    share: float
    alone: float
    number: int
    place: int
    readings: tuple[Reading, ...]
    is_fit: bool

    @property
    def reading(self) -> Reading:
        return self.readings[self.place]


def draft_answer(question: str, evidence: Evidence) -> tuple[DraftClaim, ...]:
    """The sentences that answer the question, best first, verbatim; empty when none does.

    A sentence that leans on the one before ("He said ...") comes after it.
    """
    asked = read_question(question)
    found = [c for c in _candidates(asked, evidence) if c.is_fit]
    return tuple(_claim(number, reading) for number, reading in _chosen(asked, found))


def nearest(question: str, evidence: Evidence) -> DraftClaim | None:
    """The sentence closest to a question that has no answer; None when nothing is close."""
    asked = read_question(question)
    close = [c for c in _candidates(asked, evidence) if c.alone > 0]
    best = max(close, key=lambda c: c.score, default=None)
    return _claim(best.number, best.reading) if best is not None else None


def _claim(number: int, reading: Reading) -> DraftClaim:
    return DraftClaim(reading.text, (DraftSpan(number, reading.text),))


def _candidates(asked: Asked, evidence: Evidence) -> Iterator[_Candidate]:
    if not asked.terms:
        return
    for number, item in evidence.numbered():
        readings = read_passage(item.passage.text, item.article.language)
        title = keys_in(item.article.title or "")
        around = frozenset(key for reading in readings for key in reading.keys)
        for place, reading in enumerate(readings):
            before = readings[place - 1].keys if place else frozenset[str]()
            alone = _share(asked, reading.keys)
            share = _share_with(asked, reading, before, title, around)
            fit = _is_fit(asked, reading, alone, share, around | title)
            leaning = LEANING if reading.leans_back else 0.0
            score = share + alone / 4 - leaning - PER_PLACE * number
            yield _Candidate(score, share, alone, number, place, readings, fit)


def _is_fit(
    asked: Asked, reading: Reading, alone: float, share: float, around: frozenset[str]
) -> bool:
    """The rule of abstention: what must hold for a sentence to be an answer."""
    has_names = all(t.key in around for t in asked.terms if t.is_demanded)
    is_covered = share >= COVERED and alone >= COVERED_ALONE
    return has_names and is_covered and brings_answer(asked, reading)


def _share(asked: Asked, keys: frozenset[str]) -> float:
    total = sum(term.weight for term in asked.terms)
    return sum(term.weight for term in asked.terms if term.key in keys) / total


def _share_with(
    asked: Asked,
    reading: Reading,
    before: frozenset[str],
    title: frozenset[str],
    around: frozenset[str],
) -> float:
    """The share covered, each term where it counts most."""
    places = ((reading.keys, 1.0), (before, BEFORE), (title, TITLE), (around, AROUND))
    total = sum(term.weight for term in asked.terms)
    covered = (
        term.weight * max((value for keys, value in places if term.key in keys), default=0.0)
        for term in asked.terms
    )
    return sum(covered) / total


def _chosen(asked: Asked, found: Sequence[_Candidate]) -> Sequence[tuple[int, Reading]]:
    """Sentences for the answer in reading order of their choice, none saying another again."""
    ranked = sorted(found, key=lambda c: (-c.score, c.number, c.place))
    chosen: list[tuple[int, Reading]] = []
    for candidate in ranked:
        if candidate.score < AS_GOOD * ranked[0].score:
            break
        if any(_says_the_same(candidate.reading, reading) for _, reading in chosen):
            continue
        chosen.extend(_with_antecedent(candidate))
        if len(chosen) >= MOST_SENTENCES or asked.kind in _ONE_SENTENCE:
            break
    return chosen[:MOST_SENTENCES]


#: Kinds whose best sentence is the answer.
_ONE_SENTENCE = frozenset({Kind.WHEN, Kind.WHERE, Kind.WHICH})


def _with_antecedent(candidate: _Candidate) -> Iterator[tuple[int, Reading]]:
    if candidate.reading.leans_back and candidate.place:
        yield candidate.number, candidate.readings[candidate.place - 1]
    yield candidate.number, candidate.reading


def _says_the_same(a: Reading, b: Reading) -> bool:
    shorter = min(len(a.keys), len(b.keys))
    return shorter == 0 or len(a.keys & b.keys) / shorter >= SAME
