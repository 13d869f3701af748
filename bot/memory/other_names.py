"""What else a question's words are called: the same word's equivalents, and names abroad.

For looking only.  `equivalents` says which words the desk takes for the same; `search_names.txt` adds
how places are written in other languages, and the capitals that stand for their governments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.memory.equivalents import groups, keys_of
from bot.memory.word_files import word_lines
from bot.memory.words import Word, stem_of, words_of

#: Endings of a German adjective, which `~` stands for; the index takes the others off.
_ADJECTIVE = ("", "en")
_LONGEST_NAME = 3
#: Letters up to which a place's usual name is its initials: US, UAE.
LONGEST_INITIALS = 3

_Key = tuple[str, ...]


def other_names(words: Sequence[Word]) -> Iterator[str]:
    """Single words that name what some of these name, the nearest first; they may come twice."""
    stems = tuple(word.stem for word in words if word.text.casefold() != "according")
    for table in (_equivalents(), _abroad()):
        for length in range(_LONGEST_NAME, 0, -1):
            for at in range(len(stems) - length + 1):
                yield from table.get(stems[at : at + length], ())


def is_place_abroad(name: Sequence[Word]) -> bool:
    """Whether it is how a listed place is written in some language, or its seat of government."""
    return tuple(word.stem for word in name) in _abroad()


def country_of(*seat: Word) -> str | None:
    """The country that a seat of government speaks for; None for any other words.

    >>> from bot.memory.words import words_of
    >>> [country_of(word) for word in words_of("Ankara Tbilisi Turkey")]
    ['turkey', 'georgia', None]
    >>> country_of(*words_of("Phnom Penh"))
    'cambodia'
    """
    return _seats().get(tuple(word.stem for word in seat))


def seats_of(country: str) -> Sequence[str]:
    """The seats of government of a country, as it is written in English.

    >>> seats_of("the US"), seats_of("Lucy")
    (('washington',), ())
    """
    keys = keys_of(list(words_of(country.removeprefix("the "))))
    return _seats_by_country().get(tuple(keys), ())


@cache
def _seats_by_country() -> Mapping[_Key, Sequence[str]]:
    lines = word_lines("seats_of_government.txt")
    named = ((_title(line[0]), line[1:]) for line in lines)
    return {tuple(keys_of(list(words_of(name)))): tuple(seats) for name, seats in named}


def _title(name: str) -> str:
    return name.upper() if len(name) <= LONGEST_INITIALS else name.replace("_", " ").title()


@cache
def _seats() -> Mapping[_Key, str]:
    lines = word_lines("seats_of_government.txt")
    return {
        tuple(map(stem_of, seat.split("_"))): line[0].replace("_", " ")
        for line in lines
        for seat in line[1:]
    }


def english_name(words: Sequence[str]) -> str | None:
    """The usual English name of the place that some words name in any language.

    >>> english_name(["Afrique", "du", "Sud"]), english_name(["Ungarn"]), english_name(["Lucy"])
    ('South Africa', 'Hungary', None)
    """
    name = _countries().get(tuple(map(stem_of, words)))
    if name is None:
        return None
    return _title(name)


@cache
def _countries() -> Mapping[_Key, str]:
    """By the stems of each name of a place, the first of its line."""
    lines = list(word_lines("search_names.txt"))
    names = ((form, line[0]) for line in lines for n in line for form in _forms(n))
    return {tuple(map(stem_of, form.split("_"))): first for form, first in names}


@cache
def _equivalents() -> Mapping[_Key, Sequence[str]]:
    return _table(groups())


@cache
def _abroad() -> Mapping[_Key, Sequence[str]]:
    lines = word_lines("search_names.txt")
    return _table([form for name in line for form in _forms(name)] for line in lines)


def _forms(name: str) -> Sequence[str]:
    return [name[:-1] + ending for ending in _ADJECTIVE] if name.endswith("~") else [name]


def _table(lines: Iterator[Sequence[str]]) -> Mapping[_Key, Sequence[str]]:
    """By the stems of each name, the others of its line that are one word."""
    table: dict[_Key, list[str]] = defaultdict(list)
    for line in lines:
        single = [name for name in line if "_" not in name]
        for name in line:
            table[tuple(map(stem_of, name.split("_")))] += [one for one in single if one != name]
    return table
