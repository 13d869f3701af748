"""Whether a sentence brings what a kind of question asks for: a name, a figure, a date...  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from bot.built_in.asked_sides import beside_deed, somebody_told
from bot.built_in.counts import counts_told
from bot.built_in.predicates import Asks, Predicate
from bot.built_in.questions import Asked, Kind
from bot.memory.equivalents import keys_of
from bot.memory.stems import stem
from bot.memory.words import words_of
from bot.sentence_reading.attribution import MASK, who_speaks, without_quotations
from bot.sentence_reading.calendar_words import CALENDAR_DAY, DAYS, MONTH_NAMES, MONTHS
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Deed, deeds_of, tokens_of
from bot.sentence_reading.readings import Reading, keys_in
from bot.sentence_reading.reporting_verbs import is_of_saying, saying_verbs

_MONTHS = "|".join(MONTH_NAMES)
_DATE = re.compile(
    rf"{CALENDAR_DAY}"
    rf"|\b(?:in|since|until|by|before|after|of|late|early|mid|last|next|this) (?:{_MONTHS})\b"
    r"|\b(?:today|yesterday|tomorrow|tonight|midnight|noon)\b"
    r"|\b(?:last|next|this|coming|past) (?:week|month|year|weekend|spring|summer|autumn|winter)\b"
    r"|\b(?:\w+) (?:days?|weeks?|months?|years?|hours?) (?:ago|later|earlier|after|before)\b"
    r"|\b(?:within|in) (?:the )?(?:first |next |coming )?(?:\w+ )?(?:days?|weeks?|months?|hours?)\b"
    r"|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b"
    r"|\bon the (?:first|second|third|last|final|opening|eve|same) (?:day|night|morning)\b"
    r"|\b(?:the )?(?:day|night|week|month|year|hours|days|weeks|months|years) (?:before|after)\b",
    re.IGNORECASE,
)
#: Key of verbs of saying that tell no more than that it was said.
_SAYING = frozenset(keys_in("say"))
_TO_COME = re.compile(
    r"\b(?:will|shall|would|is to|are to|due|set (?:to|for)|plans? to|planned|expected|scheduled|heads?"
    r"|about to|upcoming|next (?:week|month|year|round|step)|later this|tomorrow)\b",
    re.IGNORECASE,
)
#: What tells a next step: no offer that somebody "said it would study", nor what "would be" so.
_NEXT = re.compile(
    r"\b(?:will(?! probably\b| likely\b)|shall|(?:is|are) (?:now |also |then |still )?(?:due|to|set|scheduled|planned|expected|about) "
    r"|plans? to|due to (?:be|begin|start|meet|vote|hold|take|open)|scheduled|heads? to|upcoming|next (?:week|month|year|round|step)"
    r"|later this|tomorrow|would then|(?:has|have) (?:until|[\w-]+ (?:days?|weeks?|months?)) to|has until)\b",
    re.IGNORECASE,
)
#: What follows "since", and "after", where they tell a time and no reason: "since late May".
_A_SPAN = r"(?:about |nearly |almost |more than |over )?[\w-]+ (?:hour|day|week|month|year|decade)s?\b(?! of\b)(?!['’])"
_SINCE_WHEN = (
    rf"(?:{_A_SPAN}|(?:early|late|mid|last|this|then|today|yesterday|noon|midnight)\b"
    rf"|the (?:start|beginning|end|middle|weekend)\b|(?:{_MONTHS}|\w+day)\b|\d{{4}}\b|\d{{1,2}} (?:{_MONTHS})\b)"
)
#: "To do it" is no purpose after these: "the two are due to meet".
_NOT_TO_COME = "".join(
    rf"(?<!\b{word} )"
    for word in "due set about going able ready expected scheduled likely unlikely want wants wanted has have had told asked ordered urged forced obliged allowed invited failed".split()
)
_REASON = re.compile(
    rf"\b(?:because|since (?!{_SINCE_WHEN})|after (?!{_A_SPAN})|(?<!are )(?<!is )(?<!were )(?<!was )due to|owing to|in order to|so that|over (?-i:(?=[a-z]))|amid"
    rf"|as a result|following|caused?|prompt\w*|in response|in protest|reason|{_NOT_TO_COME}to (?!the\b|a\b|an\b)\w+|for \w+ing"
    r"|link(?:ed|s)|(?:object|complain|argu)(?:ed|s|es|ing) that|blam\w*|accus\w*|citing|cited"
    r"|saying (?:that )?(?:it|he|she|they)\b(?! (?:would|will|was|were|had been told)\b)"
    r"|ahead of|retaliation|revenge|reprisal|thanks to|on account of|on the grounds?|amidst|pending)\b",
    re.IGNORECASE,
)

_PLAIN_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|following|in response|in retaliation|in protest"
    r"|amid|thanks to|on account of|so that|in order to|over (?-i:(?=[a-z])))\b",
    re.IGNORECASE,
)
#: Why something is not done, may be told by what must come first.
_NOT_BEFORE = re.compile(r"\b(?:before|until|unless|as long as)\b", re.IGNORECASE)
#: Going somewhere is "for" what one goes for: "travelled to Kesh for treatment".
_GOING = frozenset(map(stem, "travel go fly visit come return journey head meet".split()))
#: A protest is why it is held: "protested against a clause".
_PROTESTING = frozenset(map(stem, "protest demonstrate march rally strike complain object".split()))
_AGAINST = re.compile(r"\bagainst (?=\w)", re.IGNORECASE)
_FOR = re.compile(
    r"\bfor (?!\w+ing\b|(?:\w+ )?(?:\d|days?|weeks?|months?|years?|hours?))\w+", re.IGNORECASE
)
_WITH_NAMES = (
    "country state city town village province region island company firm bank group airline party"
    " team club university school newspaper broadcaster channel agency ministry court judge"
    " minister president senator lawmaker leader politician company brand river mountain airport"
    " port hospital ship vessel street district department organisation organization"
)
_WITHOUT_NAMES = (
    "toll price fee fare rate tax tariff duty fine penalty sum amount salary wage share deadline"
    " condition conditions limit ceiling threshold quota penalty sentence punishment"
)
#: What stands before a place: "in Fitzrovia", "near the village of Alma".
_AT = re.compile(
    r"\b(?:in|at|near|from|outside|inside|off|on|to)(?: the| a| an)?(?: [\w’'-]+){0,2}? (?:of )?$"
)
#: Words after a verb among which a place without a name begins, and how.
PLACE_REACH = 5
_PLACING = frozenset("in at on inside outside under near behind beneath beside aboard".split())
_BEFORE_PLACE = frozenset("a an the his her its their".split())
_NO_PLACES = frozenset(
    "year month week day morning afternoon evening night hour minute decade wake course run context"
    " case event first second third last next past same end beginning start move attack incident"
    " clash crash war fight process hope form name face light bid effort attempt statement report"
    " letter interview speech response protest vote election following early late".split()
)
#: What stands before a year that describes a thing, and before a day on which something was told.
_OF_A_THING = re.compile(r"\b(?:its|their|his|her|a|an|this|’s|'s) $", re.IGNORECASE)
_TOLD_ON = re.compile(
    rf"\b({'|'.join(sorted(saying_verbs().plain))})\b(?: (?:reporters|in a statement|late|early))*"
    r"(?: on)? $",
    re.IGNORECASE,
)
#: What tells that somebody said nothing, which is what they say.
_NO_COMMENT = re.compile(
    r"\b(?:(?:did|do|does|would|could|has|have|had) not (?:immediately |yet |so far )?(?:comment|respond|repl|answer|react)\w*"
    r"|(?:declined|refused) to comment|(?:made|had|has) no (?:immediate )?comment|(?:kept|stayed|remained) silent)\b",
    re.IGNORECASE,
)
#: "He is to meet them, officials said": he does not say so.
_SAID_BY_OTHERS = re.compile(
    r",[”\"’']? (?!(?:he|she|they|it)\b)[^,]{1,60} (?:said|says|added)[.\s]*$"
)
_SPEAKS = re.compile(r"[A-Za-z]")
#: What stands before a deed that something else has made somebody do.
_CAUSING = re.compile(
    r"\b(?:forc|prompt|caus|compel|push|driv|drove|led|oblig)\w*\b(?:(?![,;.]).){0,60}\bto $",
    re.IGNORECASE,
)
#: Words between an answer and what is asked of it, from which being close counts nothing.
FAR = 8
#: Words that may lie between: a figure and what it counts, a speaker and the verb.
_WITHIN: Mapping[Kind, int] = {Kind.SAID: 8}


def brings_answer(asked: Asked, reading: Reading) -> bool:
    """Whether the sentence has what the question's kind asks for; kinds without a test always do."""
    if asked.kind is Kind.NEXT:
        return _NEXT.search(reading.text) is not None
    if asked.kind is Kind.WHY:
        return _tells_why(asked, reading)
    if asked.is_to_come and not _TO_COME.search(reading.text):
        return False
    if asked.kind is Kind.HOW_MANY:
        return bool(counts_told(asked, reading))
    if asked.kind is Kind.WHICH and asked.counted is not None:
        return _brings_thing(asked.counted, asked, reading)
    if asked.kind not in _PLACES:
        return True
    if asked.kind is Kind.SAID and asked.speaker and not _is_said_by(asked.speaker, reading):
        return False
    if asked.kind is Kind.SAID and asked.speaker & keys_in(reading.spoken_by or ""):
        return True  # In a transcript, whatever stands in a turn is said by its speaker.
    gap = _gap(asked, reading)
    return gap is not None and gap <= _WITHIN.get(asked.kind, gap)


@cache
def _named_things() -> frozenset[str]:
    """The keys of things that have names: who asks which of them asks for the name."""
    return frozenset(keys_of(list(words_of(_WITH_NAMES))))


@cache
def _nameless_things() -> frozenset[str]:
    """The keys of things that no name is: a sentence that speaks of none tells of none."""
    return frozenset(keys_of(list(words_of(_WITHOUT_NAMES))))


def _brings_thing(thing: str, asked: Asked, reading: Reading) -> bool:
    """Whether a sentence has a name for the thing that is asked for, or speaks of such a thing.

    "Kestria voted on Monday" tells of no meeting which one it attends.
    """
    is_spoken_of = thing in reading.keys | reading.near and thing not in _named_things()
    return is_spoken_of or (thing not in _nameless_things() and bool(_new_names(asked, reading)))


def _tells_why(asked: Asked, reading: Reading) -> bool:
    """Whether a reason is told, and of the deed that is asked about.

    "The draft failed after Russia vetoed it" tells why it failed, and not why Russia vetoed it: a
    reason stands after its deed, or begins the sentence ("Because ..., Russia vetoed it").
    """
    reasons = [m.start() for m in _REASON.finditer(reading.text) if _is_reason(asked, m.group())]
    if asked.predicate is not None and asked.predicate.verb.roots & _GOING:
        reasons += [m.start() for m in _FOR.finditer(reading.text)]
    if asked.predicate is not None and asked.predicate.verb.root in _PROTESTING:
        reasons += [m.start() for m in _AGAINST.finditer(reading.text)]
    if asked.predicate is None:
        return bool(reasons)
    tokens = tokens_of(reading.text)
    deeds = deeds_of(reading.text, asked.predicate.verb)
    if asked.predicate.is_denied and any(deed.is_denied for deed in deeds):
        reasons += [m.start() for m in _NOT_BEFORE.finditer(reading.text)]
    verbs = [tokens[len(deed.before)].word.start for deed in deeds]
    ends = [
        _end_of_reach(reading.text, deed, start) for deed, start in zip(deeds, verbs, strict=True)
    ]
    if any(_CAUSING.search(reading.text[:verb]) for verb in verbs):
        return True
    return any(
        verb <= reason < end
        or (not reading.text[:reason].strip("“\"'") and "," in reading.text[:verb])
        for verb, end in zip(verbs, ends, strict=True)
        for reason in reasons
    )


def _end_of_reach(text: str, deed: Deed, start: int) -> int:
    """Where the words end that may tell why a deed was done.

    In "a law that allows it to ban them, after protests" the protests tell why the law is there.
    """
    is_of_clause = deed.is_finite or deed.before[-1:] == () or deed.before[-1].low != "to"
    comma = -1 if is_of_clause else text.find(",", start)
    return comma if comma >= 0 else len(text)


def tells_why_plainly(asked: Asked, reading: Reading) -> bool:
    """Whether a reason that is said to be one follows the deed: "because", and not "to do it"."""
    if asked.predicate is None:
        return False
    tokens = tokens_of(reading.text)
    deeds = deeds_of(reading.text, asked.predicate.verb)
    first = min((tokens[len(deed.before)].word.start for deed in deeds), default=None)
    return first is not None and _PLAIN_REASON.search(reading.text, first) is not None


def _is_reason(asked: Asked, words: str) -> bool:
    """Whether words that may tell a reason do: "to stop it" does, "to people" does not.

    Nor does what the question names itself: "failed to sign" tells not why nobody signed.
    """
    last = words.rsplit(maxsplit=1)[-1]
    if not words.lower().startswith("to "):
        return True
    is_asked = any(term.stem == stem(last) for term in asked.terms)
    return stem(last) in deed_words().verbs and not is_asked


def _is_said_by(speaker: frozenset[str], reading: Reading) -> bool:
    """Whether who is asked to have said it says it here, and is not spoken of."""
    spoken_by = map(who_speaks, reading.speakers)
    silence = _NO_COMMENT.search(reading.text)
    if silence is not None and speaker & keys_in(reading.text[: silence.start()]):
        return True
    named = frozenset[str]().union(*map(keys_in, spoken_by))
    if named:
        is_of_others = _SAID_BY_OTHERS.search(reading.text) is not None
        return bool(speaker & named) or (reading.leans_back and not is_of_others)
    spoken = without_quotations(reading.text)
    if reading.leans_back and spoken.startswith(MASK) and not _SPEAKS.search(spoken):
        return False  # “It has now come out ...”: nobody is said to say so.
    places = [p for p in reading.places_of(speaker) if spoken[reading.words[p].start] != MASK]
    first = min(places, default=len(reading.words))
    verbs = [p for p, word in enumerate(reading.words) if is_of_saying(word)]
    is_first = all(first <= name for name in reading.name_places)
    return reading.leans_back or (is_first and any(first < verb for verb in verbs))


def tells_who_said(asked: Asked, reading: Reading) -> bool:
    """Whether a sentence names who says it, where that is asked: "..., Lind said on Monday"."""
    deed = asked.predicate
    if deed is None or asked.kind is not Kind.WHO or deed.asks is not Asks.DOER or deed.doer:
        return False
    is_saying = bool(deed.verb.keys & _SAYING)
    return is_saying and any(keys_in(who) - asked.keys for who in reading.speakers)


def says_nothing(text: str) -> bool:
    """Whether somebody is told to have said nothing, of what the sentence before tells."""
    return _NO_COMMENT.search(text) is not None


def is_of_another_time(question: frozenset[str], reading: Reading) -> bool:
    """Whether the sentence names months, or weekdays, and not the one that the question does."""
    return any(
        bool(question & names)
        and bool(reading.keys & names)
        and not question & names & reading.keys
        for names in (MONTHS, DAYS)
    )


def closeness(asked: Asked, reading: Reading) -> float:
    """How close what may be the answer stands to what is asked of it: 1 beside it, 0 far away."""
    gap = _gap(asked, reading)
    return 0.0 if gap is None else max(0.0, 1 - (gap - 1) / FAR)


def answer_keys(asked: Asked, reading: Reading) -> frozenset[str]:
    """The keys of what may be the answer: to tell whether two sentences answer the same."""
    predicate = asked.predicate
    if asked.kind is Kind.WHO and predicate is not None and predicate.asks is not Asks.NEITHER:
        return somebody_told(predicate, reading.text) - asked.keys
    return frozenset(reading.word_keys[place] for place in _answer_places(asked, reading))


def answer_places(asked: Asked, reading: Reading) -> tuple[int, ...]:
    """Where what may be the answer stands, whatever deed it is of."""
    return _answer_places(replace(asked, predicate=None), reading)


def _gap(asked: Asked, reading: Reading) -> int | None:
    """Words from what may be the answer to what is asked of it; None without an answer."""
    answers = _answer_places(asked, reading)
    anchors = reading.places_of(_anchors(asked, reading)) or reading.places_of(asked.keys)
    if asked.kind is Kind.SAID and reading.leans_back and answers:
        return 1  # "he said": who it is, is told by the sentence before
    gaps = (abs(a - b) for a in answers for b in anchors if a != b)
    return min(gaps, default=FAR + 1 if answers else None)


def _anchors(asked: Asked, reading: Reading) -> frozenset[str]:
    """What an answer should stand close to: a speaker, the thing counted, or the deed."""
    if asked.speaker:
        return asked.speaker
    if asked.counted is not None and asked.counted in reading.keys:
        return frozenset({asked.counted})
    return asked.point_keys


def _answer_places(asked: Asked, reading: Reading) -> tuple[int, ...]:
    find = _PLACES.get(asked.kind)
    return find(asked, reading) if find is not None else ()


def _new_names(asked: Asked, reading: Reading) -> tuple[int, ...]:
    told = asked.keys | (_speakers(reading) if _asks_for_names_alone(asked) else frozenset())
    return tuple(p for p in reading.name_places if reading.word_keys[p] not in told)


def _asks_for_names_alone(asked: Asked) -> bool:
    """Whether names are asked for of a deed neither side of which is: "the names of those held"."""
    deed = asked.predicate
    is_of_neither = deed is not None and deed.asks is Asks.NEITHER
    return asked.kind is Kind.WHO and (asked.is_of_names or is_of_neither)


def _speakers(reading: Reading) -> frozenset[str]:
    """The keys of those who say what the sentence tells: they are not whom it tells of."""
    return frozenset[str]().union(*map(keys_in, reading.speakers))


def _new_places(asked: Asked, reading: Reading) -> tuple[int, ...]:
    names = _new_names(asked, reading)
    if asked.predicate is None and not asked.terms_of_choice:
        return tuple(p for p in names if _AT.search(reading.text, 0, reading.words[p].start))
    if asked.predicate is None or asked.predicate.asks is not Asks.NEITHER:
        # "Which country abstained" asks for who did it, and not for where.
        return names
    beside = beside_deed(asked.predicate, reading.text)
    told = tuple(p for p in names if reading.words[p].start in beside)
    return told or _nameless_places(asked.predicate, reading)


def _nameless_places(predicate: Predicate, reading: Reading) -> tuple[int, ...]:
    """Where it was done without a name: "found on a knife sheath", "died in a hospital"."""
    starts: set[int] = set()
    for deed in deeds_of(reading.text, predicate.verb):
        after = deed.after[:PLACE_REACH]
        at = next((n for n, token in enumerate(after) if token.low in _PLACING), None)
        if at is None or at + 2 >= len(after) or after[at + 1].low not in _BEFORE_PLACE:
            continue
        noun = next((t for t in after[at + 2 :] if not t.word.is_stop), None)
        if noun is not None and noun.low not in _NO_PLACES and noun.key not in MONTHS | DAYS:
            starts.add(noun.word.start)
    return tuple(p for p, word in enumerate(reading.words) if word.start in starts)


def _dates(asked: Asked, reading: Reading) -> tuple[int, ...]:
    spans = [m.span() for m in _DATE.finditer(reading.text) if not _is_aside(asked, reading, m)]
    return tuple(
        place
        for place, word in enumerate(reading.words)
        if any(start < word.end and word.start < end for start, end in spans)
    )


def _is_aside(asked: Asked, reading: Reading, date: re.Match[str]) -> bool:
    """Whether a date is of the telling, or of a thing: "said Monday that", "its 2030 target"."""
    before = reading.text[: date.start()]
    if date.group().isdigit() and _OF_A_THING.search(before):
        return True
    told = _TOLD_ON.search(before)
    return told is not None and not asked.keys & keys_in(told[1])


def _verbs_of_speech(_: Asked, reading: Reading) -> tuple[int, ...]:
    silence = _NO_COMMENT.search(reading.text)
    silent = range(silence.start(), silence.end()) if silence is not None else ()
    words = enumerate(reading.words)
    return tuple(p for p, word in words if is_of_saying(word) or word.start in silent)


_PLACES: Mapping[Kind, Callable[[Asked, Reading], tuple[int, ...]]] = {
    Kind.WHO: _new_names,
    Kind.WHERE: _new_places,
    Kind.WHEN: _dates,
    Kind.HOW_MANY: counts_told,
    Kind.SAID: _verbs_of_speech,
}
