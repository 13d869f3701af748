"""The date words of a sentence, with the side of now on which its tense puts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from bot.dates.date_words import Bound, DateWord, Kind, Lead, Part, Side
from bot.dates.patterns import FIGURES_ONLY, DatePatterns, date_patterns, western_digits
from bot.dates.tense import side_at
from bot.dates.words import ENGLISH, LANGUAGES, CalendarWords, calendar_words

#: How far before a date its preposition is looked for.
_REACH = 28
#: Between a weekday and the date that tells which one it is.
_BESIDE = re.compile(r"(?:\s*,)?\s*\(?(?:\w{1,3}\s+)?")

_FIGURE = re.compile(r"\d")
#: Groups of a match that are names of days and months.
_NAMED = ("weekday", "month1", "month2", "month3", "month4", "month5")

_Reader = Callable[[str, re.Match[str], CalendarWords], DateWord | None]


def read_dates(text: str, *languages: str | None) -> tuple[DateWord, ...]:
    """The date words of `text`, in order; by the words of each language, English where it is None.

    Of a language without word lists only ISO dates are read.

    >>> [(d.text, d.kind.value) for d in read_dates("He flies on Friday, 22 March, not in 2025.")]
    [('Friday', 'weekday'), ('22 March', 'day'), ('2025', 'year')]
    >>> [d.text for d in read_dates("Am 22. März, nicht 2024-03-23", "de")]
    ['22. März', '2024-03-23']
    """
    told = dict.fromkeys(language or ENGLISH for language in languages or (None,))
    digits = western_digits(text)
    found = [word for language in told for word in _read_in(digits, language)]
    return tuple(
        replace(word, text=text[word.start : word.end]) for word in _without_overlaps(found)
    )


def _read_in(text: str, language: str) -> Sequence[DateWord]:
    if language not in LANGUAGES:
        return [_iso(text, match) for match in FIGURES_ONLY.finditer(text)]
    words, patterns = calendar_words(language), date_patterns(language)
    small = _small_letters(text)
    if not _FIGURE.search(small) and not any(name in small for name in patterns.needed):
        return ()
    found = (_read(text, match, words, patterns) for match in patterns.date.finditer(small))
    read = [word for word in found if word is not None]
    return _joined(text, [_in_sentence(text, w, words, patterns) for w in read], patterns)


def _small_letters(text: str) -> str:
    """The text in small letters, character by character."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower()[0] for c in text)


def _without_overlaps(found: Iterable[DateWord]) -> Iterator[DateWord]:
    """In order, and of those that overlap the longest: two languages may both read one date."""
    ranked = sorted(found, key=lambda w: (w.start - w.end, w.start))
    kept: list[DateWord] = []
    for word in ranked:
        if not any(word.start < k.end and k.start < word.end for k in kept):
            kept.append(word)
    yield from sorted(kept, key=lambda w: w.start)


# ---------------------------------------------------------------- one match


def _read(
    text: str, match: re.Match[str], words: CalendarWords, patterns: DatePatterns
) -> DateWord | None:
    if match["iso"]:
        return _iso(text, match)
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


def _iso(_: str, match: re.Match[str]) -> DateWord:
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
    name = _plain(match["month5"])
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
        weekday=words.weekdays[_plain(match["weekday"])],
        lead=_lead(next((lead for lead in leads if lead), None), words),
        span="week" if week else None,
    )


def _day_word(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
    return replace(_word(match, Kind.OFFSET), offset=words.days[_plain(match["day_word"])])


def _counted(number: int, sign: int) -> _Reader:
    def read(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
        written = _plain(match[f"count{number}"])
        count = int(written) if written.isdigit() else words.numbers[written]
        days = count * words.units[_plain(match[f"unit{number}"])]
        return replace(_word(match, Kind.OFFSET), offset=sign * days)

    return read


def _stretch(_: str, match: re.Match[str], words: CalendarWords) -> DateWord:
    days = words.stretches[_plain(match["stretch"])]
    return replace(_word(match, Kind.SPAN), span="days", offset=days)


_STEPS = {Lead.LAST: -1, Lead.THIS: 0, Lead.NEXT: 1, Lead.COMING: 1}


def _span(_: str, match: re.Match[str], words: CalendarWords) -> DateWord | None:
    groups = match.groupdict()
    lead = _lead(groups["lead4"] or groups.get("lead5"), words)
    if lead is None or lead is Lead.OTHER:
        return None
    return replace(
        _word(match, Kind.SPAN),
        span=words.spans[_plain(groups["span1"] or groups["span2"])],
        offset=_STEPS[lead],
        part=_part(match["part5"], words),
    )


def _plain(written: str) -> str:
    return " ".join(written.casefold().rstrip(".").split())


def _month(written: str, words: CalendarWords) -> int:
    return words.months[_plain(written)]


def _lead(written: str | None, words: CalendarWords) -> Lead | None:
    return Lead(words.leads[_plain(written)]) if written else None


def _part(written: str | None, words: CalendarWords) -> Part | None:
    return Part(words.parts[_plain(written)]) if written else None


# ---------------------------------------------------------------- in its sentence


def _in_sentence(
    text: str, word: DateWord, words: CalendarWords, patterns: DatePatterns
) -> DateWord:
    """A date word with its preposition, and the side on which its sentence puts it."""
    before = patterns.bound.search(text[max(0, word.start - _REACH) : word.start])
    bound = Bound(words.bounds[_plain(before["bound"])]) if before else None
    if word.kind is Kind.YEAR:
        return replace(word, bound=bound)
    if bound is Bound.SINCE:
        return replace(word, bound=bound, side=Side.PAST)
    return replace(word, bound=bound, side=side_at(text, word.start, word.end, words.language))


def _joined(text: str, found: list[DateWord], patterns: DatePatterns) -> Sequence[DateWord]:
    """The same words, those that tell each other's place with what they tell."""
    for place in range(len(found) - 1):
        one, other = found[place : place + 2]
        between = text[one.end : other.start]
        if one.kind is Kind.WEEKDAY and other.kind is Kind.WEEKDAY:
            if one.lead is Lead.OTHER and len(between.split()) <= 2:
                found[place + 1] = replace(other, lead=Lead.OTHER)
            elif patterns.link.fullmatch(between):
                found[place] = replace(one, until_weekday=other.weekday)
                found[place + 1] = replace(
                    other, from_weekday=one.weekday, side=other.side or one.side
                )
        elif Kind.WEEKDAY in {one.kind, other.kind} and _BESIDE.fullmatch(between):
            found[place : place + 2] = _beside(one, other)
    return found


def _beside(one: DateWord, other: DateWord) -> tuple[DateWord, DateWord]:
    """A weekday and the date beside it ("Friday, 22 March", "today, Friday"), each with the other."""
    if Kind.OFFSET in {one.kind, other.kind}:
        offset = one.offset or other.offset
        side = Side.FUTURE if offset > 0 else Side.PAST
        return replace(one, side=side), replace(other, side=side)
    if Kind.DAY not in {one.kind, other.kind}:
        return one, other
    weekday, dated = (one, other) if one.kind is Kind.WEEKDAY else (other, one)
    told = replace(weekday, year=dated.year, month=dated.month, day=dated.day, side=dated.side)
    named = replace(dated, weekday=weekday.weekday)
    return (told, named) if one is weekday else (named, told)
