"""Whether a sentence brings what a kind of question asks for: a name, a figure, a date...  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import takewhile

from bot.built_in.attribution import speaker_of, without_quotations
from bot.built_in.calendar_words import DAY_NAMES, DAYS, MONTH_NAMES, MONTHS
from bot.built_in.deed_words import deed_words
from bot.built_in.deeds import deeds_of, tokens_of
from bot.built_in.predicates import Asks
from bot.built_in.questions import Asked, Kind
from bot.built_in.readings import Reading, keys_in
from bot.built_in.sides import beside_deed, counted_of_deed, somebody_told
from bot.memory.stems import stem

_MONTHS, _DAYS = "|".join(MONTH_NAMES), "|".join(DAY_NAMES)
#: Days and years whose figures count nothing.
_CALENDAR = (
    rf"\b(?:{_DAYS})\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})\b|\b(?:{_MONTHS})\.? \d{{1,2}}\b"
    r"|\b(?:19|20)\d\d\b"
)
_CALENDAR_DAY = re.compile(_CALENDAR, re.IGNORECASE)
_DATE = re.compile(
    rf"{_CALENDAR}"
    rf"|\b(?:in|since|until|by|before|after|of|late|early|mid|last|next|this) (?:{_MONTHS})\b"
    r"|\b(?:today|yesterday|tomorrow|tonight|midnight|noon)\b"
    r"|\b(?:last|next|this|coming|past) (?:week|month|year|weekend|spring|summer|autumn|winter)\b"
    r"|\b(?:\w+) (?:days?|weeks?|months?|years?|hours?) (?:ago|later|earlier|after|before)\b"
    r"|\b(?:within|in) (?:the )?(?:first |next |coming )?(?:\w+ )?(?:days?|weeks?|months?|hours?)\b"
    r"|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"[^\W\d_]{0,3}\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|half"
    r"|third|quarter|twice|once|weekly|daily|monthly|annually|unanimous(?:ly)?|no one|none)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"sa(?:id|ys?|ying)|t(?:old|ells?)|warn|announc|state[ds]$|declar|ask(?:ed|s)$|insist|argu"
    r"|claim|call(?:ed|s|ing)$|urg(?:ed|es|ing)$|according|add(?:ed|s)$|accus|describ|condemn"
    r"|den(?:ied|ies|ying)|pledg|vow|promis|confirm|deplor|welcom|prais|stress(?:ed|es)|note[ds]$"
    r"|admit|respond|demand|critici[sz]|reject|suggest|propos|wr(?:ote|ites)|repl(?:ied|ies)"
    r"|explain|acknowledg|express|reiterat|dismiss|voic|list(?:ed|s)$|tweet|post(?:ed|s)$"
)
_TO_COME = re.compile(
    r"\b(?:will|shall|would|is to|are to|due|set to|plans? to|planned|expected|scheduled|heads?"
    r"|about to|upcoming|next (?:week|month|year|round|step)|later this|tomorrow)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|after|due to|owing to|in order to|so that|over (?-i:(?=[a-z]))|amid|as a result|following"
    r"|caused?|prompt\w*|in response|in protest|reason|to (?!the\b|a\b|an\b)\w+|for \w+ing"
    r"|link(?:ed|s)|(?:object|complain|argu)(?:ed|s|es|ing) that|blam\w*|accus\w*|citing|cited|ahead of)\b",
    re.IGNORECASE,
)

#: What stands before a deed that something else has made somebody do.
_CAUSING = re.compile(
    r"\b(?:forc|prompt|caus|compel|push|driv|drove|led|oblig)\w*\b(?:(?![,;.]).){0,60}\bto $",
    re.IGNORECASE,
)
#: Words between an answer and what is asked of it, from which being close counts nothing.
FAR = 8
#: Words that may lie between: a figure and what it counts, a speaker and the verb.
_WITHIN: Mapping[Kind, int] = {Kind.SAID: 8}
#: The same for a figure whose thing the sentence does not name.
WITHIN_COUNT = 6
_TIMES = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies))\b"
#: What follows a figure that measures: "two years", "a 45-minute call", "12 more days".
_UNITS: Mapping[str, re.Pattern[str]] = {
    "long": re.compile(rf"[\s-]*(?:more |further |consecutive )?{_TIMES}", re.IGNORECASE),
    "old": re.compile(r"[\s-]*(?:years?|months?|days?)\b|\W|$", re.IGNORECASE),
    "far": re.compile(
        r"[\s-]*(?:\w+ )?(?:km|kilomet(?:re|er)s?|met(?:re|er)s?|m|miles?|mi|yards?|feet|hours?)\b",
        re.IGNORECASE,
    ),
}
#: What parts a figure from a word that it does not count: "six-week truce in exchange for ...".
_NOT_BETWEEN = re.compile(
    r"[,;:()]|\b(?:in|on|at|for|to|by|with|from|after|before|and|or|that|who|which|the|an?)\b"
    r"|\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times)\b",
    re.IGNORECASE,
)


def brings_answer(asked: Asked, reading: Reading) -> bool:
    """Whether the sentence has what the question's kind asks for; kinds without a test always do."""
    if asked.kind is Kind.NEXT:
        return _TO_COME.search(reading.text) is not None
    if asked.kind is Kind.WHY:
        return _tells_why(asked, reading)
    if asked.kind is Kind.HOW_MANY:
        return bool(_new_counts(asked, reading))
    if asked.kind not in _PLACES:
        return True
    if asked.kind is Kind.SAID and asked.speaker and not _is_said_by(asked.speaker, reading):
        return False
    gap = _gap(asked, reading)
    return gap is not None and gap <= _WITHIN.get(asked.kind, gap)


def _tells_why(asked: Asked, reading: Reading) -> bool:
    """Whether a reason is told, and of the deed that is asked about.

    "The draft failed after Russia vetoed it" tells why it failed, and not why Russia vetoed it: a
    reason stands after its deed, or begins the sentence ("Because ..., Russia vetoed it").
    """
    reasons = [m.start() for m in _REASON.finditer(reading.text) if _is_reason(m.group())]
    if asked.predicate is None:
        return bool(reasons)
    tokens = tokens_of(reading.text)
    deeds = deeds_of(reading.text, asked.predicate.verb)
    verbs = [tokens[len(deed.before)].word.start for deed in deeds]
    if any(_CAUSING.search(reading.text[:verb]) for verb in verbs):
        return True
    return any(
        verb <= reason or (not reading.text[:reason].strip("“\"'") and "," in reading.text[:verb])
        for verb in verbs
        for reason in reasons
    )


def _is_reason(words: str) -> bool:
    """Whether words that may tell a reason do: "to stop it" does, "to people" does not."""
    last = words.rsplit(maxsplit=1)[-1]
    return not words.lower().startswith("to ") or stem(last) in deed_words().verbs


def _is_said_by(speaker: frozenset[str], reading: Reading) -> bool:
    """Whether who is asked to have said it says it here, and is not spoken of."""
    named = speaker_of(reading.text)
    if named is not None:
        return bool(speaker & keys_in(named)) or reading.leans_back
    spoken = without_quotations(reading.text)
    places = [p for p in reading.places_of(speaker) if spoken[reading.words[p].start] != "\x00"]
    first = min(places, default=len(reading.words))
    verbs = [p for p, word in enumerate(reading.words) if _SPEECH.match(word.text)]
    is_first = all(first <= name for name in reading.name_places)
    return reading.leans_back or (is_first and any(first < verb for verb in verbs))


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
    return tuple(p for p in reading.name_places if reading.word_keys[p] not in asked.keys)


def _is_of_measure(asked: Asked, reading: Reading, figure: int) -> bool:
    """Whether a figure is a measure of the kind that is asked for."""
    if asked.measure is None:
        return True
    end = reading.words[figure].end
    if (
        asked.measure == "long"
        and asked.predicate is None
        and _UNITS["far"].match(reading.text, end)
    ):
        return True  # "How long is the border?"
    return _UNITS[asked.measure].match(reading.text, end) is not None


def _new_places(asked: Asked, reading: Reading) -> tuple[int, ...]:
    names = _new_names(asked, reading)
    if asked.predicate is None or asked.predicate.asks is not Asks.NEITHER:
        # "Which country abstained" asks for who did it, and not for where.
        return names
    beside = beside_deed(asked.predicate, reading.text)
    return tuple(p for p in names if reading.words[p].start in beside)


def _new_counts(asked: Asked, reading: Reading) -> tuple[int, ...]:
    """Figures that are not the question's own, and that count what it asks to count."""
    days = [match.span() for match in _CALENDAR_DAY.finditer(reading.text)]
    figures = [
        place
        for place, word in enumerate(reading.words)
        if _COUNT.match(word.text)
        and not any(start <= word.start < end for start, end in days)
        and reading.word_keys[place] not in asked.keys
        and _is_of_measure(asked, reading, place)
    ]
    if asked.counted is not None and asked.counted in reading.keys:
        things = reading.places_of(frozenset({asked.counted}))
        return tuple(f for f in figures if any(_counts(reading, f, thing) for thing in things))
    if asked.predicate is None:
        deed = reading.places_of(asked.point_keys or asked.keys)
        near = [f for f in figures if any(abs(f - p) <= WITHIN_COUNT for p in deed)]
        return tuple(f for f in near if _may_count(asked, reading, f))
    told = counted_of_deed(asked.predicate, reading.text)
    return tuple(
        f for f in figures if reading.words[f].start in told and _may_count(asked, reading, f)
    )


def _may_count(asked: Asked, reading: Reading, figure: int) -> bool:
    """Whether a figure may count what is asked for though it calls it otherwise.

    "Eleven members" may be countries, and who was killed may be "14 civilians"; "11 previous
    convictions" are neither.
    """
    after = tokens_of(reading.text[reading.words[figure].end :])
    noun = list(takewhile(lambda t: not (t.word.is_stop or t.after_border or t.after_comma), after))
    if asked.counted is None or not noun or not noun[0].word.text[0].islower():
        return True
    return any(stem(token.low) in deed_words().doers for token in noun[:3])


def _counts(reading: Reading, figure: int, thing: int) -> bool:
    """Whether a figure stands right before a thing: nothing between but what describes it."""
    if not figure < thing <= figure + 4:
        return False
    if _is_of_name(reading, figure):
        return False
    between = reading.text[reading.words[figure].end : reading.words[thing].start]
    return _NOT_BETWEEN.search(between) is None


def _is_of_name(reading: Reading, figure: int) -> bool:
    """Whether a figure ends a name: "an ATR 72 aircraft", "Resolution 2728 votes"."""
    if figure == 0:
        return False
    before, word = reading.words[figure - 1], reading.words[figure]
    is_beside = reading.text[before.end : word.start] in {" ", "-", "\N{NO-BREAK SPACE}"}
    return is_beside and word.is_figure and before.is_name


def _dates(_: Asked, reading: Reading) -> tuple[int, ...]:
    spans = [match.span() for match in _DATE.finditer(reading.text)]
    return tuple(
        place
        for place, word in enumerate(reading.words)
        if any(start < word.end and word.start < end for start, end in spans)
    )


def _verbs_of_speech(_: Asked, reading: Reading) -> tuple[int, ...]:
    return tuple(p for p, word in enumerate(reading.words) if _SPEECH.match(word.text))


_PLACES: Mapping[Kind, Callable[[Asked, Reading], tuple[int, ...]]] = {
    Kind.WHO: _new_names,
    Kind.WHERE: _new_places,
    Kind.WHEN: _dates,
    Kind.HOW_MANY: _new_counts,
    Kind.SAID: _verbs_of_speech,
}
