"""Whether a deed is of the party and the thing that is asked about beside its doer.  Pure.  English.

"Velia owes Tarsia 40 million" does not tell what it owes Ostmark, "was lent to Velia" nothing that
Velia lent, and who "signed a letter of intent" has signed no contract.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.built_in.candidates import Candidate
from bot.built_in.predicates import Asks
from bot.built_in.questions import Asked, Kind
from bot.memory.equivalents import is_known_place
from bot.memory.stems import stem
from bot.sentence_reading.deeds import Deed, Token, deeds_of
from bot.sentence_reading.readings import keys_in
from bot.sentence_reading.whose_offices import is_same_owner

#: Stems of what is done to a paper: which one it is, is what it is about.
_SIGNING = frozenset(map(stem, "sign ratify initial".split()))
#: Letters of a verb from which "re-" before it is "again".
SHORTEST = 4
#: The paper of a question: "when did they sign *the contract* for the ships".
_PAPER = re.compile(
    r"\b(?:sign|signed|ratify|ratified|initial|initialled) (?:the |an? |its |their |this |that )([\w’' -]{1,50}?)"
    r"(?: (?:for|on|of|with|between|to|about|over|in|at|by)\b|[?.!]*\s*$)",
    re.IGNORECASE,
)
#: "When was the contract for the ships signed".
_PAPER_SIGNED = re.compile(
    r"\b(?:was|were|is|has) (?:the |an? |its |their )([\w’' -]{1,50}?)(?: (?:for|on|of|with|between|to|about)\b[^?]{1,80}?)?"
    r" (?:been )?(?:signed|ratified|initialled)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|\d{1,2}(?:st|nd|rd|th)) ([a-z][\w-]+)", re.IGNORECASE
)
#: "Who signed it for Velia?": a person did, and not Velia.
_FOR_WHOM = re.compile(
    r"^\W*(?:and |so )?who\b[^?]{1,120}? (?:for|on behalf of) (?:the )?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)[?\s]*$"
)
#: What somebody has is no more what is to come.
_HAS_NOW = re.compile(
    r"\bhow many\b[^?]{1,80}? (?:does|do) [^?]{1,60}? (?:have|own|hold|possess)\b(?P<now> (?:now|today|at present|currently))?[?\s]*$",
    re.IGNORECASE,
)
_HAVING = re.compile(
    r"\b(?:has|have|had|owns?|holds?|possess\w*|includes?|consists?|numbers?|counts?|operates?|there (?:is|are)|with)\b|['’]s\b",
    re.IGNORECASE,
)
_TO_GET = re.compile(
    r"\b(?:to|will|would) (?:jointly |also |then )?(?:order|buy|build|get|receive|acquire|purchase|lease|hire|recruit|add"
    r"|deploy|send|deliver)\b",
    re.IGNORECASE,
)


def is_of_its_parties(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence that covers a question has the other party, and the paper, asked about."""
    text, deed = candidate.reading.text, asked.predicate
    has = _HAS_NOW.search(question)
    if has is not None and (_TO_GET.search(text) or (has["now"] and not _HAVING.search(text))):
        return False
    if _names_another_party(asked, candidate) or _is_of_another_in_order(question, text):
        return False
    if deed is None:
        return True
    if _is_done_once_more(deed.verb.root, candidate):
        return False
    deeds = deeds_of(text, deed.verb)
    if deeds and all(_is_given_to_another(asked, one) or _is_to_doer(asked, one) for one in deeds):
        return False
    if deeds and all(_is_of_whom_it_is_for(question, one) for one in deeds):
        return False
    return deed.verb.root not in _SIGNING or _is_that_paper(question, candidate, deeds)


def _names_another_party(asked: Asked, candidate: Candidate) -> bool:
    """Whether of two states that a figure is asked of a sentence has one, and another in place of the other."""
    places = {t.key for t in asked.terms if t.is_name and is_known_place(t.key)}
    if asked.kind is not Kind.HOW_MANY or len(places) < 2:
        return False
    told = candidate.with_antecedent(candidate.keys)
    others = {k for k in candidate.reading.name_keys if is_known_place(k)} - asked.keys
    missing = {p for p in places if not is_same_owner(frozenset({p}), told)}
    return bool(others and missing and missing != places)


def _is_of_another_in_order(question: str, text: str) -> bool:
    """Whether the "first unit" is asked about, and a sentence tells of the second alone."""
    asked, told = (
        {(m[1].casefold(), stem(m[2])) for m in _ORDINAL.finditer(t)} for t in (question, text)
    )
    things = {thing for _, thing in asked} & {thing for _, thing in told}
    return bool(things) and not any(pair in told for pair in asked if pair[1] in things)


def _is_done_once_more(root: str, candidate: Candidate) -> bool:
    """Whether what is asked to have been done again is only told as done: "opened", not "reopened"."""
    first = root.removeprefix("re")
    stems = {word.stem for word in candidate.reading.words}
    return root != first and len(first) >= SHORTEST and first in stems and root not in stems


def _is_given_to_another(asked: Asked, deed: Deed) -> bool:
    """Whether a state is named right behind the verb, and the question asks of another."""
    predicate = asked.predicate
    if predicate is None or predicate.asks is not Asks.DONE_TO or deed.is_passive:
        return False
    others = {key for key in predicate.done_to if is_known_place(key)}
    first = _first(deed.after)
    is_state = first is not None and is_known_place(first.key) and first.key not in asked.keys
    return bool(others) and is_state and others.isdisjoint(t.key for t in deed.after)


def _is_to_doer(asked: Asked, deed: Deed) -> bool:
    """Whether whom the question has as doer is told as whom it was done to: "lent to Velia"."""
    predicate = asked.predicate
    if predicate is None or not deed.is_passive or not deed.after or deed.after[0].low != "to":
        return False
    first = _first(deed.after[1:])
    return first is not None and is_known_place(first.key) and first.key in predicate.doer


def _first(tokens: Sequence[Token]) -> Token | None:
    return next((t for t in tokens if t.low != "the"), None)


def _is_of_whom_it_is_for(question: str, deed: Deed) -> bool:
    found = _FOR_WHOM.match(question)
    if found is None or deed.is_passive:
        return False
    return bool(keys_in(found[1]) & {t.key for t in deed.doer})


def _is_that_paper(question: str, candidate: Candidate, deeds: Sequence[Deed]) -> bool:
    """Whether what was signed is the paper that the question names, or is not called a paper."""
    found = _PAPER_SIGNED.search(question) or _PAPER.search(question)
    paper = keys_in(found[1].split()[-1]) if found is not None else frozenset[str]()
    if not paper & _papers() or paper & candidate.keys:
        return True
    signed = frozenset(token.key for deed in deeds for token in deed.done_to)
    return not signed & _papers()


@cache
def _papers() -> frozenset[str]:
    return keys_in(
        "letter contract treaty memorandum law bill decree declaration statement agreement protocol order"
        " petition intent charter lease loan"
    )
