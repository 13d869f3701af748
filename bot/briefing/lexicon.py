"""Word lists of one language, compiled so that a text is matched in one pass.

The lists are data (`lexicons/en.toml`, with the rules of their entries in its head); another
language is another file beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Self

from bot.memory.language_codes import DEFAULT_LANGUAGE, language_code

#: Shortest entry that may end in ``*``: shorter ones stand for too many words.
SHORTEST_PREFIX = 3

#: Between the names of a section within a section: "Sport > Tennis", "news/sport".
_PARTS = re.compile(r"\s*[>/|»:]\s*")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What an entry is a sign of: ``("acts", "REJECT", "strong")``, ``("actors", "states", "")``."""

    group: str
    kind: str
    strength: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A mark found in a text; `form` is the entry that matched, `words` how many words it has."""

    mark: Mark
    form: str
    words: int


@dataclass(frozen=True, slots=True)
class _Entry:
    form: str
    first: str
    #: The words after the first.
    rest: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled lists: entries by their first word, and by the first letters of prefixes."""

    language: str
    #: The density of diplomatic words at which an article's weight is one half.
    half_weight: float
    #: What an article that is on the subject weighs at least: young lists must lose nothing.
    least_weight: float
    whole: Mapping[str, Sequence[_Entry]]
    prefixes: Mapping[str, Sequence[_Entry]]
    _first_words: dict[str, tuple[_Entry, ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """Compile a document of the form of `lexicons/en.toml`.

        Raises:
            ValueError: an entry is empty, or its prefix is shorter than `SHORTEST_PREFIX`.
        """
        whole: dict[str, list[_Entry]] = defaultdict(list)
        prefixes: dict[str, list[_Entry]] = defaultdict(list)
        for mark, form in _entries(document):
            words = [word if word.isupper() else word.casefold() for word in form.split()]
            if not words or (words[0].endswith("*") and len(words[0]) <= SHORTEST_PREFIX):
                raise ValueError(f"the entry {form!r} of {mark} cannot be used")
            entry = _Entry(form, words[0], tuple(words[1:]), mark)
            if words[0].endswith("*"):
                prefixes[words[0][:SHORTEST_PREFIX]].append(entry)
            else:
                whole[words[0]].append(entry)
        least = document.get("least_weight", 0.0)
        return cls(document["language"], document["half_weight"], least, whole, prefixes)

    def matches(self, text: str) -> Iterator[Match]:
        """Every entry found in `text`, in order; of one group, the longest at each place.

        Words of an entry that was found are not used again by the same group.
        """
        words = _WORD.findall(text)
        folded = [word.casefold() for word in words]
        free_from: dict[str, int] = defaultdict(int)
        for place in range(len(words)):
            for entry in self._beginning_with(words[place], folded[place]):
                group = entry.mark.group
                length = 1 + len(entry.rest)
                if place >= free_from[group] and _goes_on(entry, words, folded, place):
                    free_from[group] = place + length
                    yield Match(entry.mark, entry.form, length)

    def _beginning_with(self, word: str, folded: str) -> tuple[_Entry, ...]:
        """Entries whose first word this is, longest first; remembered, for words come again."""
        known = self._first_words.get(word)
        if known is None:
            found = [*self.whole.get(folded, ())]
            if word != folded:
                found += self.whole.get(word, ())
            found += (
                entry
                for entry in self.prefixes.get(folded[:SHORTEST_PREFIX], ())
                if _is(folded, entry.first)
            )
            known = tuple(sorted(found, key=lambda e: (-len(e.rest), e.form)))
            if len(self._first_words) < _MOST_REMEMBERED:
                self._first_words[word] = known
        return known


#: First words whose entries are remembered: the vocabulary of some thousand articles.
_MOST_REMEMBERED = 50_000


def languages() -> tuple[str, ...]:
    """The languages that have lists."""
    folder = files("bot.briefing").joinpath("lexicons")
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))
    )


@cache
def lexicon_of(language: str | None) -> Lexicon | None:
    """The lists of a BCP 47 language; English when it is unknown, None when there are none."""
    code = language_code(language) or DEFAULT_LANGUAGE
    if code not in languages():
        return None
    text = files("bot.briefing").joinpath("lexicons", f"{code}.toml").read_text(encoding="utf-8")
    return Lexicon.of(tomllib.loads(text))


def field_of(section: str | None) -> str | None:
    """The field off the subject that a section of a news site belongs to; None for any other.

    >>> field_of("Sport"), field_of("World"), field_of(None)
    ('sport', None, None)
    """
    if section is None:
        return None
    parts = (part.strip().casefold() for part in (section, *_PARTS.split(section)))
    return next((_sections()[part] for part in parts if part in _sections()), None)


@cache
def _sections() -> Mapping[str, str]:
    text = files("bot.briefing").joinpath("sections.toml").read_text(encoding="utf-8")
    return {name: field for field, names in tomllib.loads(text).items() for name in names}


def _entries(document: Mapping[str, Any]) -> Iterator[tuple[Mark, str]]:
    for kind, forms in document["actors"].items():
        yield from ((Mark("actors", kind), form) for form in forms)
    for strength, forms in document["matters"].items():
        yield from ((Mark("matters", "matter", strength), form) for form in forms)
    yield from ((Mark("undoing", "undoing"), form) for form in document["undoing"]["words"])
    for group in ("acts", "off"):
        for kind, lists in document[group].items():
            for strength, forms in lists.items():
                yield from ((Mark(group, kind, strength), form) for form in forms)


def _goes_on(entry: _Entry, words: Sequence[str], folded: Sequence[str], place: int) -> bool:
    """Whether the entry's words after the first stand after `place`."""
    end = place + 1 + len(entry.rest)
    if end > len(words):
        return False
    return all(
        _is(folded[at], wanted) or words[at] == wanted
        for at, wanted in zip(range(place + 1, end), entry.rest, strict=True)
    )


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
