"""What the small words of a question ask for: since when, until when, "will", in 2023.  Pure.  English.

A sentence may have all the names and words of a question, and a day or a figure of another thing:
of when something began, and not of how long it lasts; of who was freed, and not of who will be; of
the whole country, and not of its capital, where the article was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from bot.built_in.asked_bounds import tells_bound
from bot.built_in.asked_sides import Wanted, told_deeds
from bot.built_in.asked_tolls import toll_asked
from bot.built_in.candidates import Candidate
from bot.built_in.counts import counts_told
from bot.built_in.named_years import names_another_year, years_named
from bot.built_in.predicates import Predicate
from bot.built_in.questions import Asked, Kind
from bot.built_in.terms import Term
from bot.dates.datelines import dateline_of, place_of
from bot.memory.equivalents import keys_of
from bot.memory.other_names import country_of
from bot.memory.words import words_of
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Deed, deeds_of
from bot.sentence_reading.overtaken import announces
from bot.sentence_reading.readings import keys_in
from bot.sentence_reading.tolls import tolls_told

#: "How many people are on the list": all of them, and not who is put on it today.
_HOW_MANY_ARE = re.compile(
    r"\bhow many\b[^?]{1,80}\b(?:are|is|were) (?:there|now|currently|still|already)?\s*(?:on|in|at|under|aboard|there)\b"
    r"|\bhow many\b[^?]{1,120}\b(?:in total|altogether|in all)\b",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"\b(?:add(?:s|ed|ing)?|another|further|remov(?:es|ed|ing)|additional|extra|new) (?:about |some |at least |more than )?$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|shall|going to|(?:is|are) (?:due|set|expected|planned) to)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A year that only something else is compared with: "up 41 percent from 2019".
_COMPARED = re.compile(
    r"\b(?:from|than(?: in)?|compared (?:with|to)|over|on|against|since) (?:the )?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
#: "How large is the haddock quota": of what thing the size is asked for.
_SIZE_OF = re.compile(r"\bhow (?:large|big|high) (?:is|was|are|were) ([^?]{3,80})", re.IGNORECASE)
_OF_WHAT = re.compile(r" (?:in|for|of|at|on|this|last|next|now|currently) ", re.IGNORECASE)
#: What compares what was told with something: no sentence says so of another one.
_IS_IT_MORE = re.compile(
    r"^\W*(?:and |so |but )?(?:is|are|was|were) (?:that|this|it|they|those|these) "
    r"(?:an? |any |much )?(?:more|less|fewer|higher|lower|bigger|larger|smaller|better|worse|up|down|increase|decrease|rise|fall|drop)\b",
    re.IGNORECASE,
)
_LOST_IN = re.compile(
    r"\b(?:killed|died|dead|drowned|hurt|injured|wounded) (?:in|on|during) (?:the |an? )([a-z][\w’'-]+(?: [a-z][\w’'-]+)?)"
)
_WHERE_LOST = re.compile(
    r"\b(?:killed|died?|dead|drowned?|hurt|injured|wounded) (?:in|at|on|during) (?:the |an? )([^?]{3,80})"
)

#: What an amount is for: "140 million dollars on seismic work".
_ASKED_FOR = re.compile(
    r"\b(?:pays?|paid|spend|spent|costs?|gave|give|lend|lent)\b[^?]{0,80}? (?:for|on|towards?) ([^?]{3,80}?)[?\s]*$",
    re.IGNORECASE,
)
_AMOUNT_FOR = re.compile(
    r"\b(?:dollars?|euros?|pounds?|pesos?|yen|yuan|roubles?|rupees?|francs?|kwacha|million|billion|\d)"
    r" (?:for|on|towards?) ((?:[\w’'-]+ ?){1,4})",
    re.IGNORECASE,
)
#: In which place, and whose figure is asked for: "turnout in Kesten", "does the Harbour Party have".
_NAME = r"(?:the )?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
_OF_WHOM = re.compile(
    rf"\b(?:in|at|from) {_NAME}|\b[Hh]ow many [^?]{{1,40}}? (?:does|did|do|will) {_NAME} (?:have|hold|win|get|take)\b"
)
#: Verbs by which somebody only comes to have what is counted: no sentence need say them.
_HAVING = frozenset(
    "receive get obtain garner gain secure attract have hold win take need cast cost".split()
)
_IF = re.compile(r"\b(?:if|unless)\b", re.IGNORECASE)
_DID = re.compile(r"\bdid\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:did|was|were|has|have|got)\b", re.IGNORECASE)
_WOULD = re.compile(r"\b(?:will|would|may|might|could) (?:[\w’'-]+ ){1,4}$", re.IGNORECASE)
#: The verb that ends a question: "how many barrels did the line *spill*".
_LAST_VERB = re.compile(
    r"\bhow (?:many|much)\b[^?]{1,200}? (?:did|does|do|will|would|has|have) [^?]{1,200}? ([a-z]+)[?\s]*$",
    re.IGNORECASE,
)
#: "How many years in prison did he get": what an offence "carries" nobody got.
_PRISON = re.compile(r"\b(?:prison|jail|behind bars|sentenced?)\b", re.IGNORECASE)
_AT_MOST = re.compile(
    r"\b(?:carr(?:y|ies|ied)|punishable|fac(?:e|es|ed|ing)|risk(?:s|ed|ing)?|could|may|might) (?:[\w’'-]+ ){0,8}?"
    r"(?:years?|months?|life)\b",
    re.IGNORECASE,
)
_MODALS = frozenset("will would may might can could shall should must".split())

#: Kinds of questions for a figure.
_FIGURES = frozenset({Kind.HOW_MANY, Kind.OTHER})


def keeps_to_question(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence that covers a question tells what its small words ask for."""
    own = question.split(" (", maxsplit=1)[0]
    text = candidate.reading.text
    day = candidate.article.published_at
    if not tells_bound(own, text, day.date() if day is not None else None):
        return False
    if _IS_IT_MORE.match(own) or _asks_nothing_itself(asked):
        return False
    if not all(_is_priced(term, candidate) for term in asked.terms if term.is_measured):
        return False  # the price of rice is not told by what consumers pay
    return all(
        keeps(own, asked, candidate)
        for keeps in (
            _is_of_its_years,
            _is_of_the_place_itself,
            _is_of_its_deed,
            _is_of_all,
            _is_named_by_then,
            _tells_the_verb,
            _tells_no_fate,
            _is_for_it,
            _is_passed,
            _is_told_without_condition,
        )
    )


def _asks_nothing_itself(asked: Asked) -> bool:
    """Whether all that it asks about was told before it, and no day, doer or figure is asked for."""
    is_open = asked.kind in {Kind.OTHER, Kind.WHETHER}
    return is_open and bool(asked.terms) and all(term.is_context for term in asked.terms)


def _is_of_its_years(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether figures of a year that is asked about are told of that year."""
    years = set(_YEAR.findall(question))
    reading, article = candidate.reading, candidate.article
    if asked.kind not in _FIGURES or not years:
        told_in = set(_YEAR.findall(_COMPARED.sub(" ", reading.text)))
        is_of_others = bool(years and told_in) and years.isdisjoint(told_in)
        return not (is_of_others or names_another_year(question, reading.text))
    told = f"{article.title or ''} {_COMPARED.sub(' ', reading.text)}"
    if reading.leans_back and candidate.place:
        told += candidate.readings[candidate.place - 1].text
    if years <= set(_YEAR.findall(told)) | years_named(reading.text, article):
        return True
    day = article.published_at
    if day is None or len(years) != 1:
        return False
    return years == {str(day.year)} and not _YEAR.search(reading.text)


def _is_of_the_place_itself(_: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a seat of government that is asked about is named by more than the dateline.

    What is reported from there is of the whole country.
    """
    if asked.kind not in _FIGURES:
        return True
    dateline = dateline_of(candidate.article.text)
    words = list(words_of(place_of(dateline).title())) if dateline is not None else []
    named = candidate.around | keys_in(candidate.article.title or "")
    for word, key in zip(words, keys_of(words), strict=True):
        country = country_of(word)
        is_asked = country is not None and any(
            key in term.covered_by and term.is_demanded for term in asked.terms
        )
        if is_asked and key not in named and keys_in((country or "").title()) & named:
            return False
    return True


def _is_of_its_deed(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether figures stand in the clause of the deed itself, and of a deed to come if that is asked.

    "Exports rose 11 percent while imports grew faster" does not tell by how much imports grew.
    """
    if asked.kind is not Kind.HOW_MANY or asked.predicate is None:
        return True
    text, reading = candidate.reading.text, candidate.reading
    deeds = deeds_of(text, asked.predicate.verb)
    if deeds and not _is_of_its_time(question, asked.predicate, text, deeds):
        return False
    own = _own_deeds(asked, asked.predicate, candidate, deeds)
    if not own:
        return True
    starts = {t.word.start for d in own for t in (*d.doer, *d.done_to, *d.after)}
    figures = counts_told(asked, reading)
    return not figures or any(reading.words[figure].start in starts for figure in figures)


def _is_of_its_time(question: str, predicate: Predicate, text: str, deeds: Sequence[Deed]) -> bool:
    """Whether a deed is told as done, or as to come, as the question has it."""
    if _WILL.search(question):
        return announces(text) or not all(deed.is_finite for deed in deeds)
    return not (predicate.is_of_the_past and all(_is_to_come(deed, text) for deed in deeds))


def _is_to_come(deed: Deed, text: str) -> bool:
    """Whether a deed is told as one that will or may be: "will free", "could be sentenced"."""
    near = [token.low for token in deed.before[-2:]]
    helper = near[:1] if near[-1:] in (["be"], ["have"]) else near[-1:]
    return not _MODALS.isdisjoint(helper) or (not deed.is_finite and announces(text))


def _own_deeds(
    asked: Asked, predicate: Predicate, candidate: Candidate, deeds: Sequence[Deed]
) -> Sequence[Deed]:
    """The deeds that are told of what the question names; none where that is not known.

    Of "Vietnam's imports" those of imports, whatever else is Vietnam's.
    """
    wanted = Wanted(predicate, asked.keys, is_somebody=False)
    told = told_deeds(candidate.reading.text, wanted, candidate.antecedent)
    told = told if candidate.is_told else ()
    words = predicate.doer - asked.name_keys
    of_it = [d for d in deeds if words & {token.key for token in d.doer}]
    return of_it or told


def _is_priced(term: Term, candidate: Candidate) -> bool:
    """Whether what has a rate or a price is said in the question's own word: diesel is no petrol."""
    return bool(term.covered_by & candidate.with_antecedent(candidate.reading.keys))


def _is_said(term: Term, candidate: Candidate) -> bool:
    """Whether a sentence, or those that it leans on, has a word of the question or a near one."""
    told = candidate.keys | candidate.reading.near
    return bool(term.covered_by & candidate.with_antecedent(told))


def _is_of_all(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether all are counted where all are asked for, and the dead of what is asked about."""
    reading = candidate.reading
    things = (term for term in asked.terms if asked.is_mass and term.key == asked.counted)
    if not all(_is_said(thing, candidate) for thing in things):
        return False  # "how much rice" is not told by what all exports came to
    sized = _SIZE_OF.search(question) if asked.measure == "big" else None
    of = keys_in(_OF_WHAT.split(sized[1])[0]) if sized is not None else frozenset[str]()
    if not all(_is_said(term, candidate) for term in asked.points if term.key in of):
        return False  # the quota of haddock is not that of capelin
    if asked.kind is Kind.HOW_MANY and _HOW_MANY_ARE.search(question):
        figures = counts_told(asked, reading)
        befores = [reading.text[: reading.words[figure].start] for figure in figures]
        if befores and all(_ADDED.search(before) for before in befores):
            return False
    asks = _WHERE_LOST.search(question) if toll_asked(asked) else None
    tells = _LOST_IN.search(reading.text)
    if asks is None or tells is None:
        return True
    words = keys_in(asks[1]) - asked.name_keys
    return not words or bool(words & (reading.keys | reading.near))


def _is_for_it(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a sum that is told to be for something is for what the question asks about."""
    asks = _ASKED_FOR.search(question) if asked.measure == "money" else None
    tells = _AMOUNT_FOR.search(candidate.reading.text)
    if asks is None or tells is None:
        return True
    return bool(keys_in(asks[1]) & (keys_in(tells[1]) | asked.name_keys))


def _is_passed(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence was passed that is asked about, and does not only threaten."""
    if asked.kind is not Kind.HOW_MANY or not (_PRISON.search(question) and _WAS.search(question)):
        return True
    return _AT_MOST.search(candidate.reading.text) is None


def _is_told_without_condition(_: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether what is asked about stands outside a condition: "will fly if the lower house agrees"."""
    found = _IF.search(candidate.reading.text)
    if found is None or not found.start() or asked.kind not in {Kind.WHEN, Kind.WHERE}:
        return True
    names = asked.name_keys - keys_in(candidate.reading.text[found.start() :])
    keys = keys_in(candidate.reading.text[: found.start()])
    points = [t for t in asked.points if t.covered_by & candidate.reading.keys]
    return bool(names & keys) or not points or any(t.covered_by & keys for t in points)


def _is_named_by_then(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a figure follows the names that the question asks about, and does not only precede them.

    "Turnout was 61 percent. In Kesten it was 29." tells of Kesten in its second sentence alone.
    """
    if asked.kind not in _FIGURES:
        return True
    told = candidate.keys | candidate.antecedent
    named = keys_in(" ".join(filter(None, chain.from_iterable(_OF_WHOM.findall(question)))))
    return all(term.covered_by & told for term in asked.terms if term.is_name and term.key in named)


def _tells_the_verb(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a verb that no list has, and that ends the question, is said by the sentence.

    What "would take ten days" does not tell how long something took.
    """
    if asked.predicate is None and asked.kind is Kind.HOW_MANY and _DID.search(question):
        text, words = candidate.reading.text, candidate.reading.words
        befores = [text[: words[at].start] for at in counts_told(asked, candidate.reading)]
        if befores and all(_WOULD.search(before) for before in befores):
            return False
    found = _LAST_VERB.search(question) if asked.predicate is None else None
    if asked.kind is not Kind.HOW_MANY or found is None:
        return True
    if found[1].casefold() in _HAVING:
        return True
    verb = keys_in(found[1]) - {asked.counted}
    return all(_is_said(term, candidate) for term in asked.points if term.key in verb)


def _tells_no_fate(_: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether those who are counted are not the dead or the wounded, where no deed is asked for."""
    if asked.kind is not Kind.HOW_MANY or asked.predicate is not None or toll_asked(asked):
        return True
    text = candidate.reading.text
    tolls = tolls_told("dead", text) | tolls_told("hurt", text)
    return not tolls or not asked.counted or asked.counted not in deed_words().doers
