"""Answers made of sentences as they stand in the evidence: no model, no network, no chance.

`fitness` says which sentences answer; here they are put in order, and the best ones chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.built_in.acronyms import with_initials_written
from bot.built_in.answer_types import answer_keys, closeness
from bot.built_in.answers_kind import is_of_the_kind
from bot.built_in.antecedents import with_antecedents
from bot.built_in.asked_bounds import tells_bound
from bot.built_in.candidates import Candidate, candidates
from bot.built_in.compared_changes import told_by_comparison
from bot.built_in.completion import MOST_SENTENCES, completed
from bot.built_in.descriptive_questions import described
from bot.built_in.fitness import covered, fit, nearly_fit, share_of
from bot.built_in.following_reasons import reason_after, told_with_reason
from bot.built_in.foreign_questions import telling
from bot.built_in.former_officials import told_whether_still, with_follower, without_left
from bot.built_in.named_leads import NamedLeads
from bot.built_in.near_verbatim_answers import says_it_all
from bot.built_in.other_parties import is_of_its_parties
from bot.built_in.past_deeds import without_old
from bot.built_in.present_questions import still_so
from bot.built_in.query_rewriting import agents, governments, restated, toll_in_full
from bot.built_in.question_constraints import keeps_to_question
from bot.built_in.questions import Asked, Kind, read_question
from bot.built_in.same_doers import may_answer
from bot.built_in.truecasing import with_names_written
from bot.built_in.vote_questions import (
    VoteQuestion,
    may_tell,
    read_vote_question,
    telling_the_vote,
)
from bot.domain.articles import Article
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.evidence import Evidence
from bot.memory.named_outlets import Sourced, without_outlets
from bot.sentence_reading.readings import Reading

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


def draft_answer(
    question: str, evidence: Evidence, *, is_proved: bool = False
) -> tuple[DraftClaim, ...]:
    """The sentences that answer the question, best first, verbatim; empty when none does.

    A sentence that leans on the one before ("He said ...") comes after it.  `is_proved`: only
    those that tell the question's deed with both sides in their places, in the question's words.
    A toll asked for in keywords ("ferry toll") is asked for in full first.
    """
    full = toll_in_full(question)
    told = _drafted(full, evidence, is_proved=is_proved) if full is not None else ()
    return told or _drafted(question, evidence, is_proved=is_proved)


def _drafted(question: str, evidence: Evidence, *, is_proved: bool) -> tuple[DraftClaim, ...]:
    """The sentences that answer a question as it is worded."""
    sourced = _sourced(question, evidence)
    every = tuple(telling(sourced.question, _of_sources(sourced, evidence)))
    leads = NamedLeads.of(every)
    among = (*every, *leads.read)
    ways = (fit,) if is_proved else (fit, nearly_fit, told_by_comparison, says_it_all, _described)
    asked_in = [read_question(w) for w in _wordings(sourced.question, is_proved=is_proved)]
    vote = read_vote_question(sourced.question)
    if vote is not None and vote.is_of_tally:
        told = _of_vote(vote, asked_in[0], among)
        if told:
            return told
    for way in ways:
        for asked in asked_in:
            apt = [c for c in way(asked, among) if _is_apt(sourced.question, asked, c)]
            apt = [c for c in apt if vote is None or may_tell(vote, c)]
            found = _still_standing(sourced.question, asked, apt, among)
            whole = completed(asked, _chosen(asked, found), among) if found else ()
            shown = _with_followers(asked, whole, among)
            if any(_tells_bound(sourced.question, evidence, one) for one in shown):
                return tuple(
                    _claim(number, reading) for number, reading in leads.as_they_stand(shown)
                )
        if way is fit:
            told = _told_apart(sourced.question, vote, asked_in[0], among)
            if told:
                return told
    return ()


def _tells_bound(question: str, evidence: Evidence, shown: tuple[int, Reading]) -> bool:
    item = evidence.get(shown[0])
    day = item.article.published_at if item is not None else None
    return tells_bound(question, shown[1].text, day.date() if day is not None else None)


def _told_apart(
    question: str, vote: VoteQuestion | None, asked: Asked, among: Sequence[Candidate]
) -> tuple[DraftClaim, ...]:
    """What sentences tell otherwise than by the deed asked about: a leaving, a reason, a vote."""
    left = told_whether_still(question, asked, among)
    if left:
        return tuple(_claim(number, reading) for number, reading in left)
    reasons = _reasons(question, asked, among)
    return reasons or (_of_vote(vote, asked, among) if vote is not None else ())


def _reasons(question: str, asked: Asked, among: Sequence[Candidate]) -> tuple[DraftClaim, ...]:
    """The deed whose reason is asked for, and the next sentence, which tells it."""
    apt = [c for c in told_with_reason(asked, among) if _is_apt(question, asked, c)]
    found = _still_standing(question, asked, apt, among)
    best = max(found, key=lambda c: _score(asked, c), default=None)
    reason = reason_after(best) if best is not None else None
    if best is None or reason is None:
        return ()
    needed = {term.key for term in asked.terms if term.is_demanded}
    told = with_antecedents(best, needed) or ()
    return tuple(_claim(best.number, reading) for reading in (*told, reason)) if told else ()


def _still_standing(
    question: str, asked: Asked, apt: Sequence[Candidate], among: Sequence[Candidate]
) -> Sequence[Candidate]:
    """Those of the sentences that are of the news, and may still be so."""
    of_news = without_old(question, asked, still_so(question, asked, apt, among), among)
    return _by_name(asked, without_left(question, asked, of_news, among))


def _with_followers(
    asked: Asked, shown: Sequence[tuple[int, Reading]], among: Sequence[Candidate]
) -> Sequence[tuple[int, Reading]]:
    """Who left an office, with who holds it now, where it is asked who does."""
    told = {(c.number, c.reading): c for c in among} if asked.office and len(shown) == 1 else {}
    return [s for one in shown for s in (one, *(with_follower(told[one]) if one in told else ()))]


def _by_name(asked: Asked, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """What is said by whom the question names, where that is found: the Kremlin is no ministry."""
    own = asked.speaker & asked.keys
    return [c for c in found if own & c.keys_with_antecedent] or found


def _is_apt(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence that fits speaks of the same, of what is asked for, and of its time."""
    return (
        may_answer(question, asked, candidate)
        and is_of_the_kind(asked, candidate)
        and keeps_to_question(question, asked, candidate)
        and is_of_its_parties(question, asked, candidate)
    )


def _of_vote(
    vote: VoteQuestion, asked: Asked, among: Sequence[Candidate]
) -> tuple[DraftClaim, ...]:
    """The sentences that tell how a vote went, each after what its pronoun means."""
    shown: list[tuple[int, Reading]] = []
    for candidate in telling_the_vote(vote, asked, among):
        readings = with_antecedents(candidate, asked.name_keys) or ()
        is_bare = vote.voters is None and not any(candidate.reading.name_places)
        if is_bare and candidate.place and len(readings) == 1:
            readings = candidate.readings[candidate.place - 1 : candidate.place + 1]
        shown += [(candidate.number, r) for r in readings if (candidate.number, r) not in shown]
    told = completed(asked, shown, among) if shown else ()
    return tuple(_claim(number, reading) for number, reading in told)


def _described(asked: Asked, among: Sequence[Candidate]) -> Sequence[Candidate]:
    """The closest sentence of the one article that is described at length."""
    closest = described(asked, among, lambda candidate: _score(asked, candidate))
    return () if closest is None else (closest,)


def _wordings(question: str, *, is_proved: bool) -> tuple[str, ...]:
    """The question, and as reports answer it; who holds an office is proved by how it stands."""
    other = restated(question)
    others = (other,) if other is not None and not is_proved else ()
    seats = () if is_proved else tuple(governments(question))
    return question, *others, *seats, *agents(question)


def nearest(question: str, evidence: Evidence) -> DraftClaim | None:
    """The sentence closest to a question that has no answer; None when nothing is close."""
    sourced = _sourced(question, evidence)
    asked = read_question(sourced.question)
    close = [c for c in _of_sources(sourced, evidence) if asked.keys & c.reading.keys]
    best = max(close, key=lambda c: _score(asked, c), default=None)
    return _claim(best.number, best.reading) if best is not None else None


def _sourced(question: str, evidence: Evidence) -> Sourced:
    """The question without the outlets whose articles it asks about, its names as the texts have them."""
    articles = [item.article for item in evidence.items]
    names = (name for article in articles for name in (article.outlet, article.credit))
    texts = [item.passage.text for item in evidence.items]
    written = with_initials_written(with_names_written(question, texts), texts)
    return without_outlets(written, filter(None, names))


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


def _score(asked: Asked, candidate: Candidate) -> float:
    """By what fit sentences are ordered."""
    reading = candidate.reading
    return (
        covered(asked, candidate)
        + ALONE * share_of(asked.terms, candidate.keys)
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
    return share_of(asked.terms, stems, lambda term, found: term.stem in found)


def _chosen(asked: Asked, found: Sequence[Candidate]) -> Sequence[tuple[int, Reading]]:
    """The best sentence, and those that answer as well by themselves and say something else."""
    scored = sorted(((_score(asked, c), c) for c in found), key=lambda s: (-s[0], s[1].number))
    needed = {term.key for term in asked.terms if term.is_demanded}
    taken: list[Candidate] = []
    shown: list[tuple[int, Reading]] = []
    for score, candidate in scored:
        if score < AS_GOOD * scored[0][0] or len(shown) >= MOST_SENTENCES:
            break
        if all(_adds(asked, candidate, other, scored[0][1]) for other in taken):
            is_strict = asked.kind is Kind.WHETHER
            readings = with_antecedents(candidate, needed, is_strict=is_strict)
            if readings is None or (taken and len(readings) > 1 and asked.kind is Kind.WHEN):
                continue  # A second source's day that needs a sentence before it crowds out the first.
            taken.append(candidate)
            told = [(candidate.number, reading) for reading in readings]
            shown.extend(one for one in told if one not in shown)
    return shown[:MOST_SENTENCES]


def _adds(asked: Asked, candidate: Candidate, other: Candidate, best: Candidate) -> bool:
    """Whether a sentence may stand beside one that was taken.

    It must cover as much of the question by itself as the best one.  Where the answer is a name,
    a day or a figure, only another source that gives another one is heard; a reason is given once.
    """
    covers = share_of(asked.terms, candidate.keys_with_antecedent)
    if covers < AS_GOOD * share_of(asked.terms, best.keys_with_antecedent):
        return False
    if _says_nothing_new(asked, candidate.reading, other.reading) or asked.kind in _ONE_ANSWER:
        return False
    return asked.kind not in _COMPARABLE or _is_other_source(candidate.article, other.article)


def _is_other_source(one: Article, other: Article) -> bool:
    """Whether two articles are two tellings, and not one or copies of one."""
    return (one.duplicate_of or one.article_id) != (other.duplicate_of or other.article_id)


def _says_nothing_new(asked: Asked, reading: Reading, given: Reading) -> bool:
    """Whether it repeats a sentence that was given, or answers the same with other words."""
    answer = answer_keys(asked, reading)
    if answer and answer <= answer_keys(asked, given):
        return True
    shorter = min(len(reading.keys), len(given.keys))
    return shorter == 0 or len(reading.keys & given.keys) / shorter >= SAME
