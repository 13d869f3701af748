"""How much something rose or fell, where that is told by a comparison: "16 percent less than in May".

Pure.  English.  The sentence must name all that the question says rose or fell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.built_in.candidates import Candidate
from bot.built_in.predicates import Predicate
from bot.built_in.questions import Asked, Kind
from bot.memory.stems import stem
from bot.sentence_reading.calendar_words import MONTHS

_UP = frozenset(map(stem, "rise grow increase climb jump soar surge raise lift hike widen".split()))
_DOWN = frozenset(
    map(
        stem,
        """fall drop decline decrease slip plunge tumble sink shrink slow cut lower reduce trim slash
        narrow lose""".split(),
    )
)
_AMOUNT = (
    r"(?:\d[\d.,]*+(?:\s?%|\s(?:percent|per\scent|percentage\spoints?|basis\spoints?|points?|million|billion|tonnes|seats))?"
    r"|half|a\s(?:third|quarter|fifth|tenth))"
)
_TOLD = {
    is_up: re.compile(
        rf"\b{_AMOUNT}\s(?:{compared})(?=\s(?:than|from|on)\b|[,.;])|\b(?:{beside})\s(?:by\s)?{_AMOUNT}(?!\s?(?:to|from)\s\d)",
        re.IGNORECASE,
    )
    for is_up, compared, beside in (
        (True, "more|higher|up", "up"),
        (False, "less|fewer|lower|down", "down"),
    )
}


def told_by_comparison(asked: Asked, among: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences that compare what the question says rose or fell, the same way round."""
    deed = asked.predicate
    if asked.kind is not Kind.HOW_MANY or deed is None or not deed.verb.keys:
        return ()
    is_up = deed.verb.root in _UP
    if not is_up and deed.verb.root not in _DOWN:
        return ()
    return [
        replace(c, in_other_words=c.in_other_words | deed.verb.keys)
        for c in among
        if _TOLD[is_up].search(c.reading.text) and _names_it(asked, deed, c)
    ]


def _names_it(asked: Asked, deed: Predicate, candidate: Candidate) -> bool:
    """Whether a sentence has the words for what rose or fell, and it or the title the names."""
    sides = (deed.doer | deed.done_to) - MONTHS
    reading = candidate.reading
    named = candidate.keys | candidate.head
    if reading.leans_back:
        named |= candidate.antecedent
    words = sides - asked.name_keys
    return (
        bool(words)
        and words <= reading.keys
        and all(term.covered_by & named for term in asked.terms if term.is_demanded)
    )
