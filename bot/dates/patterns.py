"""The regular expressions of a language's date words, made of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.dates.words import CalendarWords, calendar_words

_YEAR = r"(?:1[5-9]|20|21)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
#: The digits of Arabic script stand for the same numbers.
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_ISO = rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
#: After four digits that are an amount and not a year.
_COUNTED = (
    r"\s?(?:%|percent\b|per\s+cent\b|million|billion|thousand)"
    r"|\s+(?:people|men|women|children|hostages|prisoners|troops|soldiers|votes|dollars|euros|years"
    r"|days|miles|km|tonnes|tons)\b"
)
#: "Five days a week" is how often.
_NO_RATE = r"(?!\s+(?:an?|per|each|every|par|por|pro)\s+(?:day|week|month|year|jour|semaine|mois|día|semana|mes|woche|monat)\b)"
_LONE_YEAR = rf"(?P<lone_year>(?<![$€£¥]){_YEAR}(?!\w|[.,]\d|{_COUNTED}))"

#: Dates of a text in a language without a file.
FIGURES_ONLY = re.compile(rf"(?<![\w-]){_ISO}(?![\w-])")


def western_digits(text: str) -> str:
    """The same text, character by character, with 0 to 9 for its digits."""
    return text if text.isascii() else text.translate(_ARABIC_DIGITS)


def any_of(words: Iterable[str]) -> str:
    """One alternative for each phrase, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, w.split())) for w in ordered) + ")"


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """What a language's dates look like, and what may stand around one."""

    #: Of text in small letters: to look for both cases at every word takes thrice the time.
    date: re.Pattern[str]
    #: One of these is in every date that has no figure.
    needed: tuple[str, ...]
    #: Right before a date that it makes a limit.
    bound: re.Pattern[str]
    #: Right before a month that is also another word.
    month_opener: re.Pattern[str]
    #: All that stands between two weekdays which are the ends of a stretch.
    link: re.Pattern[str]


@cache
def date_patterns(language: str) -> DatePatterns:
    """The patterns of a language that has a file."""
    words = calendar_words(language)
    prefix = rf"[{words.prefixes}]{{0,2}}" if words.prefixes else ""
    alternatives = "\n| ".join(_alternatives(words))
    return DatePatterns(
        date=re.compile(rf"(?<!\w){prefix}(?:{alternatives})(?!\w)", re.VERBOSE),
        needed=_needed(words),
        bound=re.compile(
            rf"(?<!\w)(?P<bound>{_spaced(any_of(words.bounds))})\s+(?:\w{{1,3}}\s+)?$",
            re.IGNORECASE,
        ),
        month_opener=re.compile(rf"(?<!\w){any_of(words.month_openers)}[\s-]+$", re.IGNORECASE),
        link=re.compile(rf"\s*{any_of(words.links)}\s*(?:\w{{1,3}}\s+)?", re.IGNORECASE),
    )


def _needed(words: CalendarWords) -> tuple[str, ...]:
    names = {*words.months, *words.weekdays, *words.days, *words.spans, *words.stretches}
    wanted = sorted({*names, *words.units}, key=len)
    return tuple(w for n, w in enumerate(wanted) if not any(other in w for other in wanted[:n]))


def _spaced(pattern: str) -> str:
    return pattern.replace("\\ ", r"\s+")


def _alternatives(words: CalendarWords) -> Iterable[str]:
    month = _month(words)
    mark = rf"(?:{any_of(words.day_marks)})?" if words.day_marks else ""
    link = rf"(?:{any_of(words.day_links)}\s+)?" if words.day_links else ""
    year1 = rf"(?:,?\s+{link}(?P<year1>{_YEAR})(?!\d))?"
    part = any_of(words.parts)
    yield _ISO
    if words.figures:
        sep = re.escape(words.figures)
        yield rf"(?P<fig_day>{_DAY}){sep}(?P<fig_month>1[0-2]|0?[1-9]){sep}(?P<fig_year>{_YEAR})"
    yield rf"(?P<day1>(?<!\d[.,:]){_DAY}){mark}\s+{link}(?P<month1>{month}){year1}"
    if words.month_first:
        yield (
            rf"(?P<month2>{month})\s+(?P<day2>{_DAY}){mark}(?!\d|[.,]\d|%)"
            rf"(?:,?\s+(?P<year2>{_YEAR})(?!\d))?"
        )
    yield rf"(?:(?P<part3>{part})[\s-]+)?(?P<month3>{month}),?\s+{link}(?P<year3>{_YEAR})"
    yield from _relative(words)
    yield rf"(?P<part4>{part})[\s-]+{link}(?P<month4>{month})"
    yield rf"(?P<month5>{month})"
    yield _LONE_YEAR


def _month(words: CalendarWords) -> str:
    """A month's name; one cut short may have a full stop."""
    short = {
        form
        for form, number in words.months.items()
        if any(n == number and len(f) > len(form) > 2 for f, n in words.months.items())
    }
    long = any_of(words.months)
    return rf"(?:{any_of(short)}\.|{long})" if short else long


def _relative(words: CalendarWords) -> Iterable[str]:
    weekday, lead, span = any_of(words.weekdays), any_of(words.leads), any_of(words.spans)
    week_link = rf"(?:{any_of(words.week_links)}\s+)?" if words.week_links else ""
    later = any_of(word for word, part in words.parts.items() if part == "later")
    units = "|".join((any_of(words.numbers), r"\d{1,2}"))
    unit = any_of(words.units)
    yield f"(?P<day_word>{any_of(words.days)})"
    yield f"(?P<stretch>{any_of(words.stretches)})"
    for n, forms in ((1, words.ago), (2, words.ahead)):
        if forms:
            count = rf"(?P<count{n}>{units})\s+(?P<unit{n}>{unit})"
            yield f"(?P<{'ago' if n == 1 else 'ahead'}>{_counted(forms, count)}){_NO_RATE}"
    behind = any_of(words.leads_behind) if words.leads_behind else None
    lead3 = rf"|\s+(?P<lead3>{behind})" if behind else ""
    lead5 = rf"|(?P<span2>{span})\s+(?P<lead5>{behind})" if behind else ""
    weeks = any_of(word for word, name in words.spans.items() if name == "week")
    week = rf"{week_link}(?:(?P<lead2>{lead})\s+(?P<week1>{weeks}))"
    if behind:
        week = rf"(?:{week}|{week_link}(?P<week2>{weeks})\s+(?P<lead6>{behind}))"
    yield rf"(?:(?P<lead1>{lead})\s+)?(?P<weekday>{weekday})(?:\s+{week}{lead3})?"
    yield rf"(?:(?P<part5>{later})\s+)?(?:(?P<lead4>{lead})\s+(?P<span1>{span}){lead5})"


def _counted(forms: Iterable[str], count: str) -> str:
    """The forms with the number in its place; a group's name may stand only once."""
    befores, afters = zip(*(form.split("{n}") for form in forms), strict=True)
    before = "|".join(_words(b) for b in befores if b.strip())
    after = "|".join(_words(a) for a in afters if a.strip())
    return (rf"(?:{before})\s+" if before else "") + count + (rf"\s+(?:{after})" if after else "")


def _words(phrase: str) -> str:
    return r"\s+".join(map(re.escape, phrase.split()))
