"""One date as a language's pattern finds it, read into a date word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from bot.dates.date_words import DateWord, Kind, Lead, Part
from bot.dates.patterns import DatePatterns
from bot.dates.words import CalendarWords, calendar_words

#: Groups of a match that are names of days and months.
_NAMED = ("weekday", "month1", "month2", "month3", "month4", "month5")

_Reader = Callable[[str, re.Match[str], CalendarWords], DateWord | None]


def read_match(
    text: str, match: re.Match[str], words: CalendarWords, patterns: DatePatterns
) -> DateWord | None:
    """The date word of a match of ``patterns.date``; None when it is another word: "they march"."""
    if match["iso"]:
        return read_iso(match)
    if match["month5"]:
        return _bare_month(text, match, words, patterns)
    if _lacks_capital(text, match, words):
        return None
    return next(read for group, read in _readers(words) if match[group])(text, match, words)


def _lacks_capital(text: str, match: re.Match[str], words: CalendarWords) -> bool:
    """Whether a name that is written with a capital stands without: "they march 3 miles"."""
    if not words.capitals:
        return False
    starts = (match.start(group) for group in _NAMED if group in match.re.groupindex)
    return any(start >= 0 and text[start].islower() for start in starts)


@cache
def _readers_of(language: str) -> tuple[tuple[str, _Reader], ...]:
    words = calendar_words(language)
    groups: list[tuple[str, _Reader]] = [("day1", _day_month(1))]
    if words.month_first:
        groups.append(("day2", _day_month(2)))
    if words.figures:
        groups.append(("fig_day", _figures))
    if words.ago:
        groups.append(("ago", _counted(1, -1)))
    if words.ahead:
        groups.append(("ahead", _counted(2, 1)))
    behind = (("span2", _span),) if words.leads_behind else ()
    return (
        *groups, ("year3", _month_of_year), ("weekday", _weekday), ("day_word", _day_word),
        ("stretch", _stretch), ("span1", _span), *behind, ("month4", _part_of_month),
        ("lone_year", _year),
    )  # fmt: skip


def _readers(words: CalendarWords) -> tuple[tuple[str, _Reader], ...]:
    return _readers_of(words.language)


def _word(match: re.Match[str], kind: Kind) -> DateWord:
    return DateWord(match.group(), *match.span(), kind)


def read_iso(match: re.Match[str]) -> DateWord:
    """A date in figures."""
    year, month, day = map(int, match["iso"].split("-"))
    return replace(_word(match, Kind.DAY), year=year, month=month, day=day)


def _day_month(number: int) -> _Reader:
    def read(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
        year = match[f"year{number}"]
        return replace(
            _word(match, Kind.DAY),
            year=int(year) if year else None,
            month=_month(match[f"month{number}"], words),
            day=int(match[f"day{number}"]),
        )

    return read


def _figures(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
    del words
    day, month, year = (int(match[g]) for g in ("fig_day", "fig_month", "fig_year"))
    return replace(_word(match, Kind.DAY), year=year, month=month, day=day)


def _month_of_year(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
    return replace(
        _word(match, Kind.MONTH),
        year=int(match["year3"]),
        month=_month(match["month3"], words),
        part=_part(match["part3"], words),
    )


def _part_of_month(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
    return replace(
        _word(match, Kind.MONTH),
        month=_month(match["month4"], words),
        part=_part(match["part4"], words),
    )


def _bare_month(
    text: str, match: re.Match[str], words: CalendarWords, patterns: DatePatterns
) -> DateWord | None:
    name = plain(match["month5"])
    is_opened = patterns.month_opener.search(text, max(0, match.start() - 14), match.start())
    if name in words.doubtful_months and not is_opened:
        return None
    if _lacks_capital(text, match, words):
        return None
    return replace(_word(match, Kind.MONTH), month=words.months[name])


def _year(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
    del words
    return replace(_word(match, Kind.YEAR), year=int(match["lone_year"]))


def _weekday(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
    groups = match.groupdict()
    leads = (groups.get(name) for name in ("lead2", "lead6", "lead1", "lead3"))
    week = groups["week1"] or groups.get("week2")
    return replace(
        _word(match, Kind.WEEKDAY),
        weekday=words.weekdays[plain(match["weekday"])],
        lead=_lead(next((lead for lead in leads if lead), None), words),
        span="week" if week else None,
    )


def _day_word(text: str, match: re.Match[str], words: CalendarWords) -> DateWord | None:
    if any(noun.match(text, match.start()) for noun in words.day_nouns):
        return None
    return replace(_word(match, Kind.OFFSET), offset=words.days[plain(match["day_word"])])


def _counted(number: int, sign: int) -> _Reader:
    def read(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
        written = plain(match[f"count{number}"])
        count = int(written) if written.isdigit() else words.numbers[written]
        days = count * words.units[plain(match[f"unit{number}"])]
        return replace(_word(match, Kind.OFFSET), offset=sign * days)

    return read


def _stretch(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
    days = words.stretches[plain(match["stretch"])]
    return replace(_word(match, Kind.SPAN), span="days", offset=days)


_STEPS = {Lead.LAST: -1, Lead.THIS: 0, Lead.NEXT: 1, Lead.COMING: 1}


def _span(_: str, match: re.Match[str], words: CalendarWords) -> DateWord | None:
    groups = match.groupdict()
    lead = _lead(groups["lead4"] or groups.get("lead5"), words)
    if lead is None or lead is Lead.OTHER:
        return None
    return replace(
        _word(match, Kind.SPAN),
        span=words.spans[plain(groups["span1"] or groups["span2"])],
        offset=_STEPS[lead],
        part=_part(match["part5"], words),
    )


def plain(written: str) -> str:
    """Words as the lists have them."""
    return " ".join(written.casefold().rstrip(".").split())


def _month(written: str, words: CalendarWords) -> int:
    return words.months[plain(written)]


def _lead(written: str | None, words: CalendarWords) -> Lead | None:
    return Lead(words.leads[plain(written)]) if written else None


def _part(written: str | None, words: CalendarWords) -> Part | None:
    return Part(words.parts[plain(written)]) if written else None
