"""Days as people write them: "14 March 2024", "7 мая 2026 года", "2026年5月9日"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

#: Digits of other scripts, as figures of dates are written with them.
_DIGITS = {
    zero + value: str(value)
    for zero in map(ord, "\u0660\u06f0\u0966\u09e6\uff10")
    for value in range(10)
}
#: Reiwa 1 is 2019.
_BEFORE_REIWA = 2018
_MONTHS = 12
_YEAR = r"(?:19|20)\d\d(?!\d)"
_HAS_YEAR = re.compile(rf"(?<!\d){_YEAR}|令和")
#: "2026-05-09", "9.5.2026", "9/5/2026": day, month and year by figures.
_IN_FIGURES = re.compile(
    rf"(?<![\d./-])(?P<year1>{_YEAR})(?P<a>[./-])(?P<month1>\d\d?)(?P=a)(?P<day1>\d\d?)(?![\d/-])"
    rf"|(?<![\d./-])(?P<day2>\d\d?)(?P<b>[./-])(?P<month2>\d\d?)(?P=b)(?P<year2>{_YEAR})(?![/-])"
)
_EAST_ASIAN = re.compile(
    rf"(?<!\d)(?:({_YEAR})|令和\s?(\d\d?|元))\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]"
)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day that stands at ``text[start:end]``, at midnight UTC."""

    start: int
    end: int
    at: datetime


def written_day(text: str, language: str | None = None) -> tuple[datetime, str] | None:
    """The first day that a text names with its month and year, and what stands beside it.

    Figures alone are none: "03/04/2024" is two days.  `language` tells which month a name means
    that is one in several languages.

    >>> written_day("Vienna, 14 March 2024")
    (datetime.datetime(2024, 3, 14, 0, 0, tzinfo=datetime.timezone.utc), 'Vienna, ')
    """
    found = next(iter(days_named(text, language)), None)
    return (found.at, text[: found.start] + text[found.end :]) if found else None


def days_named(text: str, language: str | None = None) -> list[WrittenDay]:
    """The days that a text names with month and year, in order."""
    western = text.translate(_DIGITS)
    if not _HAS_YEAR.search(western):
        return []
    found = [*_named(western, language), *_east_asian(western)]
    return sorted(found, key=lambda day: day.start)


def days_in_figures(text: str, language: str | None = None) -> list[WrittenDay]:
    """The days that a text writes in figures alone, where these can be one day only.

    English is written both ways: "03/04/2024" is none in it, nor where the language is unknown.

    >>> [day.at.month for day in days_in_figures("9.5.2026, 03/04/2024")]
    [5]
    """
    return list(_of_figures(text.translate(_DIGITS), language))


def _named(text: str, language: str | None) -> Iterator[WrittenDay]:
    names = _month_names()
    for found in _pattern().finditer(text):
        day, name, year = (_either(found, part, "123") for part in ("day", "month", "year"))
        months = names.get(" ".join(name.lower().split()), {})
        meant = {months[language]} if language and language in months else set(months.values())
        moment = _moment(year, meant.pop(), day) if len(meant) == 1 else None
        if moment:
            yield WrittenDay(found.start(), found.end(), moment)


def _east_asian(text: str) -> Iterator[WrittenDay]:
    for found in _EAST_ASIAN.finditer(text):
        western, reiwa, month, day = found.groups()
        year = int(western or _BEFORE_REIWA + int(reiwa.replace("元", "1")))
        moment = _moment(year, month, day)
        if moment:
            yield WrittenDay(found.start(), found.end(), moment)


def _of_figures(text: str, language: str | None) -> Iterator[WrittenDay]:
    for found in _IN_FIGURES.finditer(text):
        day, month, year = (int(_either(found, part, "12")) for part in ("day", "month", "year"))
        is_either = found["b"] in ("/", "-") and (language or "en") == "en" and day != month
        if is_either and max(day, month) <= _MONTHS:
            continue
        if is_either and month > _MONTHS:
            day, month = month, day
        moment = _moment(year, month, day)
        if moment:
            yield WrittenDay(found.start(), found.end(), moment)


def _either(found: re.Match[str], part: str, numbers: str) -> str:
    return next(text for n in numbers if (text := found[part + n]) is not None)


def _moment(year: str | int, month: str | int, day: str | int) -> datetime | None:
    try:
        return datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return None


@cache
def _month_names() -> Mapping[str, Mapping[str, int]]:
    """Every form of a month's name: which month it is in which language."""
    document = tomllib.loads(files(__package__).joinpath("month_names.toml").read_text("utf-8"))
    names: dict[str, dict[str, int]] = {}
    for language, months in document.items():
        for number, forms in enumerate(months.split(","), 1):
            for form in forms.strip().split("|"):
                names.setdefault(form, {})[language] = number
    return names


@cache
def _pattern() -> re.Pattern[str]:
    """A day before its month, behind it ("May 9, 2026"), or behind year and month ("2026. május 9")."""
    longest_first = sorted(_month_names(), key=len, reverse=True)
    name = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in longest_first)
    mark, of = r"(?:st|nd|rd|th|er|º|ª|°|e|-?го)?\.?", r"(?:\s(?:de|del|of|من|di))?"
    behind = rf"\.?(?:/(?:{name}))?,?{of}[\s/-]"
    forms = (
        rf"(?<![\d.:])(?P<day1>\d\d?){mark}{of}[\s/-]?(?P<month1>{name}){behind}(?P<year1>{_YEAR})",
        rf"(?<!\w)(?P<month2>{name})\.?\s(?P<day2>\d\d?){mark},?\s(?P<year2>{_YEAR})",
        rf"(?<!\d)(?P<year3>{_YEAR})\.?(?:\sm\.)?\s(?P<month3>{name})\s(?P<day3>\d\d?)(?!\d)",
    )
    return re.compile("|".join(forms), re.IGNORECASE)
