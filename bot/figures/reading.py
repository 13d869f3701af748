"""Figures as they stand in a text: a number with its unit, its hedge, and the other half of a score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.figures.numerals import (
    MAGNITUDE_WORD,
    MULTIPLES,
    NUMBER_WORDS,
    NUMERAL_WORD,
    PARTS,
    UNITS,
    number_of,
)
from bot.figures.units import CODES, CURRENCIES, MEASURE_NAMES

#: The least amount of won that is told: less than a coin buys.
LEAST_WON = 100

#: Digits start no word's middle, unless a currency stands before them: "R4bn".
_START = r"(?(money)|(?<![\w.,]))"
_FIGURE = re.compile(
    rf"""
    (?P<money>(?:US|\b(?:AU?|CA?|NZ|HK|S|NT|R)(?=\$))?[$€£¥₪₹₽₺₩]\s?
      |\b(?:USD|EUR|GBP|AUD|CAD|CHF|JPY|CNY|INR|ZAR|SEK|NOK|DKK|PLN|UAH|TRY|AED|SAR|BRL)\s?
      |\b(?-i:Rs\.?\s?)(?=\d)|\b(?-i:R)(?=\d[\d.,]*\s?(?:[bmt]n|m|million|billion|trillion)\b|\d{{1,3}}(?:,\d{{3}})))?
    (?:
      (?P<digits>{_START}\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?(?!\d)|{_START}\d+(?:\.\d+)?)
      (?P<ending>st|nd|rd|th|s)?
      (?:[\s\u00a0-]?(?P<magnitude>{MAGNITUDE_WORD}|mln|bln|bn|mn|tn|m|k|b)(?![A-Za-z]))?
      |
      \b(?P<fraction>(?:(?:{"|".join(UNITS)})[\s-])?(?:{"|".join(PARTS)}))\b
      |
      \b(?P<words>half\s+an?\s+(?:{MAGNITUDE_WORD}|dozen)|(?:{NUMERAL_WORD}|an?(?=\s(?:{MAGNITUDE_WORD})\s+and\s))(?:[\s-](?:{MAGNITUDE_WORD}|dozen))+
          (?:,?\s+(?:and\s+)?(?:{NUMERAL_WORD})(?:[\s-](?:{MAGNITUDE_WORD}))*)*
        |{NUMERAL_WORD}
        |a\s+(?:{MAGNITUDE_WORD}|dozen)|{MAGNITUDE_WORD})\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Words, and signs of currencies with the letters before them.
_STARTS = re.compile(r"(?:\b[A-Z]{1,2})?[$€£¥₪₹₽₺₩]|\w+", re.IGNORECASE)
_MAY_BEGIN = re.compile(r"[\d$€£¥₪₹₽₺₩]")
_CODES = "usd eur gbp aud cad chf jpy cny inr zar sek nok dkk pln uah try aed sar brl rs"
_FIRST_WORDS = frozenset((*NUMBER_WORDS, *_CODES.split(), "a", "an"))
_UNIT_AFTER = re.compile(
    r"[\s\u00a0-]?(%|per\s+cent\b|U\.S\.|[A-Za-z]+)(?:[\s-]+(?:of\s+)?([A-Za-z]+))?", re.IGNORECASE
)
_WITH_CENTS = frozenset({"USD", "EUR", "GBP"})
_AND_CENTS = re.compile(r"(?:,?\s+and)?\s+", re.IGNORECASE)
_CENTS = re.compile(r"\s+(?:cents?|centimes?|pence)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s?[-‐‑‒–—]\s?")
#: Between the two halves of a score or of a count of votes: "71 votes to 68".
_SCORED = re.compile(r"(?:\s+(?:votes?|seats?|points?|goals?))?\s+to\s+")

_ABOUT = re.compile(
    r"(?:\b(?:about|around|some|roughly|approximately|nearly|almost|close\s+to|an\s+estimated|"
    r"estimated|circa)|~)\s*$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:more\s+than|(?<!handed )(?<!hands )(?<!hand )(?<!turned )(?<!took )(?<!taken )(?<!take )"
    r"(?<!gave )(?<!passed )(?<!brought )(?<!carried )(?<!signed )over|above|exceed(?:s|ed|ing)?|upwards?\s+of|in\s+excess\s+of|beyond|greater\s+than)\s*$",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\b(?:less\s+than|fewer\s+than|under|below|lower\s+than)\s*$", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:at\s+least|no\s+(?:less|fewer)\s+than|minimum\s+of)\s*$", re.IGNORECASE)
_PRECISE = re.compile(r"\b(?:exactly|precisely)\s*$", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:at\s+most|up\s+to|as\s+\w+\s+as|no\s+more\s+than|maximum\s+of)\s*$", re.IGNORECASE
)

#: Before a score: "by 71 votes to 68", "voted 12 to 3".
_BY = re.compile(r"\b(?:by|votes?|won|lost|beat|was|were|of|\w+ed)\s+$", re.IGNORECASE)


class Bound(StrEnum):
    """How a figure is hedged."""

    EXACT = "exact"
    ABOUT = "about"
    ABOVE = "above"
    BELOW = "below"
    LEAST = "least"
    MOST = "most"
    PRECISE = "precise"


_BOUNDS = (
    (_ABOUT, Bound.ABOUT),
    (_LEAST, Bound.LEAST),
    (_MOST, Bound.MOST),
    (_ABOVE, Bound.ABOVE),
    (_BELOW, Bound.BELOW),
    (_PRECISE, Bound.PRECISE),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``text[start:end]`` means `value` of `unit` (a currency, "%", "km", ...).

    `step` is the place value of its last digit that counts, by which it may have been rounded:
    100,000 for "1.5 million".  `partner` is the second figure of "14–0" or "10–12".
    """

    text: str
    start: int
    end: int
    value: float
    step: float
    unit: str | None = None
    bound: Bound = Bound.EXACT
    is_ordinal: bool = False
    is_vague: bool = False
    #: Whether it tells how many times, or what part: "twice", "half", "two-thirds".
    is_multiple: bool = False
    partner: float | None = None
    is_first: bool = True

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of a currency."""
        return self.unit in CODES


def read_figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text`, in order; "one" and a lone "second" are not counted as figures.

    >>> [(f.value, f.unit) for f in read_figures("$1.5 million, fourteen votes, 3%")]
    [(1500000.0, 'USD'), (14.0, None), (3.0, '%')]
    """
    found = [f for m in _matches(text) if (f := _figure(text, m))]
    return tuple(_joined(text, list(_with_cents(text, found))))


def in_digits(text: str) -> str:
    """The text with the whole numbers that it counts by in digits, whatever they are written in.

    >>> in_digits("At least twenty-one people died and 3.5 million fled on the fourth day.")
    'At least 21 people died and 3500000 fled on the fourth day.'
    """
    written, last = [], 0
    for figure in read_figures(text):
        is_count = not (figure.is_ordinal or figure.is_vague or figure.is_multiple)
        if is_count and figure.value.is_integer() and not figure.is_money:
            written += [text[last : figure.start], str(int(figure.value))]
            last = figure.end
    return "".join((*written, text[last:]))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What looks like a figure, from left to right.

    The pattern is tried only where a figure may begin: to try it at every character takes six
    times as long.
    """
    last = 0
    for start in _STARTS.finditer(text):
        word = start.group()
        if start.start() < last or not (word.lower() in _FIRST_WORDS or _MAY_BEGIN.search(word)):
            continue
        match = _FIGURE.match(text, start.start())
        if match is not None:
            last = match.end()
            yield match


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    number = number_of(match)
    if number is None:
        return None
    value, step, is_ordinal, is_vague = number
    words = (match["words"] or "").lower()
    unit, end = _unit(text, match)
    return Figure(
        text=text[match.start() : end].strip(),
        start=match.start(),
        end=end,
        value=value,
        step=step,
        unit=unit,
        bound=_bound(text[max(0, match.start() - 24) : match.start()]),
        is_ordinal=is_ordinal,
        is_vague=is_vague,
        is_multiple=match["fraction"] is not None or words in MULTIPLES,
    )


def _unit(text: str, match: re.Match[str]) -> tuple[str | None, int]:
    """The unit of a figure, and where the figure ends: a currency's words belong to it."""
    end = match.end()
    if match["money"]:
        return CURRENCIES.get(match["money"].strip().lower(), match["money"].strip()), end
    after = _UNIT_AFTER.match(text, end)
    if after is None:
        return None, end
    first, second = (re.sub(r"\s+", " ", g or "").lower().replace(".", "") for g in after.groups())
    both = f"{first} {second}"
    if first in CURRENCIES and not (first == "won" and _is_small(match)):
        return CURRENCIES[first], after.end(1)
    if both in CURRENCIES:
        return CURRENCIES[both], after.end(2)
    return MEASURE_NAMES.get(first) or MEASURE_NAMES.get(both), end


def _is_small(match: re.Match[str]) -> bool:
    """Whether a figure is no amount of Korean won: "of 14, 9 won" is of something else."""
    number = number_of(match)
    return number is not None and number[0] < LEAST_WON


def _bound(before: str) -> Bound:
    return next((bound for pattern, bound in _BOUNDS if pattern.search(before)), Bound.EXACT)


def _with_cents(text: str, figures: list[Figure]) -> Iterator[Figure]:
    """Figures of which "twelve euros and fifty cents" is one."""
    money: Figure | None = None
    for figure in figures:
        is_rest = (
            money is not None
            and money.unit in _WITH_CENTS
            and figure.value < 100
            and _AND_CENTS.fullmatch(text, money.end, figure.start)
            and _CENTS.match(text, figure.end)
        )
        if money is not None and is_rest:
            whole = text[money.start : figure.end]
            value = money.value + figure.value / 100
            money = Figure(whole, money.start, figure.end, value, 0.01, money.unit, money.bound)
            continue
        if money is not None:
            yield money
        money = figure
    if money is not None:
        yield money


def _joined(text: str, figures: list[Figure]) -> Iterator[Figure]:
    """Figures of which "14–0" knows its other half; the first takes its unit from the second."""
    for index, figure in enumerate(figures):
        before = figures[index - 1] if index else None
        after = figures[index + 1] if index + 1 < len(figures) else None
        if after and _are_joined(text, figure, after):
            yield _paired(figure, after, is_first=True)
        elif before and _are_joined(text, before, figure):
            yield _paired(figure, before, is_first=False)
        else:
            yield figure


def _are_joined(text: str, first: Figure, second: Figure) -> bool:
    """Whether "14-0", or "71 votes to 68"; "from 10 to 12" tells of no sides."""
    if _JOINED.fullmatch(text, first.end, second.start):
        return True
    is_score = _SCORED.fullmatch(text, first.end, second.start) is not None
    return is_score and _BY.search(text, 0, first.start) is not None


def _paired(figure: Figure, other: Figure, *, is_first: bool) -> Figure:
    unit = figure.unit or (other.unit if is_first else None)
    return replace(figure, unit=unit, partner=other.value, is_first=is_first)
