"""What later articles tell otherwise of the same thing: a toll, a day, a place, a stand.  Pure.

English.  The later telling comes first; the earlier one stays after it where both are figures, and
goes where it was a place or a stand that no longer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.built_in.antecedents import with_antecedents
from bot.built_in.asked_tolls import toll_asked
from bot.built_in.candidates import Candidate
from bot.built_in.counts import counts_told
from bot.built_in.questions import Asked, Kind
from bot.memory.stems import stem
from bot.memory.words import words_of
from bot.sentence_reading.calendar_words import CALENDAR_DAY
from bot.sentence_reading.overtaken import announces
from bot.sentence_reading.readings import Reading
from bot.sentence_reading.tolls import tolls_told

Shown = tuple[int, Reading]

#: Later tellings that are told first.
MOST_LATER = 2
#: Words of a sentence among which the event stands that it tells of.
SUBJECT = 12

#: What changes a sum that was asked, offered or expected before, and the stems of verbs that tell it.
_TELLS_BY = {
    noun: frozenset(map(stem, verbs.split()))
    for nouns, verbs in (
        ("demand claim request", "ask demand seek want request call claim"),
        ("offer bid proposal", "offer propose bid pay"),
        ("forecast estimate projection", "forecast expect predict project estimate reckon"),
        ("target goal", "target aim want plan"),
        ("pledge promise", "pledge promise give"),
    )
    for noun in nouns.split()
}
_REVISED = re.compile(
    r"\b(?:lowered|raised|cut|reduced|increased|revised|trimmed|doubled|halved) (?:its|their|his|her|the)"
    rf" (?:[\w’'-]+ )?({'|'.join(_TELLS_BY)})\b",
    re.IGNORECASE,
)
_DAY = re.compile(CALENDAR_DAY, re.IGNORECASE)
_NOT_THERE = re.compile(
    r"\b(?:and not|rather than|instead of|not) (?:in|at|on)? ?([A-Z][\w’'-]+|\d{1,2} [A-Z]\w+)"
)
_EARLIER = re.compile(
    r"\bhad (?:earlier|previously|initially|at first|until then|originally)\b", re.IGNORECASE
)
#: Stems of what is counted when all are, whoever they are.
_ALL_PEOPLE = frozenset(
    word.stem
    for word in words_of("people person persons victims wounded injured dead killed deaths")
)
#: What only says that the dead or the wounded are counted, whatever they died of.
_OF_TOLLS = frozenset(
    map(
        stem,
        "death deaths dead die kill toll fatality injure injured wound wounded hurt displace missing".split(),
    )
)
_LIGHT = frozenset(map(stem, "people person many much hold held take place begin start".split()))


def with_later_stands(
    asked: Asked, shown: Sequence[Shown], among: Sequence[Candidate]
) -> Sequence[Shown]:
    """The sentences of an answer after what later articles tell otherwise of the same."""
    found = {(c.number, c.reading): c for c in among}
    first: list[Shown] = []
    gone: set[Shown] = set()
    for told in shown:
        earlier = found.get(told)
        if earlier is None:
            continue
        for later, is_gone in _later(asked, earlier, among):
            readings = with_antecedents(later, asked.name_keys) or ()
            first += [(later.number, r) for r in readings if (later.number, r) not in first]
            gone |= {told} if is_gone else set()
    kept = [told for told in shown if told not in gone and told not in first]
    return [*first, *kept]


def _later(
    asked: Asked, earlier: Candidate, among: Sequence[Candidate]
) -> Iterator[tuple[Candidate, bool]]:
    newer = [
        c
        for c in among
        if c.article.told_at > earlier.article.told_at and _is_of_the_same(asked, c)
    ]
    newer.sort(key=lambda c: -c.article.told_at.timestamp())
    kind = toll_asked(asked)
    if kind is not None:
        yield from _later_tolls(asked, kind, earlier, newer)
    elif asked.kind is Kind.HOW_MANY:
        yield from [(c, False) for c in newer if _revises(asked, c)][:1]
    elif asked.kind in {Kind.WHEN, Kind.WHERE}:
        found = ((c, _moves(asked, c, earlier)) for c in newer)
        yield from [(c, how == "place") for c, how in found if how][:1]
    elif asked.kind is Kind.WHETHER:
        deed = asked.predicate
        roots = deed.verb.roots if deed is not None else {term.stem for term in asked.points}
        for c in newer:
            stems = {word.stem for word in c.reading.words}
            if roots & stems and _EARLIER.search(c.reading.text) and c.place:
                yield c, True
                return


def _later_tolls(
    asked: Asked, kind: str, earlier: Candidate, newer: Sequence[Candidate]
) -> Iterator[tuple[Candidate, bool]]:
    known = tolls_told(kind, earlier.reading.text)
    if not known or not _counts_people(asked, earlier):
        return
    given = 0
    for candidate in newer:
        told = tolls_told(kind, candidate.reading.text) - {0}
        if told - known and _counts_people(asked, candidate):
            yield candidate, False
            known |= told
            given += 1
        if given == MOST_LATER:
            return


def _revises(asked: Asked, candidate: Candidate) -> bool:
    """Whether who is asked about is told to have changed that sum: "lowered their demand to 36"."""
    deed, found = asked.predicate, _REVISED.search(candidate.reading.text)
    if deed is None or not deed.doer or found is None:
        return False
    is_named = deed.doer <= candidate.keys | (candidate.head & asked.name_keys)
    return is_named and deed.verb.root in _TELLS_BY[found[1].casefold()]


def _counts_people(asked: Asked, candidate: Candidate) -> bool:
    """Whether all are counted, or those that the question asks for: "children"."""
    narrow = asked.counted is not None and asked.counted not in _ALL_PEOPLE
    return not narrow or (
        asked.counted in candidate.keys and bool(counts_told(asked, candidate.reading))
    )


def _is_of_the_same(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence is of the event that the question asks about: its names, and its thing."""
    near = candidate.keys | candidate.head | candidate.around
    if not all(t.covered_by & near for t in asked.terms if t.is_demanded):
        return False
    verb = asked.predicate.verb.keys if asked.predicate is not None else frozenset()
    light = _LIGHT | (_OF_TOLLS if toll_asked(asked) is not None else frozenset())
    things = [t for t in asked.points if t.stem not in light and t.key not in verb]
    if asked.name_keys & near or not things:
        return True
    told = sum(bool(t.covered_by & near) for t in things)
    return bool(told) and (asked.name_keys != frozenset() or told >= len(things) / 2)


def _moves(asked: Asked, later: Candidate, earlier: Candidate) -> str | None:
    """Whether an event to come is told to be elsewhere, or on another day; None if neither."""
    if not (announces(later.reading.text) and announces(earlier.reading.text)):
        return None
    things = {t.key for t in asked.points if t.stem not in _LIGHT}
    head = set(later.reading.word_keys[:SUBJECT])
    if not things & head or not things & (earlier.keys | earlier.head | earlier.around):
        return None
    found = _NOT_THERE.search(later.reading.text)
    if found is not None and found[1] in earlier.reading.text:
        return "place" if asked.kind is Kind.WHERE else "day"
    if asked.kind is not Kind.WHEN:
        return None
    days, before = _days(later.reading.text), _days(earlier.reading.text)
    return "day" if days and before and not days & before else None


def _days(text: str) -> frozenset[str]:
    return frozenset(m.group().casefold() for m in _DAY.finditer(text) if re.search(r"\d", m[0]))
