"""Answers made of sentences as they stand in the evidence: no model, no network, no chance.

Every sentence of the evidence is held against the question: how much of the question's words it
covers, by weight, and whether it brings what the question's kind asks for (`answer_types`).  What
the sentence does not say itself may stand in the sentence before, in its passage or in the
article's title, and counts less.  Below stated thresholds there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.built_in.answer_types import (
    answer_keys,
    brings_answer,
    closeness,
    is_of_another_time,
    tells_who_said,
    tells_why_plainly,
)
from bot.built_in.candidates import ANTECEDENTS, Candidate, candidates
from bot.built_in.counts import tells_deed
from bot.built_in.described import described
from bot.built_in.latest import up_to_date
from bot.built_in.near_deeds import has_verb, nearly_told
from bot.built_in.near_words import near
from bot.built_in.offices import names_holder
from bot.built_in.predicates import Asks, Predicate
from bot.built_in.questions import Asked, Kind, Term, read_question, restated, share
from bot.built_in.readings import Reading
from bot.built_in.sides import Wanted, points_back, told_deeds
from bot.domain.articles import Article
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.evidence import Evidence
from bot.memory.equivalents import is_known_name
from bot.memory.named_outlets import Sourced, without_outlets

#: Sentences of an answer.
MOST_SENTENCES = 3
#: The share of the question's weight that a sentence must cover with what stands around it.
COVERED = 0.70
#: The share that it must cover by itself, and its share of what is asked about the names.
COVERED_ALONE = 0.30
COVERED_POINT = 0.40
ALONE_NEARLY = 0.75
#: What a term covered in the sentence before, in title or date, elsewhere in the passage counts.
BEFORE, HEAD, AROUND = 0.85, 0.85, 0.6
#: What covering alone, doing so in the question's own words, standing close to what is asked, and
#: beginning an article add at most.
ALONE, OWN_WORDS, CLOSE, LEAD = 0.2, 0.1, 0.25, 0.03
#: What leaning on the sentence before, and each place in the evidence, take away.
LEANING, PER_PLACE = 0.05, 0.01
#: The share of the best sentence's score that a further sentence must reach.
AS_GOOD = 0.9
#: The share of a shorter sentence's words that make two sentences say the same.
SAME = 0.7


#: Kinds whose answers can be held against each other, and kinds that have one answer.
_COMPARABLE = frozenset({Kind.WHO, Kind.WHEN, Kind.WHERE, Kind.HOW_MANY})
_ONE_ANSWER = frozenset({Kind.WHY, Kind.WHETHER})


def draft_answer(question: str, evidence: Evidence) -> tuple[DraftClaim, ...]:
    """The sentences that answer the question, best first, verbatim; empty when none does.

    A sentence that leans on the one before ("He said ...") comes after it.
    """
    sourced = _sourced(question, evidence)
    among = tuple(_of_sources(sourced, evidence))
    asked = map(read_question, filter(None, (sourced.question, restated(sourced.question))))
    phrasings = [one for one in asked if one.terms]
    for find in (_fit, _nearly_fit, _described):
        for phrasing in phrasings:
            if found := find(phrasing, among):
                shown = up_to_date(phrasing, _chosen(phrasing, found), among)
                return tuple(_claim(n, reading) for n, reading in shown[:MOST_SENTENCES])
    return ()


def _fit(asked: Asked, among: Sequence[Candidate]) -> Sequence[Candidate]:
    read = (_with_deed(asked, candidate) for candidate in among)
    return [candidate for candidate in read if _is_fit(asked, candidate)]


def _nearly_fit(asked: Asked, among: Sequence[Candidate]) -> Sequence[Candidate]:
    """Sentences that tell the deed without the grammar that would prove it (`near_deeds`)."""
    if asked.predicate is None or asked.kind in {Kind.WHO, Kind.WHETHER}:
        return ()
    return [c for candidate in among if (c := _read_nearly(asked, asked.predicate, candidate))]


def _read_nearly(asked: Asked, predicate: Predicate, candidate: Candidate) -> Candidate | None:
    if nearly_told(Wanted(predicate, asked.keys, is_somebody=False), candidate):
        told = replace(candidate, is_told=True, in_other_words=predicate.verb.keys)
        is_reason = asked.kind is not Kind.WHY or tells_why_plainly(asked, candidate.reading)
        return told if is_reason and _is_fit(asked, told) else None
    if asked.kind is not Kind.HOW_MANY or not has_verb(predicate, candidate):
        return None
    bare = replace(asked, predicate=None)
    has_most = share(bare.terms, candidate.keys_with_antecedent) >= ALONE_NEARLY
    return candidate if has_most and _is_fit(bare, candidate) else None


def _described(asked: Asked, among: Sequence[Candidate]) -> Sequence[Candidate]:
    """The closest sentence of the one article that is described at length."""
    read = [_with_deed(asked, candidate) for candidate in among]
    closest = described(asked, read, lambda candidate: _score(asked, candidate))
    return () if closest is None else (closest,)


def nearest(question: str, evidence: Evidence) -> DraftClaim | None:
    """The sentence closest to a question that has no answer; None when nothing is close."""
    sourced = _sourced(question, evidence)
    asked = read_question(sourced.question)
    close = [c for c in _of_sources(sourced, evidence) if asked.keys & c.reading.keys]
    best = max(close, key=lambda c: _score(asked, c), default=None)
    return _claim(best.number, best.reading) if best is not None else None


def _sourced(question: str, evidence: Evidence) -> Sourced:
    """The question without the outlets whose articles it asks about."""
    articles = (item.article for item in evidence.items)
    names = (name for article in articles for name in (article.outlet, article.credit))
    return without_outlets(question, filter(None, names))


def _of_sources(sourced: Sourced, evidence: Evidence) -> Iterator[Candidate]:
    """The sentences of the outlets that the question names; all where it names none."""
    return (
        candidate
        for candidate in candidates(evidence)
        if not sourced.outlets
        or {candidate.article.outlet, candidate.article.credit} & sourced.outlets
    )


def _claim(number: int, reading: Reading) -> DraftClaim:
    return DraftClaim(reading.text, (DraftSpan(number, reading.text),))


def _with_deed(asked: Asked, candidate: Candidate) -> Candidate:
    """The candidate, read for the deed that the question asks about."""
    if asked.predicate is None:
        return candidate
    wanted = Wanted(
        asked.predicate,
        asked.keys,
        is_somebody=asked.kind is Kind.WHO,
        is_yes_or_no=asked.kind is Kind.WHETHER,
    )
    told = told_deeds(candidate.reading.text, wanted, candidate.antecedent)
    own = asked.name_keys <= candidate.reading.keys  # no other draft's votes
    if not told and own and asked.kind is Kind.HOW_MANY and tells_deed(asked, candidate.reading):
        return candidate
    if not told and tells_who_said(asked, candidate.reading):
        return replace(candidate, is_told=True, in_other_words=asked.predicate.verb.keys)
    said = asked.predicate.verb.keys if told else frozenset[str]()
    if any(points_back(deed.doer) for deed in told):
        said |= asked.predicate.doer & candidate.antecedent
    return replace(candidate, is_told=bool(told), in_other_words=said)


def _is_fit(asked: Asked, candidate: Candidate) -> bool:
    """The rule of abstention: what must hold for a sentence to be an answer."""
    keys, with_before = candidate.keys, candidate.keys_with_antecedent
    # A figure is of what its own sentence and the title speak of.
    close = (
        candidate.keys | candidate.antecedent if asked.kind is Kind.HOW_MANY else candidate.around
    )
    has_names = all(
        t.covered_by & (close | candidate.head) and not _is_but_a_word(t, candidate)
        for t in asked.terms
        if t.is_demanded
    )
    return (
        has_names
        and candidate.is_told is not False
        and not is_of_another_time(asked.keys, candidate.reading)
        and share(asked.terms, with_before) >= COVERED_ALONE
        and share(asked.points, keys | candidate.head if candidate.is_told else keys)
        >= COVERED_POINT
        and _covered(asked, candidate) >= COVERED
        and all(near(deed) & keys for deed in asked.deed)
        and (not asked.office or _names_holder(asked, candidate))
        and (not asked.speaker or _has_speaker(asked, candidate))
        and (_tells_who(asked, candidate) or brings_answer(asked, candidate.reading))
    )


def _is_but_a_word(term: Term, candidate: Candidate) -> bool:
    """Whether a name stands there only as a word: Lord Alli is no "allies"."""
    if not term.is_name or is_known_name(term.key) or term.covered_by & candidate.head:
        return False
    words = [
        word
        for reading in candidate.readings
        for word, key in zip(reading.words, reading.word_keys, strict=True)
        if key in term.covered_by
    ]
    return bool(words) and all(word.text.islower() for word in words)


def _has_speaker(asked: Asked, candidate: Candidate) -> bool:
    """Whether who is asked about speaks, or is who the sentence before began with: "He said"."""
    reading = candidate.reading
    if not reading.leans_back or not candidate.place:
        return bool(asked.speaker & candidate.keys)
    before = candidate.readings[candidate.place - 1]
    names = before.name_places
    first = {place for at, place in enumerate(names) if place == names[0] + at}
    others = set(range(len(before.words))) - set(names)
    return any(before.word_keys[place] in asked.speaker for place in first | others)


def _names_holder(asked: Asked, candidate: Candidate) -> bool:
    return names_holder(candidate.reading.text, asked.office, asked.name_keys, candidate.head)


def _tells_who(asked: Asked, candidate: Candidate) -> bool:
    """Whether the deed that it tells has brought somebody already, with a name or without."""
    asks = asked.predicate.asks if asked.predicate is not None else Asks.NEITHER
    return asked.kind is Kind.WHO and asks is not Asks.NEITHER and candidate.is_told is True


def _covered(asked: Asked, candidate: Candidate) -> float:
    """The share covered with what stands around, each term counted where it counts most."""
    places = (
        (candidate.keys, 1.0),
        (candidate.before, BEFORE),
        (candidate.head, HEAD),
        (candidate.around, AROUND),
    )
    total = sum(term.weight for term in asked.terms)
    covered = (
        term.weight * max((value for keys, value in places if term.covered_by & keys), default=0.0)
        for term in asked.terms
    )
    return sum(covered) / total if total else 0.0


def _score(asked: Asked, candidate: Candidate) -> float:
    """By what fit sentences are ordered."""
    reading = candidate.reading
    return (
        _covered(asked, candidate)
        + ALONE * share(asked.terms, candidate.keys)
        + OWN_WORDS * _own_words(asked, reading)
        + CLOSE * closeness(asked, reading)
        + LEAD * candidate.is_lead
        - LEANING * reading.leans_back
        - PER_PLACE * candidate.number
    )


def _own_words(asked: Asked, reading: Reading) -> float:
    """The share of the question's weight that the sentence covers in the question's own words.

    A "resolution" may be the draft that another sentence speaks of, and may be another one.
    """
    stems = frozenset(word.stem for word in reading.words)
    return share(asked.terms, stems, by_stem=True)


def _chosen(asked: Asked, found: Sequence[Candidate]) -> Sequence[tuple[int, Reading]]:
    """The best sentence, and those that answer as well by themselves and say something else."""
    scored = sorted(((_score(asked, c), c) for c in found), key=lambda s: (-s[0], s[1].number))
    taken: list[Candidate] = []
    shown: list[tuple[int, Reading]] = []
    for score, candidate in scored:
        if score < AS_GOOD * scored[0][0] or len(shown) >= MOST_SENTENCES:
            break
        if all(_adds(asked, candidate, other, scored[0][1]) for other in taken):
            taken.append(candidate)
            shown.extend(s for s in _with_antecedent(asked, candidate) if s not in shown)
    return shown[:MOST_SENTENCES]


def _adds(asked: Asked, candidate: Candidate, other: Candidate, best: Candidate) -> bool:
    """Whether a sentence may stand beside one that was taken.

    It must cover as much of the question by itself as the best one.  Where the answer is a name,
    a day or a figure, only another source that gives another one is heard; a reason is given once.
    """
    covers = share(asked.terms, candidate.keys_with_antecedent)
    if covers < AS_GOOD * share(asked.terms, best.keys_with_antecedent):
        return False
    if _says_nothing_new(asked, candidate.reading, other.reading) or asked.kind in _ONE_ANSWER:
        return False
    return asked.kind not in _COMPARABLE or _is_other_source(candidate.article, other.article)


def _is_other_source(one: Article, other: Article) -> bool:
    """Whether two articles are two tellings, and not one or copies of one."""
    return (one.duplicate_of or one.article_id) != (other.duplicate_of or other.article_id)


def _with_antecedent(asked: Asked, candidate: Candidate) -> Iterator[tuple[int, Reading]]:
    """A sentence after the one that tells whom or what its pronoun means.

    That is the nearest one before it that has a name of the question, or else the nearest that
    does not lean on another itself.
    """
    if candidate.reading.leans_back and candidate.place:
        names = {term.key for term in asked.terms if term.is_demanded}
        nearby = candidate.readings[max(0, candidate.place - ANTECEDENTS) : candidate.place]
        naming = [reading for reading in nearby if reading.keys & names]
        standing = [reading for reading in nearby if not reading.leans_back]
        yield candidate.number, (naming or standing or nearby)[-1]
    yield candidate.number, candidate.reading


def _says_nothing_new(asked: Asked, reading: Reading, given: Reading) -> bool:
    """Whether it repeats a sentence that was given, or answers the same with other words."""
    answer = answer_keys(asked, reading)
    if answer and answer <= answer_keys(asked, given):
        return True
    shorter = min(len(reading.keys), len(given.keys))
    return shorter == 0 or len(reading.keys & given.keys) / shorter >= SAME
