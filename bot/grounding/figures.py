"""Figures as they are written: digits and words, magnitudes, units, currencies, ranges, hedges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, reduce

_UNITS = {
    name: float(value)
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split(" ")
    )
}
_TENS = {
    name: float(10 * value)
    for value, name in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(" "), start=2
    )
}
_ORDINALS = {
    name: float(value)
    for value, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(" "),
        start=1,
    )
}
_MULTIPLES = {"twice": 2.0, "thrice": 3.0, "half": 0.5}
MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6,
    "billion": 1e9, "bln": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
}  # fmt: skip
#: "Dozens" and the like: an amount that no figure states.
_VAGUE = {
    "dozens": 12.0, "scores": 20.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6,
    "billions": 1e9, "trillions": 1e12,
}  # fmt: skip

_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "us dollar": "USD", "us dollars": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR",
    "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP",
    "pounds": "GBP", "¥": "JPY", "yen": "JPY", "₪": "ILS", "shekel": "ILS", "shekels": "ILS",
    "₹": "INR", "rupee": "INR", "rupees": "INR", "rouble": "RUB", "roubles": "RUB",
    "ruble": "RUB", "rubles": "RUB", "₽": "RUB", "yuan": "CNY", "renminbi": "CNY",
    "₺": "TRY", "lira": "TRY", "₩": "KRW", "won": "KRW", "franc": "CHF", "francs": "CHF",
    "a$": "AUD", "au$": "AUD", "australian dollars": "AUD", "c$": "CAD", "ca$": "CAD",
    "canadian dollars": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD", "r$": "BRL",
    "rs": "INR", "rs.": "INR", "r": "ZAR", "rand": "ZAR", "rands": "ZAR", "krona": "SEK",
    "kronor": "SEK", "kroner": "NOK", "zloty": "PLN", "zlotys": "PLN", "hryvnia": "UAH",
    "hryvnias": "UAH", "naira": "NGN", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR",
    "dirham": "AED", "dirhams": "AED", "riyal": "SAR", "riyals": "SAR", "forint": "HUF",
    "crown": "crown", "crowns": "crown", "koruna": "CZK", "peso": "peso", "pesos": "peso",
    "dinar": "dinar", "dinars": "dinar", "shilling": "shilling", "shillings": "shilling",
    "rial": "IRR", "rials": "IRR", "tenge": "KZT", "taka": "BDT", "dong": "VND", "birr": "ETB",
    "cedi": "GHS", "cedis": "GHS", "lei": "lei", "leva": "BGN", "lari": "GEL", "manat": "AZN",
    "kwacha": "kwacha", "reais": "BRL",
}  # fmt: skip
_MEASURES = {
    "%": "%", "percent": "%", "pc": "%", "per cent": "%", "percentage": "%",
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km",
    "mile": "mi", "miles": "mi", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
    "feet": "ft", "foot": "ft", "kg": "kg", "kilogram": "kg", "kilograms": "kg", "ton": "t",
    "tons": "t", "tonne": "t", "tonnes": "t", "barrel": "bbl", "barrels": "bbl", "gw": "GW",
    "mw": "MW", "second": "s", "seconds": "s", "minute": "min", "minutes": "min", "hour": "h",
    "hours": "h", "min": "min", "mins": "min", "hr": "h", "hrs": "h", "sec": "s", "secs": "s",
    "tbsp": "tbsp", "tbsps": "tbsp", "tablespoon": "tbsp", "tablespoons": "tbsp", "tsp": "tsp",
    "teaspoon": "tsp", "teaspoons": "tsp", "oz": "oz", "ounce": "oz", "ounces": "oz", "gram": "g",
    "grams": "g", "g": "g", "cm": "cm", "centimetre": "cm", "centimetres": "cm", "centimeter": "cm",
    "centimeters": "cm", "mm": "mm", "millimetres": "mm", "millimeters": "mm", "inch": "in",
    "inches": "in", "litre": "l", "litres": "l", "liter": "l", "liters": "l", "day": "d", "days": "d", "week": "wk", "weeks": "wk", "month": "mo",
    "months": "mo", "year": "yr", "years": "yr", "decade": "dec", "decades": "dec",
}  # fmt: skip

#: Units of length, weight, time and the like, whose names may be shortened.
MEASURES = frozenset(_MEASURES.values()) - {"%"}
_CODES = frozenset(_CURRENCIES.values())
#: The least amount of won that is told: less than a coin buys.
LEAST_WON = 100

#: Names of parts that are never ordinals.
_PARTS = {"thirds": 3.0, "quarters": 4.0, "fifths": 5.0, "tenths": 10.0, "halves": 2.0}

_SMALL = "|".join([*_UNITS, *_ORDINALS, *_MULTIPLES, *_VAGUE, "dozen"])
#: "twenty-one", "forty-second", "seven".
_NUMERAL_WORD = (
    rf"(?:{'|'.join(_TENS)})(?:(?:\s-\s|[\s-])(?:{'|'.join([*_UNITS, *_ORDINALS])}))?|{_SMALL}"
)
_MAGNITUDE_WORD = "hundred|thousand|million|billion|trillion|lakhs?|crores?"
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
      (?:[\s\u00a0-]?(?P<magnitude>{_MAGNITUDE_WORD}|mln|bln|bn|mn|tn|m|k|b)(?![A-Za-z]))?
      |
      \b(?P<fraction>(?:(?:{"|".join(_UNITS)})[\s-])?(?:{"|".join(_PARTS)}))\b
      |
      \b(?P<words>half\s+an?\s+(?:{_MAGNITUDE_WORD}|dozen)|(?:{_NUMERAL_WORD})(?:[\s-](?:{_MAGNITUDE_WORD}|dozen))+
          (?:,?\s+(?:and\s+)?(?:{_NUMERAL_WORD})(?:[\s-](?:{_MAGNITUDE_WORD}))*)*
        |{_NUMERAL_WORD}
        |a\s+(?:{_MAGNITUDE_WORD}|dozen)|{_MAGNITUDE_WORD})\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"[\s\u00a0-]?(%|per\s+cent\b|U\.S\.|[A-Za-z]+)(?:[\s-]+(?:of\s+)?([A-Za-z]+))?", re.IGNORECASE
)
_WITH_CENTS = frozenset({"USD", "EUR", "GBP"})
_AND_CENTS = re.compile(r"(?:,?\s+and)?\s+", re.IGNORECASE)
_CENTS = re.compile(r"\s+(?:cents?|centimes?|pence)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s?[-‐‑‒–—]\s?")
#: Between the two halves of a score or of a count of votes: "71 votes to 68".
_SCORED = re.compile(r"(?:\s+(?:votes?|seats?|points?|goals?))?\s+to\s+")
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b(?!\d)(?=\s?(?:[ap]\.?m|GMT|UTC|local|\W|$))", re.IGNORECASE
)

_ABOUT = re.compile(
    r"(?:\b(?:about|around|some|roughly|approximately|nearly|almost|close\s+to|an\s+estimated|"
    r"estimated|circa)|~)\s*$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:more\s+than|(?<!handed )(?<!hands )(?<!hand )(?<!turned )(?<!took )(?<!taken )(?<!take )"
    r"(?<!gave )(?<!passed )(?<!brought )(?<!carried )(?<!signed )over|above|exceed(?:s|ed|ing)?|upwards\s+of|greater\s+than)\s*$",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\b(?:less\s+than|fewer\s+than|under|below|lower\s+than)\s*$", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:at\s+least|no\s+(?:less|fewer)\s+than|minimum\s+of)\s*$", re.IGNORECASE)
_PRECISE = re.compile(r"\b(?:exactly|precisely)\s*$", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:at\s+most|up\s+to|as\s+many\s+as|no\s+more\s+than|maximum\s+of)\s*$", re.IGNORECASE
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
    partner: float | None = None
    is_first: bool = True

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of a currency."""
        return self.unit in _CODES


def read_figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text`, in order; "one" and a lone "second" are not counted as figures.

    >>> [(f.value, f.unit) for f in read_figures("$1.5 million, fourteen votes, 3%")]
    [(1500000.0, 'USD'), (14.0, None), (3.0, '%')]
    """
    found = [f for m in _FIGURE.finditer(text) if (f := _figure(text, m))]
    return tuple(_joined(text, list(_with_cents(text, found))))


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    number = _number(match)
    if number is None:
        return None
    value, step, is_ordinal, is_vague = number
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
    )


def _number(match: re.Match[str]) -> tuple[float, float, bool, bool] | None:
    """Value, step, whether it is an ordinal, whether it is vague."""
    if match["digits"]:
        return _of_digits(match)
    if match["fraction"]:
        return _of_fraction(match["fraction"].lower())
    return _of_words(match["words"].lower())


def _of_fraction(words: str) -> tuple[float, float, bool, bool] | None:
    *above, below = re.split(r"[\s-]", words)
    return (_UNITS[above[0]] / _PARTS[below], 0.0, False, False) if above else None


def _of_digits(match: re.Match[str]) -> tuple[float, float, bool, bool]:
    digits = re.sub(r"[,\u00a0\u202f]", "", match["digits"])
    factor = MAGNITUDES[match["magnitude"].lower()] if match["magnitude"] else 1.0
    ending = (match["ending"] or "").lower()
    value = round(float(digits) * factor, 6)
    return value, _step(digits) * factor, ending not in {"", "s"}, ending == "s"


def _step(digits: str) -> float:
    """Place value of the last digit that is not a rounding zero."""
    whole, _, fraction = digits.partition(".")
    if fraction:
        return float(10 ** -len(fraction))
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(10 ** min(zeros, len(whole) - 1))


def _of_words(words: str) -> tuple[float, float, bool, bool] | None:
    parts = [p for p in re.split(r"[\s,-]+", words) if p not in {"and", "a", "an"}]
    if parts in (["one"], ["second"], ["first"], ["hundred"]):
        return None
    if parts[-1] in _VAGUE:
        return _VAGUE[parts[-1]], 1.0, False, True
    value = _sum_words(parts)
    magnitude = max([MAGNITUDES[p] for p in parts if p in MAGNITUDES], default=1.0)
    return value, magnitude, parts[-1] in _ORDINALS, False


def _sum_words(parts: list[str]) -> float:
    total, current = reduce(_add_word, parts, (0.0, 0.0))
    return total + current


def _add_word(sums: tuple[float, float], word: str) -> tuple[float, float]:
    total, current = sums
    if word == "dozen":
        return total, (current or 1) * 12
    if word == "hundred":
        return total, (current or 1) * 100
    if word in MAGNITUDES:
        return total + (current or 1) * MAGNITUDES[word], 0.0
    value = {**_UNITS, **_TENS, **_ORDINALS, **_MULTIPLES}.get(word, 0.0)
    return total, current + value


def _unit(text: str, match: re.Match[str]) -> tuple[str | None, int]:
    """The unit of a figure, and where the figure ends: a currency's words belong to it."""
    end = match.end()
    if match["money"]:
        return _CURRENCIES.get(match["money"].strip().lower(), match["money"].strip()), end
    after = _UNIT_AFTER.match(text, end)
    if after is None:
        return None, end
    first, second = (re.sub(r"\s+", " ", g or "").lower().replace(".", "") for g in after.groups())
    both = f"{first} {second}"
    if first in _CURRENCIES and not (first == "won" and _is_small(match)):
        return _CURRENCIES[first], after.end(1)
    if both in _CURRENCIES:
        return _CURRENCIES[both], after.end(2)
    return _MEASURES.get(first) or _MEASURES.get(both), end


def _is_small(match: re.Match[str]) -> bool:
    """Whether a figure is no amount of Korean won: "of 14, 9 won" is of something else."""
    number = _number(match)
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
    return Figure(
        figure.text,
        figure.start,
        figure.end,
        figure.value,
        figure.step,
        figure.unit or (other.unit if is_first else None),
        figure.bound,
        figure.is_ordinal,
        figure.is_vague,
        other.value,
        is_first,
    )


def names_currency(unit: str, text: str) -> bool:
    """Whether a text has a currency anywhere: its sign, code or name."""
    return _spellings(unit).search(text) is not None


@cache
def _spellings(unit: str) -> re.Pattern[str]:
    """The spellings of a currency; a letter or two only before a figure."""
    names = sorted((name for name, code in _CURRENCIES.items() if code == unit), key=len)
    words = [rf"\b{re.escape(name)}\b" for name in (*names, unit) if len(name) > 2]
    signs = [re.escape(name) for name in names if not name[-1].isalpha() and name[-1] != "."]
    letters = [
        rf"\b(?-i:{name.title()})\.?\s?(?=\d)"
        for name in names
        if len(name) <= 2 and name.isalpha()
    ]
    return re.compile("|".join((*words, *signs, *letters)), re.IGNORECASE)


def agrees(claimed: Figure, found: Figure) -> bool:
    """Whether a figure of the source carries a figure of the sentence: value, unit and hedge."""
    if claimed.is_vague and not found.is_vague and not found.is_ordinal:
        return 2 * claimed.value <= found.value < 1000 * claimed.value
    return (
        _same_unit(claimed.unit, found.unit)
        and claimed.is_ordinal == found.is_ordinal
        and claimed.is_vague == found.is_vague
        and _same_pair(claimed, found)
        and _same_value(claimed, found)
    )


#: Names that currencies of several countries have.
_SHARED_NAMES = {
    "crown": {"SEK", "NOK", "CZK"}, "dinar": {"KWD"}, "peso": {"MXN"}, "lei": {"RON"},
}  # fmt: skip


def _same_unit(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return "%" not in {a, b}
    return a == b or b in _SHARED_NAMES.get(a, ()) or a in _SHARED_NAMES.get(b, ())


def _same_pair(claimed: Figure, found: Figure) -> bool:
    if claimed.partner is None or found.partner is None:
        return True
    return claimed.partner == found.partner and claimed.is_first == found.is_first


#: (hedge of the sentence, hedge of the source) that say different things of one value.
_CONTRARY = {
    *((Bound.ABOVE, told) for told in Bound if told not in {Bound.ABOVE, Bound.LEAST}),
    *((Bound.BELOW, told) for told in Bound if told not in {Bound.BELOW, Bound.MOST}),
    *((Bound.LEAST, told) for told in (Bound.BELOW, Bound.MOST, Bound.ABOUT)),
    *((Bound.MOST, told) for told in (Bound.ABOVE, Bound.LEAST, Bound.ABOUT)),
    *((Bound.PRECISE, told) for told in Bound if told not in {Bound.EXACT, Bound.PRECISE}),
}


def _same_value(claimed: Figure, found: Figure) -> bool:
    gap = abs(claimed.value - found.value)
    if gap <= 1e-9 * max(1.0, abs(found.value)):
        return (claimed.bound, found.bound) not in _CONTRARY
    if claimed.is_ordinal or found.bound in {Bound.ABOVE, Bound.BELOW}:
        return False
    return _rounds_to(claimed, found, gap)


#: Share by which "about" may round: "about 100" may be 95, and is not 60.
MOST_ROUNDED = 0.1


def _rounds_to(claimed: Figure, found: Figure, gap: float) -> bool:
    """Whether the sentence states that it rounds ("about"), and rounds to its last digit."""
    if claimed.bound is Bound.ABOUT:
        return gap <= min(claimed.step / 2, MOST_ROUNDED * found.value)
    if claimed.bound in {Bound.ABOVE, Bound.LEAST}:
        return found.value > claimed.value and gap < claimed.step
    if claimed.bound in {Bound.BELOW, Bound.MOST}:
        return found.value < claimed.value and gap < claimed.step
    return False
