"""The rule of abstention: which sentences answer a question.  Pure.

Every sentence of the evidence is held against the question: how much of the question's words it
covers, by weight, and whether it brings what the question's kind asks for (`answer_types`).  What
the sentence does not say itself may stand in the sentence before, in its passage or in the
article's title, and counts less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.built_in.answer_types import (
    brings_answer,
    is_of_another_time,
    says_nothing,
    tells_who_said,
    tells_why_plainly,
)
from bot.built_in.antecedents import points_to_somebody
from bot.built_in.asked_sides import Wanted, points_back, told_deeds
from bot.built_in.candidates import ANTECEDENTS, OPENING, Candidate, places_opened_with
from bot.built_in.counts import counts_those_before, lasts, tells_deed
from bot.built_in.elided_names import named_by
from bot.built_in.loose_deeds import has_verb, nearly_told
from bot.built_in.named_years import years_named
from bot.built_in.noun_answers import tells_by_noun
from bot.built_in.paraphrase_guard import is_in_own_words
from bot.built_in.predicates import Asks, Predicate
from bot.built_in.questions import Asked, Kind
from bot.built_in.terms import Term
from bot.memory.equivalents import is_known_name, is_known_place
from bot.memory.stems import stem
from bot.sentence_reading.attribution import who_speaks
from bot.sentence_reading.offices import Surroundings, names_holder
from bot.sentence_reading.reading_words import reading_words
from bot.sentence_reading.readings import Reading, keys_in
from bot.sentence_reading.whose_offices import is_same_owner

#: The share of the question's weight that a sentence must cover with what stands around it.
COVERED = 0.70
#: The share that it must cover by itself, and its share of what is asked about the names.
COVERED_ALONE = 0.30
COVERED_POINT = 0.40
#: The share that it must cover by itself where it has the verb, and where a noun tells the deed.
ALONE_NEARLY, ALONE_BY_NOUN = 0.75, 0.5
#: What a term covered in the sentence before, in title or date, elsewhere in the passage counts.
BEFORE, HEAD, AROUND = 0.85, 0.85, 0.6
#: Kinds that are answered by sides of a deed alone, which word order must prove.
_PROVED = frozenset({Kind.WHETHER, Kind.OTHER})
#: What somebody is of a ship, a firm or a club, and of no country.
_OF_THINGS = frozenset(
    "captain owner founder co-founder chairman chairwoman operator builder designer author coach".split()
)
#: Digits of a year.
YEAR_DIGITS = 4
_ENVOYS = frozenset("ambassador envoy consul representative".split())
_ITS = re.compile(r"(?:its|their) ", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|near) $")
#: "Under the deal, signed in Kesh by ...": where something else was done.
_INSERTED = re.compile(
    r", (?:[a-z]+ed|held|made|read|built|met|drawn|struck|won|given) (?:in|at|near) $"
)


def fit(asked: Asked, among: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences that answer by the rule."""
    if not asked.terms:
        return ()
    sayable = _Sayable.of(asked)
    read = (_with_deed(asked, _in_other_words(sayable, candidate)) for candidate in among)
    return [c for c in read if _is_fit(asked, c) and is_in_own_words(asked, c)]


def nearly_fit(asked: Asked, among: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences that tell the deed otherwise than its grammar would prove (`loose_deeds`)."""
    if asked.predicate is None or asked.kind in _PROVED or not asked.terms:
        return ()
    sayable = _Sayable.of(asked)
    worded = (_in_other_words(sayable, candidate) for candidate in among)
    read = (_read_loosely(asked, asked.predicate, candidate) for candidate in worded)
    return [candidate for candidate in read if candidate is not None]


def _read_loosely(asked: Asked, predicate: Predicate, candidate: Candidate) -> Candidate | None:
    """The candidate as the first of the looser readings has it; None when it does not answer so."""
    said = replace(candidate, in_other_words=candidate.in_other_words | predicate.verb.keys)
    bare = replace(asked, predicate=None)
    wanted = Wanted(predicate, asked.keys, is_somebody=False)
    if asked.kind is not Kind.WHO and nearly_told(wanted, candidate):
        is_reason = asked.kind is not Kind.WHY or tells_why_plainly(asked, candidate.reading)
        read = replace(said, is_told=True)
        is_near = is_reason and is_in_own_words(asked, read)
        return read if is_near and _is_fit(asked, read) else None
    if tells_by_noun(asked, candidate):
        read, least = said, ALONE_BY_NOUN
    elif lasts(asked, candidate.reading):
        read, least = said, 0.0
    elif _is_plain_count(asked) and has_verb(predicate, candidate):
        read, least = candidate, ALONE_NEARLY
    else:
        return None
    is_enough = share_of(bare.terms, read.keys_with_antecedent) >= least
    return read if is_enough and _is_fit(bare, read) else None


def _is_plain_count(asked: Asked) -> bool:
    return asked.kind is Kind.HOW_MANY and asked.measure is None


@dataclass(frozen=True, slots=True)
class _Sayable:
    """What of a question other words in a sentence may stand for: read once for all sentences."""

    asked: Asked
    #: Names that no list has: adjectives may be made of them.
    names: tuple[str, ...]
    #: Words but for offices: what a minister says, no president does.
    words: frozenset[str]
    years: frozenset[str]

    @classmethod
    def of(cls, asked: Asked) -> _Sayable:
        """What may be said otherwise of a question."""
        offices = frozenset(term.key for term in asked.terms if _is_office(term))
        return cls(
            asked,
            tuple(name for name in asked.name_keys if not is_known_name(name)),
            asked.word_keys - offices,
            frozenset(k for k in asked.keys if len(k) == YEAR_DIGITS and k.isdigit()),
        )


def _in_other_words(sayable: _Sayable, candidate: Candidate) -> Candidate:
    """The candidate, with the question's words that near ones in it stand for."""
    reading, counted = candidate.reading, sayable.asked.counted
    adjectives = frozenset(
        n for n in sayable.names if is_same_owner(frozenset({n}), reading.name_keys)
    )
    said = (sayable.words & reading.near) | adjectives
    if sayable.years:
        said |= sayable.years & years_named(reading.text, candidate.article)
    if counted is not None and counts_those_before(reading) and counted in candidate.before:
        said |= {counted} if reading.name_keys <= sayable.asked.keys else frozenset()
    return replace(candidate, in_other_words=said)


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
        in_other_words = candidate.in_other_words | asked.predicate.verb.keys
        return replace(candidate, is_told=True, in_other_words=in_other_words)
    said = candidate.in_other_words | (asked.predicate.verb.keys if told else frozenset())
    if any(points_back(deed.doer) for deed in told):
        said |= asked.predicate.doer & candidate.antecedent
    return replace(candidate, is_told=bool(told), in_other_words=said)


def _is_fit(asked: Asked, candidate: Candidate) -> bool:
    """The rule of abstention: what must hold for a sentence to be an answer."""
    if candidate.is_told is False:
        return False  # most are: what is costly comes after
    keys, with_before = candidate.keys, candidate.keys_with_antecedent
    close = named_by(asked, candidate)
    has_names = all(
        (t.covered_by | {t.key}) & (close | candidate.head | candidate.in_other_words)
        and not _is_but_a_word(t, candidate)
        for t in asked.terms
        if t.is_demanded
    )
    return (
        has_names
        and not is_of_another_time(asked.keys, candidate.reading)
        and (bool(asked.office) or share_of(asked.terms, with_before) >= COVERED_ALONE)
        and share_of(asked.points, keys | _beside(asked, candidate)) >= COVERED_POINT
        and covered(asked, candidate) >= COVERED
        and asked.deed <= keys
        and _has_offices(asked, candidate, close)
        and (asked.whose is None or asked.whose in candidate.reading.text.lower())
        and not (asked.kind is Kind.HOW_MANY and _is_elsewhere(asked, candidate))
        and (not asked.office or _names_holder(asked, candidate))
        and (not asked.speaker or _has_speaker(asked, candidate))
        and (_tells_who(asked, candidate) or brings_answer(asked, candidate.reading))
    )


def _has_offices(asked: Asked, candidate: Candidate, close: frozenset[str]) -> bool:
    """Whether the offices that a question names are there: what a minister says, no president does.

    That of a speaker stands in the sentence, or in the one that it leans on.
    """
    found = candidate.keys_with_antecedent if asked.speaker else close | candidate.head
    return all(term.key in found for term in asked.terms if _is_office(term))


def _is_office(term: Term) -> bool:
    stems = map(stem, term.key.split()) if " " in term.key else (term.stem,)  # "prime minister"
    return not (term.is_name or term.is_context) and not reading_words().office_stems.isdisjoint(
        stems
    )


def _beside(asked: Asked, candidate: Candidate) -> frozenset[str]:
    """Where what is asked about the names may stand besides the sentence.

    What somebody speaks about was mostly told before, and so was what a next step follows.
    """
    if asked.speaker:
        is_led_to = candidate.reading.leans_back or says_nothing(candidate.reading.text)
        return candidate.antecedent if is_led_to else candidate.head
    if asked.kind is Kind.NEXT:
        return candidate.around | candidate.head
    return candidate.head if candidate.is_told else frozenset()


def _is_elsewhere(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence places what it counts, and not where the question does.

    "Three were killed in Southport" counts nobody of Plymouth, though the title names that.
    """
    reading = candidate.reading
    if not asked.name_keys or asked.name_keys & reading.keys:
        return False
    names = (reading.words[place] for place in reading.name_places)
    befores = [reading.text[: word.start] for word in names]
    return any(_PLACED.search(b) and not _INSERTED.search(b) for b in befores)


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
    spoken_by = map(who_speaks, reading.speakers)
    if any(asked.speaker & keys_in(named) for named in spoken_by):
        return True
    if not reading.leans_back or not candidate.place:
        return bool(asked.speaker & candidate.keys)
    before = candidate.readings[candidate.place - 1]
    names = before.name_places
    first = {place for at, place in enumerate(names) if place == names[0] + at}
    first |= _only_person(before)
    others = set(range(len(before.words))) - set(names)
    return any(before.word_keys[place] in asked.speaker for place in first | others)


def _only_person(reading: Reading) -> frozenset[int]:
    """Where the one person stands whom a sentence names in full; nowhere where it names several."""
    names = [p for p in reading.name_places if not is_known_place(reading.word_keys[p])]
    words = reading.words
    pairs = [(a, b) for a, b in pairwise(names) if words[b].start == words[a].end + 1]
    starts = [a for a, _ in pairs if not any(b == a for _, b in pairs)]
    return frozenset(p for pair in pairs for p in pair) if len(starts) == 1 else frozenset()


def _names_holder(asked: Asked, candidate: Candidate) -> bool:
    if _is_sent_by_another(asked, candidate):
        return False
    just_told = _told_just_before(asked, candidate)
    around = Surroundings(
        head=candidate.head | _opened_with(asked, candidate) | just_told,
        before=_meant_by_its(asked, candidate),
        elsewhere=frozenset() if just_told else _elsewhere(asked, candidate),
        asked=asked.keys,
    )
    whose = asked.name_keys - (frozenset(_places_asked(asked)[1:]) if _is_envoy(asked) else set())
    return names_holder(candidate.reading.text, asked.office, whose, around)


def _opened_with(asked: Asked, candidate: Candidate) -> frozenset[str]:
    """The question's names of no place that an article opens with: "the captain" is that ship's.

    Countries have ministers, and an article of one has those of others.
    """
    if not _OF_THINGS.intersection(asked.office):
        return frozenset()
    opening = keys_in(candidate.article.text[:OPENING])
    return frozenset(k for k in asked.name_keys & opening if not is_known_place(k))


def _is_sent_by_another(asked: Asked, candidate: Candidate) -> bool:
    """Whether an envoy is asked for, and the article is about whom another state sent there.

    Who sends him is named first in the question, and by the sentence or first by the article.
    """
    places = _places_asked(asked)
    if not _is_envoy(asked) or len(places) < 2:
        return False
    sender = frozenset(places[:1])
    opened = frozenset(places_opened_with(candidate.article.text)[:1])
    return not is_same_owner(sender, candidate.reading.keys | opened)


def _is_envoy(asked: Asked) -> bool:
    return not _ENVOYS.isdisjoint(asked.office)


def _places_asked(asked: Asked) -> Sequence[str]:
    return [t.key for t in asked.terms if t.is_name and is_known_place(t.key)]


def _told_just_before(asked: Asked, candidate: Candidate) -> frozenset[str]:
    """The question's names, where the sentence goes on with an office of the one before.

    "..., Tarn's lawyer said.  The lawyer, Ida Roe, said that ...": Tarn.
    """
    is_led = candidate.reading.text.casefold().startswith(f"the {' '.join(asked.office)}")
    is_of_it = asked.name_keys | keys_in(" ".join(asked.office)) <= candidate.before
    return asked.name_keys if is_led and is_of_it else frozenset()


def _meant_by_its(asked: Asked, candidate: Candidate) -> frozenset[str]:
    """Whose "its president" or "his lawyer" may be: of whom the sentences before speak.

    Back to the last that begins with a name, or has no pronoun that means one before it.
    """
    is_its = _ITS.match(candidate.reading.text) is not None
    for at in reversed(range(max(0, candidate.place - ANTECEDENTS), candidate.place)):
        reading = candidate.readings[at]
        passed = _places_passed(reading) if is_its else frozenset[str]()
        begins = reading.name_places[:1] == (0,)
        if begins or not (reading.leans_back or points_to_somebody(reading.text)):
            return reading.keys - _owner_of_subject(asked, reading) - passed
    return candidate.head


def _places_passed(reading: Reading) -> frozenset[str]:
    """The places that a sentence names after its first name: "its chair" is of whom it speaks."""
    places = [reading.word_keys[p] for p in reading.name_places]
    return frozenset(key for key in places[1:] if is_known_place(key) and key != places[0])


def _owner_of_subject(asked: Asked, reading: Reading) -> frozenset[str]:
    """Whose the first that a sentence names is: "Bolivia's Senate" is not Bolivia.

    Nobody's where the question asks about that.
    """
    first = next(iter(reading.name_places), None)
    if first is None or reading.text[reading.words[first].end :][:1] not in {"'", "’"}:
        return frozenset()
    is_asked_about = asked.keys & frozenset(reading.word_keys[first + 1 : first + 2])
    return frozenset() if is_asked_about else frozenset({reading.word_keys[first]})


def _elsewhere(asked: Asked, candidate: Candidate) -> frozenset[str]:
    """The places that an article opens with, where the first is none that the question names.

    In "Velia told two Tarsian envoys to leave" the foreign minister is Velia's.
    """
    if _OF_THINGS.intersection(asked.office):
        return frozenset()
    places = places_opened_with(candidate.article.text)
    is_its = not places or is_same_owner(frozenset(places[:1]), asked.name_keys)
    return frozenset() if is_its else frozenset(places)


def _tells_who(asked: Asked, candidate: Candidate) -> bool:
    """Whether the deed that it tells has brought somebody already, with a name or without."""
    asks = asked.predicate.asks if asked.predicate is not None else Asks.NEITHER
    return asked.kind is Kind.WHO and asks is not Asks.NEITHER and candidate.is_told is True


def _is_covered(term: Term, found: frozenset[str]) -> bool:
    return bool(term.covered_by & found)


def share_of(
    terms: Sequence[Term],
    found: frozenset[str],
    is_in: Callable[[Term, frozenset[str]], bool] = _is_covered,
) -> float:
    """The share of the terms' weight that is found, by what covers them unless told otherwise.

    All of nothing is 1.
    """
    total = sum(term.weight for term in terms)
    held = sum(term.weight for term in terms if is_in(term, found))
    return held / total if total else 1.0


def covered(asked: Asked, candidate: Candidate) -> float:
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
