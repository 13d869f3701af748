"""The date words of a sentence, with the side of now on which its tense puts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.dates.date_words import Bound, DateWord, Kind, Lead, Side
from bot.dates.matches import plain, read_iso, read_match
from bot.dates.patterns import FIGURES_ONLY, DatePatterns, date_patterns, western_digits
from bot.dates.tense import side_at
from bot.dates.words import ENGLISH, LANGUAGES, CalendarWords, calendar_words

#: How far before a date its preposition is looked for.
_REACH = 28
#: Between a weekday and the date that tells which one it is.
_BESIDE = re.compile(r"(?:\s*,)?\s*\(?(?:\w{1,3}\s+)?")

_FIGURE = re.compile(r"\d")


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
        return [read_iso(match) for match in FIGURES_ONLY.finditer(text)]
    words, patterns = calendar_words(language), date_patterns(language)
    small = _small_letters(text)
    if not _FIGURE.search(small) and not any(name in small for name in patterns.needed):
        return ()
    found = (read_match(text, match, words, patterns) for match in patterns.date.finditer(small))
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


# ---------------------------------------------------------------- in its sentence


def _in_sentence(
    text: str, word: DateWord, words: CalendarWords, patterns: DatePatterns
) -> DateWord:
    """A date word with its preposition, and the side on which its sentence puts it."""
    before = patterns.bound.search(text[max(0, word.start - _REACH) : word.start])
    bound = Bound(words.bounds[plain(before["bound"])]) if before else None
    if word.kind is Kind.YEAR:
        return replace(word, bound=bound)
    if bound is Bound.SINCE:
        return replace(word, bound=bound, side=Side.PAST)
    side = side_at(text, word.start, word.end, words.language)
    if side is None and bound in {Bound.BY, Bound.UNTIL}:
        side = Side.FUTURE  # What has ended says so: "lasted until Friday".
    return replace(word, bound=bound, side=side)


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
        elif Kind.WEEKDAY in {one.kind, other.kind} and _is_beside(one, between):
            found[place : place + 2] = _beside(one, other)
    return found


def _is_beside(one: DateWord, between: str) -> bool:
    """Whether two dates name one day: not "until 31 December on Wednesday"."""
    is_other = one.kind is not Kind.WEEKDAY and between.split() == ["on"]
    return not is_other and _BESIDE.fullmatch(between) is not None


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
