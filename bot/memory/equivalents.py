"""Keys under which words that name the same thing meet: *Israeli* and *Israel*, *kill* and *die*.

The table is data (`equivalents.txt`) and small on purpose: what a desk would call the same word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.memory.words import STOP_WORDS, Word, stem_of, words_of

_NO_ACCORD = "according"


@dataclass(frozen=True, slots=True)
class _Table:
    #: The first word's stem of a group, by the stems of each of its members.
    keys: Mapping[tuple[str, ...], str]
    #: Keys of peoples, places, bodies and persons; and of the persons and bodies of states among them.
    names: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    #: How many words members have that start with this stem, the longest first.
    lengths: Mapping[str, tuple[int, ...]]


def keys_of(words: Sequence[Word]) -> tuple[str, ...]:
    """A key for every word, in order; the words of a name of several get that name's key."""
    table = _table()
    # "According to" is no accord.
    stems = tuple("" if word.text.casefold() == _NO_ACCORD else word.stem for word in words)
    keys: list[str] = []
    while len(keys) < len(stems):
        if stems[len(keys)] in table.lengths:
            keys.extend(_keys_at(table, stems, len(keys)))
        else:
            keys.append(words[len(keys)].stem)
    return tuple(keys)


_OF_A_TIME = frozenset({"mid", "early", "late"})


def apart(words: Sequence[Word]) -> Iterator[Word]:
    """The words, of which a hyphen that joins a known name counts as a space: "Israel-Hamas".

    "Al-Shifa" and "cease-fire" stay one word, "mid-October" is of October.
    """
    for word in words:
        yield from _parts(word) if "-" in word.text else (word,)


def _parts(word: Word) -> tuple[Word, ...]:
    parts = tuple(
        part._replace(start=word.start + part.start, end=word.start + part.end, is_first=False)
        for part in words_of(word.text.replace("-", " "))
    )
    is_of_a_time = bool(parts) and parts[0].text.casefold() in _OF_A_TIME
    return parts if is_of_a_time or any(map(is_known_name, keys_of(parts))) else (word,)


def is_known_name(key: str) -> bool:
    """Whether the key is of a people, a place, a body or a person that the table lists."""
    return key in _table().names


def is_known_place(key: str) -> bool:
    """Whether the key is of a people, a place or a body, and not of a person."""
    return key in _table().names and key not in _table().persons


def is_body(key: str) -> bool:
    """Whether the key is of a body of states, which has the place of a country in texts and is none.

    >>> [is_body(key) for key in ("nato", "asean", "ghana")]
    [True, True, False]
    """
    return key in _table().bodies


def _keys_at(table: _Table, stems: tuple[str, ...], at: int) -> list[str]:
    for length in table.lengths[stems[at]]:
        key = table.keys.get(stems[at : at + length])
        if key is not None and at + length <= len(stems):
            return [key] * length
    return [stems[at]]


@cache
def _table() -> _Table:
    keys: dict[tuple[str, ...], str] = {}
    names: set[str] = set()
    persons: set[str] = set()
    bodies: set[str] = set()
    for section, group in _sections():
        key = stem_of(group[0].replace("_", " "))
        keys.update({tuple(map(stem_of, _telling(member))): key for member in group})
        if section != "words":
            names.add(key)
        if section == "people":
            persons.add(key)
        if section == "bodies":
            bodies.add(key)
    lengths: dict[str, set[int]] = defaultdict(set)
    for member in keys:
        lengths[member[0]].add(len(member))
    longest_first = {first: tuple(sorted(some, reverse=True)) for first, some in lengths.items()}
    return _Table(keys, frozenset(names), frozenset(persons), frozenset(bodies), longest_first)


def _telling(member: str) -> list[str]:
    """The words of a name that say something: those of a text are looked up without "of"."""
    words = member.split("_")
    return [word for word in words if len(words) == 1 or word not in STOP_WORDS]


def groups() -> Iterator[list[str]]:
    """The words of every group; underscores join those of one name."""
    return (group for _, group in _sections())


def _sections() -> Iterator[tuple[str, list[str]]]:
    """Every group, with the section that it stands in."""
    text = files("bot.memory").joinpath("equivalents.txt").read_text(encoding="utf-8")
    section = ""
    for line in text.splitlines():
        if line.startswith("#: "):
            section = line.removeprefix("#: ")
        elif line and not line.startswith("#"):
            yield section, line.split()
