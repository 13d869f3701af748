"""Figures of a sentence that count, or measure, what a question asks about.  Pure.  English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.built_in.calendar_words import CALENDAR_DAY
from bot.built_in.deed_words import deed_words
from bot.built_in.deeds import Token, tokens_of
from bot.built_in.questions import Asked
from bot.built_in.readings import Reading
from bot.built_in.sides import clauses_of_deed, counted_of_deed
from bot.memory.stems import stem

#: Words between a figure and what is asked of it, where the sentence does not name what it counts.
WITHIN_COUNT = 6

_COUNT = re.compile(
    r"[^\W\d_]{0,3}\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|dozens?|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|half"
    r"|third|quarter|twice|once|weekly|daily|monthly|annually|unanimous(?:ly)?|no one|none)\b",
    re.IGNORECASE,
)
#: Stems of what may be counted under a narrower name: of "people", 14 may be civilians.
_BROAD = frozenset(map(stem, "people person country nation state member party victim".split()))
_CALENDAR_DAY = re.compile(CALENDAR_DAY, re.IGNORECASE)
#: How a noun has what its verb says by a particle.
_SAID_OF: Mapping[str, tuple[str, ...]] = {"for": ("for ", "in favour", "in favor")}
_TIMES = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies))\b"
#: What follows a figure that measures: "two years", "a 45-minute call", "12 more days".
_UNITS: Mapping[str, re.Pattern[str]] = {
    "long": re.compile(rf"[\s-]*(?:more |further |consecutive )?{_TIMES}", re.IGNORECASE),
    # "61-year-old", "61 years old", "Odal, 61, ..."
    "old": re.compile(
        r"[\s-]*(?:years?|months?|days?)[\s-]+(?:old|of age)\b|\s*[,)]", re.IGNORECASE
    ),
    "far": re.compile(
        r"[\s-]*(?:\w+ )?(?:km|kilomet(?:re|er)s?|met(?:re|er)s?|m|miles?|mi|yards?|feet|hours?)\b",
        re.IGNORECASE,
    ),
    "often": re.compile(
        r"[\s-]*(?:times )?(?:an?|per|each|every) (?:second|minute|hour|day|week|month|year)s?\b",
        re.IGNORECASE,
    ),
    "fast": re.compile(
        r"[\s-]*(?:\w+ )?(?:km/h|kmh|kph|mph|knots|(?:km|kilomet(?:re|er)s|miles|met(?:re|er)s)"
        r" (?:an|per) (?:hour|second)|times the speed)",
        re.IGNORECASE,
    ),
}
_LAST = frozenset(map(stem, ("last", "run", "continue")))
_OFTEN = frozenset("weekly daily monthly annually yearly hourly".split())
_DIGITS = re.compile(r"[\d.,]*\d")
_LENGTH = re.compile(
    r"[\w.,]+[- ](?:second|minute|hour|day|week|month|year)s?(?:[- ]long)?\s+", re.IGNORECASE
)
_ONE = frozenset("1 one half third quarter no none".split())
#: Plurals, and nouns that are counted, without an "s".
_WITHOUT_S = frozenset(
    "people men women children police staff personnel aircraft crew cattle sheep fish deer data media"
    " policemen policewomen servicemen fishermen lawmen businessmen gunmen workmen firemen youth"
    " infantry cavalry clergy criteria bacteria oil money water gas land gold grain wheat aid cash"
    " craft spacecraft hovercraft offspring poultry livestock folk elderly dead wounded injured"
    " percent cent homeless unemployed".split()
)
_WITH_UNIT = re.compile(r"[\d.,]+-[^\W\d_]+")
_AGE_BEFORE = re.compile(r"\b(?:aged|age of|the age|turn(?:s|ed)?)\s+$", re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥₹₽₦₺]|\b(?:USD|EUR|GBP|CHF|Rs|US))\s?$")
_CURRENCY_CODE = re.compile(r"(?:R|N|K|Rs|Sh|C|A)\d")
_CURRENCY_AFTER = re.compile(
    r"\s?(?:[$€£]|%|m/-|/-)|[\s-]*(?:(?:hundred|thousand|million|billion|trillion|m|bn|per)\b[\s-]*)*"
    r"(?:\w+ )?(?:dollars?|euros?|pounds?|rand|yen|yuan|rupees?|roubles?|rubles?|francs?|kron(?:a|or|er|e)"
    r"|pesos?|liras?|lire|cents?|pence|shillings?|naira|won|dinars?|riyals?|percent|per cent)\b",
    re.IGNORECASE,
)
#: Measures that may stand anywhere in the clause of their deed: their units tell what they are.
_OF_CLAUSES = frozenset({"often", "long", "fast", "money", "share"})
_SHARE = re.compile(
    r"[\d.,]+ ?(?:%|per ?cent|percentage)|(?:one |two |three |nearly a |a )?(?:third|quarter|fifth|half|tenth)s?\b"
    r"|(?:one|two|three|\d+) (?:in|out of) (?:\w+)",
    re.IGNORECASE,
)
#: Words from a thing to its size; what leads to the size of the whole, and to that of a part.
WITHIN_SIZE = 10
_TELLS_SIZE = re.compile(
    r"\b(?:of|is|was|are|were|at|worth|total\w*|amount\w*|reach\w*|stood|stands|comes?|came|will be"
    r"|costs?|measur\w*|covers?|across)\b",
    re.IGNORECASE,
)
_TELLS_PART = re.compile(
    r"\b(?:provisions?|such as|including|includes?|toward|for|from|by|part|share|cut|rais\w+)\b",
    re.IGNORECASE,
)
#: What parts a figure from a word that it does not count: "six-week truce in exchange for ...".
_NOT_BETWEEN = re.compile(
    r"[,;:()]|\b(?:in|on|at|for|to|by|with|from|after|before|and|or|that|who|which|the|an?)\b"
    r"|\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times)\b",
    re.IGNORECASE,
)


def counts_told(asked: Asked, reading: Reading) -> tuple[int, ...]:
    """Figures that are not the question's own, and that count what it asks to count."""
    days = [match.span() for match in _CALENDAR_DAY.finditer(reading.text)]
    figures = [
        place
        for place, word in enumerate(reading.words)
        if _COUNT.match(word.text)
        and not any(start <= word.start < end for start, end in days)
        and reading.word_keys[place] not in asked.keys
        and _is_of_measure(asked, reading, place)
        and (asked.measure == "old" or not _is_age(reading, place))
    ]
    pages = tuple(f for f in figures if asked.counted and _has_unit(reading, f, asked.counted))
    if pages:
        return pages  # "the 70-page report"
    if asked.counted is not None and asked.counted in reading.keys:
        things = reading.places_of(frozenset({asked.counted}))
        return tuple(
            f
            for f in figures
            if any(_counts(reading, f, thing) for thing in things)
            or _counts_deed(asked, reading, f)
        )
    if asked.predicate is None:
        deed = reading.places_of(asked.point_keys or asked.keys)
        near = [f for f in figures if any(abs(f - p) <= WITHIN_COUNT for p in deed)]
        return tuple(f for f in near if _may_count(asked, reading, f))
    if asked.measure in _OF_CLAUSES:
        clauses = clauses_of_deed(asked.predicate, reading.text)
        return tuple(f for f in figures if reading.words[f].start in clauses)
    told = counted_of_deed(asked.predicate, reading.text)
    return tuple(
        f for f in figures if reading.words[f].start in told and _may_count(asked, reading, f)
    )


def lasts(asked: Asked, reading: Reading) -> bool:
    """Whether the sentence tells how long something lasted by its name: "a five-month campaign"."""
    if asked.measure != "long" or asked.predicate is None or asked.predicate.verb.root not in _LAST:
        return False
    figures = (place for place, word in enumerate(reading.words) if _COUNT.match(word.text))
    return any(_describes(reading, figure, asked.predicate.doer) for figure in figures)


def tells_deed(asked: Asked, reading: Reading) -> bool:
    """Whether the sentence has the deed as a noun with its count: "adopted with 14 votes"."""
    return any(
        _COUNT.match(word.text) and _counts_deed(asked, reading, place)
        for place, word in enumerate(reading.words)
    )


def _may_count(asked: Asked, reading: Reading, figure: int) -> bool:
    """Whether a figure may count what is asked for though it calls it otherwise.

    "Eleven members" may be countries, and who was killed may be "14 civilians"; "11 previous
    convictions" are neither, and "two people" are no children.
    """
    noun: list[Token] = []
    for token in tokens_of(reading.text):
        if token.word.start < reading.words[figure].end:
            continue
        if token.word.is_stop or token.after_comma or (token.after_border and noun):
            break
        noun.append(token)
    doers = deed_words().doers
    if asked.counted is not None and not noun and stem_is_narrow(asked.counted):
        return False  # "killed 1,200" counts people, and no soldiers
    if asked.counted is None or not noun or not noun[0].word.text[0].islower():
        return True
    return asked.counted in _BROAD and any(stem(token.low) in doers for token in noun[:3])


def stem_is_narrow(counted: str) -> bool:
    """Whether those that are counted are some of the people: soldiers, children."""
    return counted in deed_words().doers and counted not in _BROAD


def _counts_deed(asked: Asked, reading: Reading, figure: int) -> bool:
    """Whether a figure counts the deed by its noun: who "voted for" it are "14 votes in favour"."""
    if asked.predicate is None:
        return False
    for place, word in enumerate(reading.words):
        if not _counts(reading, figure, place):
            continue
        after = reading.text[word.end :].casefold().lstrip()
        for root, particle in asked.predicate.verb.forms:
            is_its = particle is None or after.startswith(_SAID_OF.get(particle, (particle,)))
            if word.stem == root and is_its:
                return True
    return False


def _counts(reading: Reading, figure: int, thing: int) -> bool:
    """Whether a figure stands right before a thing: nothing between but what describes it."""
    if not figure < thing <= figure + 4:
        return False
    if _is_of_name(reading, figure) or _is_of_rule(reading, figure):
        return False
    if _WITH_UNIT.match(reading.words[figure].text):
        return False  # "a 14-story apartment block"
    if not _may_be_several(reading.words[figure].text, reading.words[thing].text):
        return False  # "two tank rounds" are no tanks
    between = reading.text[reading.words[figure].end : reading.words[thing].start]
    return _NOT_BETWEEN.search(between) is None


def _may_be_several(figure: str, thing: str) -> bool:
    """Whether a noun is in the form that its figure asks for; nouns that do not change are."""
    low = thing.casefold()
    is_one = figure.casefold() in _ONE or figure.casefold().endswith(("th", "st", "nd", "rd"))
    return low.endswith("s") or low in _WITHOUT_S or is_one


def _is_of_name(reading: Reading, figure: int) -> bool:
    """Whether a figure ends a name: "an ATR 72 aircraft", "Resolution 2728 votes"."""
    if figure == 0:
        return False
    before, word = reading.words[figure - 1], reading.words[figure]
    is_beside = reading.text[before.end : word.start] in {" ", "-", "\N{NO-BREAK SPACE}"}
    return is_beside and word.is_figure and before.is_name


def _is_of_rule(reading: Reading, figure: int) -> bool:
    """Whether a figure is what a rule asks for, and no event has brought: "needs nine votes"."""
    start = reading.words[figure].start
    before = [token for token in tokens_of(reading.text) if token.word.start < start]
    return any(token.low in deed_words().rules for token in before[-4:])


def _is_of_measure(asked: Asked, reading: Reading, figure: int) -> bool:
    """Whether a figure is a measure of the kind that is asked for."""
    if asked.measure is None:
        return True
    if asked.measure == "share":
        return _SHARE.match(reading.text, reading.words[figure].start) is not None
    if asked.measure == "money":
        return _is_money(reading, figure)
    if asked.measure == "big":
        return _is_size(asked, reading, figure)
    if asked.measure == "old" and _AGE_BEFORE.search(reading.text, 0, reading.words[figure].start):
        return True
    if asked.measure == "often" and reading.words[figure].text.casefold() in _OFTEN:
        return True
    word = reading.words[figure]
    # "833-mile" and "five-month" are one word.
    digits = _DIGITS.match(word.text)
    end = word.start + len(digits.group() if digits else word.text.partition("-")[0])
    if (
        asked.measure == "long"
        and asked.predicate is None
        and _UNITS["far"].match(reading.text, end)
    ):
        return True  # "How long is the border?"
    return _UNITS[asked.measure].match(reading.text, end) is not None


def _is_age(reading: Reading, figure: int) -> bool:
    """Whether a figure is somebody's age: "Ada Kobb, 74, said"."""
    if figure == 0 or not reading.words[figure - 1].text[0].isupper():
        return False
    before, word = reading.words[figure - 1], reading.words[figure]
    is_between = reading.text[before.end : word.start] == ", "
    return (
        is_between and word.text.isdigit() and reading.text[word.end : word.end + 1] in {",", "."}
    )


def _has_unit(reading: Reading, figure: int, counted: str) -> bool:
    """Whether a figure has what is counted for its unit: "70-page"."""
    _, _, unit = reading.words[figure].text.partition("-")
    return bool(unit) and stem(unit) == counted


def _describes(reading: Reading, figure: int, things: frozenset[str]) -> bool:
    """Whether a figure with its unit stands right before one of these: "seven-month campaign"."""
    after = _LENGTH.match(reading.text, reading.words[figure].start)
    if after is None:
        return False
    word = next((w for w in reading.words if w.start >= after.end()), None)
    return word is not None and reading.word_keys[reading.words.index(word)] in things


def _is_money(reading: Reading, figure: int) -> bool:
    """Whether a figure is a sum of money, or a share: "$58,000", "R4bn", "3 million euros"."""
    word = reading.words[figure]
    before, after = reading.text[: word.start], reading.text[word.end :]
    return (
        _CURRENCY_BEFORE.search(before) is not None
        or _CURRENCY_CODE.match(word.text) is not None
        or _CURRENCY_AFTER.match(after) is not None
    )


def _is_size(asked: Asked, reading: Reading, figure: int) -> bool:
    """Whether a figure is of the whole thing that is asked for, and not of a part of it.

    "A budget of $44.6bn", "the $44.6bn budget", "the surplus was just under $6.9bn"; "$500m of the
    budget", "$500m for grants" are parts.
    """
    start, end = reading.words[figure].start, reading.words[figure].end
    for place in reading.places_of(asked.point_keys):
        thing = reading.words[place]
        if figure < place <= figure + 4:
            between = reading.text[end : thing.start]
            if _NOT_BETWEEN.search(between) is None:
                return True
        if 0 < figure - place <= WITHIN_SIZE:
            between = reading.text[thing.end : start]
            if _TELLS_SIZE.search(between) and not _TELLS_PART.search(between):
                return True
    return False
