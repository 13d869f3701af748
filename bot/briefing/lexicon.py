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
    """A mark found in a text; `form` is the entry that matched.

    `names` is what the entry stands for: the first of the names of one state, else the entry itself.
    """

    mark: Mark
    form: str
    names: str


@dataclass(frozen=True, slots=True)
class _Entry:
    form: str
    first: str
    #: The words after the first.
    rest: tuple[str, ...]
    mark: Mark
    names: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written in front of words in a language, and which letters are read alike."""

    #: Letters by their code, as `str.translate` takes them.
    letters: Mapping[int, str | None] = field(default_factory=dict)
    #: Taken off every word, the longest first: the Arabic article, with what is put before it.
    articles: tuple[str, ...] = ()
    #: Taken off a word that begins no entry as it stands: "and", "in", "for".
    clitics: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """The writing of a document of the form of `lexicons/en.toml`."""
        return cls(
            str.maketrans(document.get("letters", {})),
            tuple(sorted(document.get("articles", ()), key=len, reverse=True)),
            tuple(document.get("clitics", ())),
        )

    def words_of(self, text: str) -> list[str]:
        """The words of `text`, without their articles."""
        words = _WORD.findall(text.translate(self.letters) if self.letters else text)
        return [self._bare(word, self.articles) for word in words] if self.articles else words

    def without_clitic(self, word: str) -> str:
        """The word without one of the clitics in front of it, if it has one."""
        return self._bare(word, self.clitics)

    @staticmethod
    def _bare(word: str, fronts: Sequence[str]) -> str:
        front = next((front for front in fronts if word.startswith(front)), "")
        return word[len(front) :] if len(word) - len(front) >= SHORTEST_PREFIX else word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled lists: entries by their first word, and by the first letters of prefixes."""

    language: str
    #: The density of diplomatic words at which an article's weight is one half.
    half_weight: float
    whole: Mapping[str, Sequence[_Entry]]
    prefixes: Mapping[str, Sequence[_Entry]]
    writing: Writing = Writing()
    #: The states whose own press writes in this language, as the first of their names.
    home: frozenset[str] = frozenset()
    #: The states whose press writes in it, or some of whose does, by the country codes of addresses.
    home_by_domain: Mapping[str, str] = field(default_factory=dict)
    _first_words: dict[str, tuple[_Entry, ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """Compile a document of the form of `lexicons/en.toml`.

        Raises:
            ValueError: an entry is empty, or its prefix has a capital or is shorter than `SHORTEST_PREFIX`.
        """
        whole: dict[str, list[_Entry]] = defaultdict(list)
        prefixes: dict[str, list[_Entry]] = defaultdict(list)
        writing = Writing.of(document)
        for mark, form, names in _entries(document):
            words = [_folded(word) for word in _entry_words(form, writing)]
            if not words or not _can_be_used(words[0]):
                raise ValueError(f"the entry {form!r} of {mark} cannot be used")
            entry = _Entry(form, words[0], tuple(words[1:]), mark, names)
            if words[0].endswith("*"):
                prefixes[words[0][:SHORTEST_PREFIX]].append(entry)
            else:
                whole[words[0]].append(entry)
        home = frozenset(document.get("home", ()))
        weight, by_domain = document["half_weight"], document.get("home_by_domain", {})
        return cls(document["language"], weight, whole, prefixes, writing, home, by_domain)

    def matches(self, text: str) -> Iterator[Match]:
        """Every entry found in `text`, in order; of one group, the longest at each place.

        Words of an entry that was found are not used again by the same group, and those of a name
        or a matter not by another field: the Arab League is no league.
        """
        words = self.writing.words_of(text)
        folded = [word.casefold() for word in words]
        free_from: dict[str, int] = defaultdict(int)
        for place in range(len(words)):
            for entry in self._beginning_with(words[place], folded[place]):
                group = entry.mark.group
                length = 1 + len(entry.rest)
                if place < free_from[_NAMED] and group == "off":
                    continue
                if place >= free_from[group] and self._goes_on(entry, words, folded, place):
                    free_from[group] = place + length
                    if length > 1 and group in _NAMING:
                        free_from[_NAMED] = place + length
                    yield Match(entry.mark, entry.form, entry.names)

    def _beginning_with(self, word: str, folded: str) -> tuple[_Entry, ...]:
        """Entries whose first word this is, longest first; remembered, for words come again.

        Of as many words, the one that says more of the word comes first.
        """
        known = self._first_words.get(word)
        if known is None:
            found = self._listed(word, folded)
            if not found and self.writing.clitics:
                bare = self.writing.without_clitic(folded)
                found = self._listed(bare, bare)
            known = tuple(sorted(found, key=lambda e: (-len(e.rest), -len(e.first), e.form)))
            if len(self._first_words) < _MOST_REMEMBERED:
                self._first_words[word] = known
        return known

    def _listed(self, word: str, folded: str) -> list[_Entry]:
        found = [*self.whole.get(folded, ())]
        if word != folded:
            found += self.whole.get(word, ())
        found += (
            entry
            for entry in self.prefixes.get(folded[:SHORTEST_PREFIX], ())
            if _is(folded, entry.first)
        )
        return found

    def _goes_on(
        self, entry: _Entry, words: Sequence[str], folded: Sequence[str], place: int
    ) -> bool:
        """Whether the entry's words after the first stand after `place`."""
        end = place + 1 + len(entry.rest)
        if end > len(words):
            return False
        return all(
            self._is_at(words[at], folded[at], wanted)
            for at, wanted in zip(range(place + 1, end), entry.rest, strict=True)
        )

    def _is_at(self, word: str, folded: str, wanted: str) -> bool:
        if _is(folded, wanted) or word == wanted:
            return True
        clitics = self.writing.clitics
        return bool(clitics) and _is(self.writing.without_clitic(folded), wanted)


#: Groups whose entries of several words are names, and under what it is kept where one ends.
_NAMING, _NAMED = frozenset({"actors", "matters"}), "named"
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


def _entries(document: Mapping[str, Any]) -> Iterator[tuple[Mark, str, str]]:
    """Every entry with its mark, and what it names."""
    for kind, forms in document["actors"].items():
        for names in (form.split("|") for form in forms):
            yield from ((Mark("actors", kind), form, names[0]) for form in names)
    for mark, form in _other_entries(document):
        yield mark, form, form


def _other_entries(document: Mapping[str, Any]) -> Iterator[tuple[Mark, str]]:
    for strength, forms in document["matters"].items():
        yield from ((Mark("matters", "matter", strength), form) for form in forms)
    yield from ((Mark("undoing", "undoing"), form) for form in document["undoing"]["words"])
    for group in ("acts", "off"):
        for kind, lists in document[group].items():
            for strength, forms in lists.items():
                yield from ((Mark(group, kind, strength), form) for form in forms)


def _entry_words(form: str, writing: Writing) -> Sequence[str]:
    """The words of an entry as `Writing.words_of` gives those of a text, with their stars."""
    parts = form.split()
    if not (writing.letters or writing.articles):
        return parts
    bare = (writing.words_of(part) for part in parts)
    return ["".join(b) + "*" * part.endswith("*") for b, part in zip(bare, parts, strict=True)]


def _can_be_used(first: str) -> bool:
    is_prefix = first.endswith("*")
    return not is_prefix or (len(first) > SHORTEST_PREFIX and not first[0].isupper())


def _folded(word: str) -> str:
    return word if word[0].isupper() else word.casefold()


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
