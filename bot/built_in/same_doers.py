"""Whether a sentence speaks of those whom a question asks about, and tells what is asked.  Pure.

English.  A question about a person is not answered by what is told of the person's wife, and one
of yes or no only by a sentence that tells the same deed of the same doer, or denies it: "Sorvan
and Ilmeria agreed to a truce" says nothing of whether parliament approved it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bot.built_in.asked_tolls import toll_asked
from bot.built_in.candidates import Candidate
from bot.built_in.counts import counts_told
from bot.built_in.elided_names import left_to_the_article
from bot.built_in.predicates import Asks
from bot.built_in.pronouns import points_inside
from bot.built_in.questions import Asked, Kind
from bot.memory.equivalents import keys_of
from bot.memory.words import words_of
from bot.sentence_reading.attribution import speakers_of
from bot.sentence_reading.calendar_words import DAYS, MONTH_NAMES, WHOLE_MONTHS
from bot.sentence_reading.context_needed import joins
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Deed, Token, deeds_of, tokens_of
from bot.sentence_reading.reading_words import reading_words
from bot.sentence_reading.readings import Reading, keys_in
from bot.sentence_reading.stretches import names_of, says
from bot.sentence_reading.tolls import tolls_told
from bot.sentence_reading.whose_offices import is_another_office

#: The share of what is asked about the names that an answer of yes or no must say itself.
POINT_OF_WHETHER = 0.6
#: Words between a name and whose relative or aide it makes of somebody, and before a condition's verb.
MOST_BETWEEN, CONDITION_REACH = 3, 9
#: Words before a verb among which the name of its doer stands.
BEFORE_VERB = 4
#: Words before a verb among which what makes it one to come stands.
TO_COME_REACH = 6
#: Words before a participle among which a part is counted of those whom it tells of.
PART_REACH = 6
#: Words between an office and the name of its holder.
HOLDER_REACH = 4

_KIN = frozenset(
    "wife husband widow widower son daughter brother sister mother father parents cousin nephew"
    " niece uncle aunt family children child partner girlfriend boyfriend lawyer lawyers attorney"
    " aide aides spokesman spokeswoman spokesperson adviser advisor bodyguard driver predecessor"
    " successor rival opponent opponents supporters supporter".split()
)
#: Stems of verbs that are done to some of those to whom another deed was done.
_PARTING = frozenset(
    word.stem
    for word in words_of(
        "release free return repatriate exchange swap identify bury recover evacuate deport question"
        " visit interview reopen restore repay compensate"
    )
)
#: What asks for what has not ended, and what tells it.
_STILL = re.compile(r"\b(?:still|remain(?:s|ing)?|yet to)\b", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:still|remain\w*|stay\w*|left|yet|other|others|continu\w*|no longer|none|(?:is|are) being)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\W*who (?:is|was|were|are) (with|alongside|aboard|among)\b", re.IGNORECASE)
_MODALS = frozenset("will would may might can could shall should must".split())
_LEADING_TO = frozenset(
    "allowed permitted asked urged expected due set planned plans plan want wants wanted agreed agrees"
    " offered offers proposed proposes pledged pledges promised promises vowed vows threatened threatens seeking sought"
    " refused able ready willing likely scheduled hopes hoped intends intended is are".split()
)
_LOOSE = frozenset("about around some nearly almost all the only another over".split())
#: Kinds of questions about a deed that name only what it is done to.
_OF_ITS_OBJECT = frozenset({Kind.WHO, Kind.WHEN, Kind.WHERE})
_SPEAKING_FOR = frozenset("spokesman spokeswoman spokesperson lawyer lawyers attorney".split())
_CONDITIONS = frozenset("if unless whether until before must should ought".split())
_BEFORE_A_DAY = re.compile(
    rf"\b(?:before|until|prior to) (?:\d{{1,2}} )?(?:{'|'.join(MONTH_NAMES)}|\d{{4}})\b",
    re.IGNORECASE,
)
_OF_BEFORE = re.compile(
    r"\b(?:before|until|till|prior|previous\w*|earlier|former\w*|up to)\b", re.IGNORECASE
)
#: Words after a figure among which what it counts stands: "seven Velian fishing crews".
COUNTED_REACH = 3
#: "What happens if ...": that is told with a condition.
_ASKS_WHAT_IF = re.compile(
    r"^\W*(?:and |so )?what (?:happens|will happen|would happen) (?:if|unless|without|should)\b",
    re.IGNORECASE,
)
_WITH_CONDITION = re.compile(
    r"\b(?:if|unless|otherwise|in (?:that|this|which) (?:case|event))\b",
    re.IGNORECASE,
)
#: "What will Velia do about ...": whose next step is asked for.
_WHOSE_STEP = re.compile(
    r"^\W*(?:and |so )?what (?:will|would|is|are|does|do) ([^?]{1,80}?) (?:(?:going|planning|intending|plan|want|intend)\w* to )?do\b",
    re.IGNORECASE,
)


#: "What is the ruling of the court?": the thing that is asked for, up to what it is of.
_WHAT_IS = re.compile(
    r"^\W*(?:and |so )?what(?:['’]s| is| are| was| were) (?:the|an?|its|their|[\w-]+['’]s?) ([\w -]{1,60}?)"
    r"(?: (?:of|for|in|on|at|about|behind|between|to|from|by|with|that|which|who|now)\b|[?.!]*\s*$)",
    re.IGNORECASE,
)
#: "What happened to the two drivers?": of whom a sentence must tell.
_BECAME_OF = re.compile(
    r"^\W*(?:and |so )?what (?:has |have )?(?:happened|happens|became|becomes|become) (?:to|of|with) (?:the |its |their )?"
    r"([\w -]{1,60}?)(?: (?:of|for|in|on|at|from|by|with|that|which|who|after|since)\b|[?.!]*\s*$)",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"^\W*(?:and |so )?how much\b(?! of\b)", re.IGNORECASE)


def may_answer(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence that covers a question speaks of the same doers, and of the time asked."""
    if _BEFORE_A_DAY.search(question) and not _OF_BEFORE.search(candidate.reading.text):
        return False  # what was charged from a day on is not what was charged before it
    if _is_of_another_month(asked, candidate):
        return False
    if is_of_kin(asked, candidate.reading.text):
        return False
    if _STILL.search(question) and not _LASTING.search(candidate.reading.text):
        return False
    if _is_only_to_come(asked, candidate.reading.text) or _lacks_company(question, candidate):
        return False
    toll = toll_asked(asked)
    if toll in {"hurt", "missing"} and not tolls_told(toll, candidate.reading.text):
        return False  # who "died of their wounds" are not the wounded
    text = candidate.reading.text
    if not (
        _is_their_step(question, asked, candidate) and _has_the_thing(question, asked, candidate)
    ):
        return False
    if asked.kind is Kind.HOW_MANY and (
        _is_count_of_another(asked, text)
        or _counts_a_part(asked, text)
        or (_HOW_MUCH.match(question) and _counts_those_asked_about(asked, candidate))
    ):
        return False
    if asked.kind in _OF_ITS_OBJECT and not _has_its_object(asked, candidate):
        return False
    return asked.kind is not Kind.WHETHER or _tells_whether(asked, candidate)


def _is_their_step(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a next step is of whom the question names, and told with a condition if that is asked.

    Another state's step is not that one's, and what is now is not what happens "if it fails".
    """
    if _ASKS_WHAT_IF.match(question):
        return _WITH_CONDITION.search(candidate.reading.text) is not None
    if asked.kind is not Kind.NEXT:
        return True
    found = _WHOSE_STEP.match(question)
    names = keys_in(found[1]) & asked.name_keys if found is not None else frozenset()
    return names <= candidate.with_antecedent(candidate.reading.keys)


def _has_the_thing(question: str, asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence speaks of the thing itself: that a court "has ruled" is no ruling."""
    if asked.kind is not Kind.OTHER or asked.predicate is not None:
        return True
    found = _WHAT_IS.match(question) or _BECAME_OF.match(question)
    if found is None:
        return True
    thing = found[1].split()[-1].casefold()
    words = {word.text.casefold() for word in candidate.reading.words}
    if candidate.reading.leans_back and candidate.place and found.re is _BECAME_OF:
        words |= {word.text.casefold() for word in candidate.readings[candidate.place - 1].words}
    return not words.isdisjoint({thing, f"{thing}s", thing.removesuffix("s")})


def _counts_those_asked_about(asked: Asked, candidate: Candidate) -> bool:
    """Whether all figures count what the question names: "seven sailors" is not how much one gets."""
    reading = candidate.reading
    figures = counts_told(asked, reading)
    return bool(figures) and all(_is_of_those(asked, reading, figure) for figure in figures)


def _is_of_those(asked: Asked, reading: Reading, figure: int) -> bool:
    for place in range(figure + 1, min(figure + 1 + COUNTED_REACH, len(reading.words))):
        word = reading.words[place]
        if word.text.casefold() == "of":
            return False  # "40 tonnes of oil"
        if not word.is_name and reading.word_keys[place] in asked.keys:
            return word.text.casefold().endswith(("s", "men", "women", "people"))
    return False


def _is_of_another_month(asked: Asked, candidate: Candidate) -> bool:
    """Whether the question names a month that neither the sentence nor its article's day is of."""
    months = [term for term in asked.terms if term.key in WHOLE_MONTHS]
    near = candidate.keys_with_antecedent | candidate.head
    return any(not term.covered_by & near for term in months)


def _is_only_to_come(asked: Asked, text: str) -> bool:
    """Whether what the question has done already is only to come: "will be allowed to leave"."""
    deed = asked.predicate
    if asked.kind is Kind.WHETHER or deed is None or not deed.is_of_the_past:
        return False
    told = deeds_of(text, deed.verb)
    return bool(told) and all(map(_is_to_come, told))


def _is_to_come(deed: Deed) -> bool:
    told = (t for t in deed.before if not (t.low.endswith("ly") or _is_of_a_day(t)))
    lows = [token.low for token in told][-TO_COME_REACH:]
    while lows and lows[-1] in {"be", "been", "not", "also", "then"}:
        lows.pop()
    if not lows:
        return False
    return lows[-1] in _MODALS or (lows[-1] == "to" and not _LEADING_TO.isdisjoint(lows[-3:-1]))


def _is_of_a_day(token: Token) -> bool:
    """Whether a word is of a day between a verb and what it leads to: "proposed *on Monday* to"."""
    return token.key in DAYS or token.low in {"on", "last", "late", "early"}


def _lacks_company(question: str, candidate: Candidate) -> bool:
    """Whether somebody's company is asked for, and the sentence has nobody with anybody."""
    found = _COMPANY.match(question)
    return found is not None and found[1].lower() not in candidate.reading.text.lower().split()


def _has_its_object(asked: Asked, candidate: Candidate) -> bool:
    """Whether a deed is done to what the question names: a truce that "took hold" holds no dam.

    Nor does "the bloc will hold a summit" tell when the election is held.
    """
    deed = asked.predicate
    if deed is None or deed.asks is Asks.DONE_TO or (deed.asks is Asks.NEITHER and deed.doer):
        return True
    words = deed.done_to & asked.word_keys
    is_open = deed.asks is Asks.DOER or candidate.reading.leans_back
    may_be_before = is_open or points_inside(candidate.reading.text)
    told = candidate.keys | (candidate.antecedent if may_be_before else frozenset())
    return not words or bool(words & told)


def _is_count_of_another(asked: Asked, text: str) -> bool:
    """Whether a deed is counted that others do: what Velland frees is not what Ostmark frees.

    "Velland will free 90 and Ostmark 120" counts for both.
    """
    deed = asked.predicate
    if deed is None or deed.asks is not Asks.DONE_TO or not deed.doer & asked.name_keys:
        return False
    told = [_right_before(d) for d in deeds_of(text, deed.verb) if not d.is_passive]
    others = [names_of(subject) for subject in told]
    if not told or any(not names or names & deed.doer for names in others):
        return False
    if any(keys_in(who) & deed.doer for who in speakers_of(text)):
        return False  # "the US envoy said that Washington would pay"
    tokens = tokens_of(text)
    return not any(
        token.key in deed.doer and following.word.is_figure for token, following in pairwise(tokens)
    )


def _counts_a_part(asked: Asked, text: str) -> bool:
    """Whether it counts those of whom something else is told: "freed 14 boats seized in May"."""
    deed = asked.predicate
    told = deeds_of(text, deed.verb) if deed is not None and not deed.verb.roots & _PARTING else ()
    return bool(told) and all(map(_is_of_a_part, told))


def _is_of_a_part(deed: Deed) -> bool:
    near = deed.before[-PART_REACH:]
    figure = next((at for at, token in enumerate(near) if token.word.is_figure), None)
    before = [token for token in near[:figure] if token.low not in _LOOSE] if figure else []
    is_beside = figure is not None and not any(
        t.word.is_stop or t.after_comma for t in near[figure:]
    )
    return is_beside and bool(before) and before[-1].word.stem in _PARTING


def is_of_kin(asked: Asked, text: str) -> bool:
    """Whether a name of the question stands there only as whose wife, son or aide somebody is."""
    tokens = tokens_of(text)
    return any(
        places and all(_makes_kin(asked, text, tokens, at) for at in places)
        for places in (
            [at for at, token in enumerate(tokens) if token.key in term.covered_by]
            for term in asked.terms
            if term.is_name
        )
    )


def _right_before(deed: Deed) -> Sequence[Token]:
    """The words right before a verb that may be its doer: not those of another clause."""
    near = deed.before[-BEFORE_VERB:]
    joints = [at for at, token in enumerate(near) if token.low in {"and", "or", "but"}]
    return near[joints[-1] + 1 :] if joints else near


def _makes_kin(asked: Asked, text: str, tokens: Sequence[Token], at: int) -> bool:
    if text[tokens[at].word.end : tokens[at].word.end + 1] not in {"'", "’"}:
        return False
    for token in tokens[at + 1 : at + 2 + MOST_BETWEEN]:
        if token.after_comma or token.after_border or says(token):
            return False
        if token.low in _KIN:
            is_for = token.low in _SPEAKING_FOR and asked.kind is Kind.SAID
            return token.key not in asked.keys and not is_for
    return False


def _tells_whether(asked: Asked, candidate: Candidate) -> bool:
    reading = candidate.reading
    own = candidate.keys
    if reading.leans_back or points_inside(reading.text):
        own |= candidate.before
    if reading.leans_back or (joins(reading.text) and not reading.name_keys):
        own |= candidate.antecedent
    if reading.name_keys <= asked.keys:
        own |= candidate.head  # a title's names stand for those that a sentence has none of
    own |= left_to_the_article(asked, candidate)
    if not all(term.covered_by & own for term in asked.terms if term.is_demanded):
        return False
    total = sum(term.weight for term in asked.points)
    held = sum(term.weight for term in asked.points if term.covered_by & own)
    if total and held < POINT_OF_WHETHER * total:
        return False
    if asked.predicate is None:
        return _is_what_is_asked(asked, reading.text)
    words = asked.predicate.doer - asked.name_keys
    if not words <= own:
        return False
    if asked.predicate.verb.root in _with_deed() and not _deeds_of(asked) <= own:
        return False  # who agreed to a truce has not agreed to withdraw
    deeds = deeds_of(reading.text, asked.predicate.verb)
    return not (deeds and all(map(_is_conditional, deeds)))


@cache
def _with_deed() -> frozenset[str]:
    """The stems of verbs that say nothing without the deed that they are about."""
    words = "agree promise pledge vow refuse plan want threaten try decide fail manage offer intend"
    return frozenset(word.stem for word in words_of(words))


def _deeds_of(asked: Asked) -> frozenset[str]:
    """The keys of the deeds that somebody is asked to have agreed to."""
    if asked.predicate is None:
        return frozenset()
    done_to = (t for t in asked.points if t.key in asked.predicate.done_to)
    return frozenset(term.key for term in done_to if term.stem in deed_words().verbs)


def _is_conditional(deed: Deed) -> bool:
    """Whether a deed is told as a condition or a duty: "if it is reopened", "must be finished"."""
    near: list[str] = []
    for token in reversed(deed.before[-CONDITION_REACH:]):
        near.append(token.low)
        if token.after_border:
            break
    return not _CONDITIONS.isdisjoint(near)


@cache
def _offices() -> frozenset[str]:
    return frozenset(keys_of(list(words_of(" ".join(sorted(reading_words().offices))))))


def _is_what_is_asked(asked: Asked, text: str) -> bool:
    """Whether somebody is told to hold the office that the question asks about, if it asks so.

    Who "has won the presidency" is not yet the president.
    """
    offices = asked.word_keys & _offices()
    if not offices or not asked.name_keys:
        return True
    tokens = tokens_of(text)
    return any(
        token.key in offices
        and token.low in reading_words().offices
        and not token.low.endswith(("cy", "ship"))
        and not is_another_office(text, tokens, at, at + 1, ())
        and any(
            near.key in asked.name_keys
            for near in tokens[max(0, at - HOLDER_REACH) : at + 1 + HOLDER_REACH]
        )
        for at, token in enumerate(tokens)
    )
