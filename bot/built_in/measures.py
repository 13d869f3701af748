"""Whether a figure of a sentence is a measure of the kind that is asked for.  Pure.  English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.built_in.questions import Asked
from bot.memory.stems import stem
from bot.sentence_reading.readings import Reading

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
_OFTEN = frozenset("weekly daily monthly annually yearly hourly".split())
_DIGITS = re.compile(r"[\d.,]*\d")
_LENGTH = re.compile(
    r"[\w.,]+[- ](?:second|minute|hour|day|week|month|year)s?(?:[- ]long)?\s+", re.IGNORECASE
)
_AGE_BEFORE = re.compile(r"\b(?:aged|age of|the age|turn(?:s|ed)?)\s+$", re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥₹₽₦₺]|\b(?:USD|EUR|GBP|CHF|Rs|US))\s?$")
_CURRENCY_CODE = re.compile(r"(?:R|N|K|Rs|Sh|C|A)\d")
_CURRENCY_AFTER = re.compile(
    r"\s?(?:[$€£]|%|m/-|/-)|[\s-]*(?:(?:hundred|thousand|million|billion|trillion|m|bn|per)\b[\s-]*)*"
    r"(?:\w+ )?(?:dollars?|euros?|pounds?|rand|yen|yuan|rupees?|roubles?|rubles?|francs?|kron(?:a|or|er|e)"
    r"|pesos?|liras?|lire|cents?|pence|shillings?|naira|won|dinars?|riyals?|percent|per cent)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"[\d.,]+ ?(?:%|per ?cent|percentage)|(?:one |two |three |nearly a |a )?(?:third|quarter|fifth|half|tenth)s?\b"
    r"|(?:one|two|three|\d+) (?:in|out of) (?:\w+)|(?<=every )(?:second|third|fourth|fifth|sixth|eighth|tenth)\b",
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
#: What stands before a change, which is no share of anything: "fell by 18 per cent".
_CHANGED_BY = re.compile(
    r"(?<!\bmakes )(?<!\bmake )(?<!\bmade )(?<!\bmaking )\b(?:by|up|down) (?:about |some |nearly |almost |around )?$",
    re.IGNORECASE,
)
#: What parts a figure from a word that it does not count: "six-week truce in exchange for ...".
NOT_BETWEEN = re.compile(
    r"[,;:()]|\b(?:in|on|at|for|to|by|with|from|after|before|and|or|that|who|which|the|an?)\b"
    r"|\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times)\b",
    re.IGNORECASE,
)


def is_of_measure(asked: Asked, reading: Reading, figure: int) -> bool:
    """Whether a figure is a measure of the kind that is asked for."""
    if asked.measure is None:
        return True
    if asked.measure == "share":
        start = reading.words[figure].start
        is_change = _CHANGED_BY.search(reading.text, 0, start) is not None
        return not is_change and _SHARE.match(reading.text, start) is not None
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


def is_age(reading: Reading, figure: int) -> bool:
    """Whether a figure is somebody's age: "Ada Kobb, 74, said"."""
    if figure == 0 or not reading.words[figure - 1].text[0].isupper():
        return False
    before, word = reading.words[figure - 1], reading.words[figure]
    is_between = reading.text[before.end : word.start] == ", "
    return (
        is_between and word.text.isdigit() and reading.text[word.end : word.end + 1] in {",", "."}
    )


def has_unit(reading: Reading, figure: int, counted: str) -> bool:
    """Whether a figure has what is counted for its unit: "70-page"."""
    _, _, unit = reading.words[figure].text.partition("-")
    return bool(unit) and stem(unit) == counted


def describes(reading: Reading, figure: int, things: frozenset[str]) -> bool:
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
            if NOT_BETWEEN.search(between) is None:
                return True
        if 0 < figure - place <= WITHIN_SIZE:
            between = reading.text[thing.end : start]
            if _TELLS_SIZE.search(between) and not _TELLS_PART.search(between):
                return True
    return False
