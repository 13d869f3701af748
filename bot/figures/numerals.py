"""Numbers as they are written: in digits and in words, with magnitudes."""

from __future__ import annotations

import re
from functools import reduce

UNITS = {
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
ORDINALS = {
    name: float(value)
    for value, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(" "),
        start=1,
    )
}
MULTIPLES = {"twice": 2.0, "thrice": 3.0, "half": 0.5}
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

#: Names of parts that are never ordinals.
PARTS = {"thirds": 3.0, "quarters": 4.0, "fifths": 5.0, "tenths": 10.0, "halves": 2.0}
#: Parts that are ordinals elsewhere: "a third of them", and not "a third man".
_ONE_PART = {
    "half": 2.0, "third": 3.0, "quarter": 4.0, "fifth": 5.0, "sixth": 6.0, "eighth": 8.0, "tenth": 10.0,
}  # fmt: skip
_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8}
_SMALL_WHOLE = "|".join(UNITS)
#: "½", "1½", "1 1/2", "2/3"; "1 and a half", "two and a half"; "a third of", "one-quarter less".
PART_OF_ONE = (
    rf"(?<![\w.,/])(?:(?P<whole>\d{{1,3}}|{_SMALL_WHOLE})(?:\s+and\s+(?:an?|one)\s+(?P<and_part>half|quarter|third)\b"
    rf"|\s?(?P<and_sign>[{''.join(_SIGNS)}])|\s(?P<and_over>[1-9]/(?:[2-9]|10)(?![\w/])))"
    rf"|(?P<sign>[{''.join(_SIGNS)}])|(?P<over>[1-9]/(?:[2-9]|10)(?![\w/]))"
    rf"|(?:(?<=\bthan\s)|(?<=\bover\s)|(?<=\bby\s))(?:an?|one)[\s-](?P<than_part>{'|'.join(_ONE_PART)})\b"
    r"(?!\s(?:country|state|party|person|man|woman|member|judge|court|round|term|time|vote|group)\b)"
    rf"|(?:an?|one)[\s-](?P<one_part>{'|'.join(_ONE_PART)})"
    r"(?=\s+(?:of|less|more|fewer|lower|higher|smaller|larger|bigger|as|went|goes|go|came|comes|to)\b))"
)

_SMALL = "|".join([*UNITS, *ORDINALS, *MULTIPLES, *_VAGUE, "dozen"])
#: "twenty-one", "forty-second", "seven".
NUMERAL_WORD = (
    rf"(?:{'|'.join(_TENS)})(?:(?:\s-\s|[\s-])(?:{'|'.join([*UNITS, *ORDINALS])}))?|{_SMALL}"
)
#: All words that a number may begin with.
NUMBER_WORDS = frozenset(
    (*UNITS, *_TENS, *ORDINALS, *MULTIPLES, *MAGNITUDES, *_VAGUE, *PARTS, "dozen")
)
MAGNITUDE_WORD = "hundred|thousand|million|billion|trillion|lakhs?|crores?"


def number_of(match: re.Match[str]) -> tuple[float, float, bool, bool] | None:
    """Value, step, whether it is an ordinal, whether it is vague."""
    if match["digits"]:
        return _of_digits(match)
    if match["mixed"]:
        return _of_parts(match)
    if match["fraction"]:
        return _of_fraction(match["fraction"].lower())
    return _of_words(match["words"].lower())


def _of_parts(match: re.Match[str]) -> tuple[float, float, bool, bool]:
    """Value and step of "1½", "two and a half million", "a third of"; the value to six digits, as others have it."""
    whole = (match["whole"] or "0").lower()
    part = match["and_part"] or match["one_part"] or match["than_part"]
    sign = match["and_sign"] or match["sign"]
    over = (match["and_over"] or match["over"] or "1/1").split("/")
    value = (
        1 / _ONE_PART[part.lower()]
        if part
        else _SIGNS[sign]
        if sign
        else int(over[0]) / int(over[1])
    )
    factor = MAGNITUDES[match["of_parts"].lower()] if match["of_parts"] else 1.0
    total = (UNITS[whole] if whole in UNITS else float(whole)) + value
    return round(total * factor, 6), 0.0, False, False


def _of_fraction(words: str) -> tuple[float, float, bool, bool] | None:
    *above, below = re.split(r"[\s-]", words)
    return (round(UNITS[above[0]] / PARTS[below], 6), 0.0, False, False) if above else None


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
    if parts in (["one"], ["second"], ["first"]) or words == "hundred":
        return None
    if parts[-1] in _VAGUE:
        return _VAGUE[parts[-1]], 1.0, False, True
    value = _sum_words(parts)
    magnitude = max([MAGNITUDES[p] for p in parts if p in MAGNITUDES], default=1.0)
    return value, magnitude, parts[-1] in ORDINALS, False


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
    value = {**UNITS, **_TENS, **ORDINALS, **MULTIPLES}.get(word, 0.0)
    return total, current + value
