"""The words of a French, German or Spanish sentence, and what each is in English by itself.  Pure.

Words that are not listed stay as they are, and so cover nothing of an English question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import Any, Self

from bot.dates.words import calendar_words
from bot.memory.field_words import FieldWords, Named, Sort, VerbReading, field_words
from bot.sentence_reading.list_files import read_lists

#: Words of the longest listed phrase; and of a sentence that is read.
LONGEST_PHRASE, MOST_WORDS = 5, 120
#: Letters of the last part of a German word that is made of two: "Bundestag" is no day.
LEAST_TAIL = 4

_PIECE = re.compile(
    r"\d+(?:[.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:,\d+)?(?:er|º|ª)?|⟦[^⟧]+⟧"
    r"|(?:[ldnsjcmt]|qu|jusqu|lorsqu)['’](?=\w)|[^\W\d_]+(?:[-_][^\W\d_]+)*(?:['’][^\W\d_]+)*|[^\w\s]",
    re.IGNORECASE,
)
_QUOTES = str.maketrans({"«": "“", "»": "”", "„": "“", "’": "'"})
_GERMAN_CLOSE = re.compile(r"“([^“”]*)“")
_DIGITS = re.compile(r"\d")
_ELIDED = re.compile(r"'$")
MAGNITUDES = {
    "million": "million", "millions": "million", "millionen": "million", "millón": "million", "millones": "million",
    "milliard": "billion", "milliards": "billion", "milliarde": "billion", "milliarden": "billion",
    "mille": "thousand", "tausend": "thousand", "mil": "thousand",
}  # fmt: skip
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or mark, and what it is in English."""

    text: str
    english: str
    #: "mark", "number", "month", "weekday", "small", "name", "verb", or what sort of listed word it is.
    sort: str
    verbs: tuple[VerbReading, ...] = ()
    is_plural: bool = False

    @property
    def low(self) -> str:
        """As it is written, in small letters."""
        return self.text.casefold()

    @property
    def is_noun(self) -> bool:
        """Whether an adjective may be said of it."""
        return self.sort in {Sort.NOUN, Sort.PERSON}

    @property
    def is_adjective(self) -> bool:
        """Whether it says of what kind or country a noun is."""
        return self.sort in {Sort.ADJECTIVE, Sort.OF_COUNTRY}

    def told(self, english: str, sort: str = "done") -> Piece:
        """The same put otherwise."""
        return replace(self, english=english, sort=sort, verbs=())


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's small words and auxiliaries."""

    language: str
    listed: FieldWords
    before: tuple[tuple[re.Pattern[str], str], ...]
    offices: tuple[tuple[re.Pattern[str], str], ...]
    small: Mapping[str, str]
    modal: Mapping[str, str]
    numbers: Mapping[str, int]
    months: Mapping[str, str]
    weekdays: Mapping[str, str]
    #: Numbers in words that the calendar does not count by.
    counts: Mapping[str, str]
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, language: str, lists: dict[str, Any], listed: FieldWords) -> Self:
        """Compile one language's lists."""
        calendar = calendar_words(language)
        before = [(re.compile(a), b.replace("$", "\\")) for a, b in lists["before"]]
        offices = [
            (
                re.compile(
                    rf"\b(ministre|ministr[oa])((?: [^\W\d_]+)?) {_loose(tail)}(?!\w)",
                    re.IGNORECASE,
                ),
                kind,
            )
            for tail, kind in sorted(lists["offices"].items(), key=lambda pair: -len(pair[0]))
        ]
        sets = {name: frozenset(value) for name, value in lists.items() if _is_words(value)}
        return cls(
            language,
            listed,
            tuple(before),
            tuple(offices),
            {**lists["words"], **{_joined(k): v for k, v in lists["phrases"].items()}},
            lists["modal"],
            calendar.numbers,
            {name: _MONTHS[number - 1] for name, number in calendar.months.items()},
            {name: _WEEKDAYS[number] for name, number in calendar.weekdays.items()},
            {w: str(n) for n, named in lists["counts"].items() for w in named.split()},
            sets,
        )

    def has(self, name: str, piece: Piece) -> bool:
        """Whether a piece is one of the words of a list."""
        return piece.low in self.sets.get(name, frozenset())

    def read(self, sentence: str, names: frozenset[str]) -> list[Piece] | None:
        """The pieces of a sentence, each in English by itself."""
        text = sentence.translate(_QUOTES)
        text = _GERMAN_CLOSE.sub("“\\1”", text)
        for pattern, other in self.before:
            text = pattern.sub(other, text)
        for pattern, kind in self.offices:
            text = pattern.sub(partial(_office, kind), text)
        words = [match.group() for match in _PIECE.finditer(text)]
        if len(words) > 2 * MOST_WORDS:
            return None
        pieces: list[Piece] = []
        at = 0
        while at < len(words):
            length, piece = self._piece(words, at, pieces, names)
            if (
                self.language == "de"
                and pieces
                and piece.low in {"der", "des"}
                and _is_thing(pieces[-1])
            ):
                piece = piece.told("of the", "small")
            pieces.append(piece)
            at += length
        return _counted_as_many(pieces)

    def _piece(
        self, words: Sequence[str], at: int, before: Sequence[Piece], names: frozenset[str]
    ) -> tuple[int, Piece]:
        text = words[at]
        if text.startswith("⟦"):
            return 1, Piece(text, text.strip("⟦⟧"), Sort.PERSON)
        if not text[0].isalnum():
            return 1, Piece(text, text, "mark")
        if _DIGITS.match(text):
            return 1, Piece(text, _number(text), "number")
        for length in range(min(LONGEST_PHRASE, len(words) - at), 1, -1):
            found = self._phrase(_phrase(words[at : at + length]), words[at])
            if found is not None:
                return length, found
        return 1, self._word(words, at, before, names)

    def _phrase(self, phrase: str, first: str) -> Piece | None:
        low = phrase.casefold()
        if low in self.small:
            return Piece(phrase, self.small[low], "small")
        if low in self.modal:
            return Piece(phrase, self.modal[low], "modal")
        named = self.listed.named.get(low)
        if named is None or (self.language == "de" and first.islower()):
            return None
        return _piece_of(phrase, named)

    def _word(
        self, words: Sequence[str], at: int, before: Sequence[Piece], names: frozenset[str]
    ) -> Piece:
        text = words[at]
        low, is_capital = text.casefold(), text[0].isupper()
        is_first = not before or before[-1].text in {"“", ":", "."}
        calendar = self._calendar_word(text, low)
        if calendar is not None:
            return calendar
        if not is_capital or is_first or self.language == "de":
            plain = self._plain_word(text, low, is_first=is_first)
            if plain is not None:
                return plain
        if is_capital and low in names:
            return Piece(text, text, "name")
        told = self._german(text, low, is_first=is_first) if self.language == "de" else None
        if self.language != "de":
            told = self._romance(text, low, before, is_first=is_first)
        return told or self._unknown(words, at, before, names)

    def _calendar_word(self, text: str, low: str) -> Piece | None:
        if low in self.months and (self.language == "de" or text.islower()):
            return Piece(text, self.months[low], "month")
        if low in self.weekdays:
            return Piece(text, self.weekdays[low], "weekday")
        return Piece(text, MAGNITUDES[low], "number") if low in MAGNITUDES else None

    def _plain_word(self, text: str, low: str, *, is_first: bool) -> Piece | None:
        """A small word, an auxiliary or a number in words."""
        if text[0].islower() or is_first:
            if low in self.modal:
                return Piece(text, self.modal[low], "modal")
            if low in self.small:
                return Piece(text, self.small[low], "small")
        if low in self.counts:
            return Piece(text, self.counts[low], "number")
        count = self.numbers.get(low, 0)
        return Piece(text, str(count), "number") if count > 1 else None

    def _german(self, text: str, low: str, *, is_first: bool) -> Piece | None:
        """A German word: nouns have capitals, adjectives and verbs have none."""
        named, is_capital = self.listed.named.get(low), text[0].isupper()
        if named is not None:
            is_small = named.sort in {Sort.ADJECTIVE, Sort.OF_COUNTRY}
            if is_small or is_capital:
                return _piece_of(text, named)
        verbs = tuple(self.listed.verbs.get(low, ()))
        if verbs and (not is_capital or is_first):
            return Piece(text, verbs[0].base, "verb", verbs)
        return self._compound(text, low) if is_capital else None

    def _romance(
        self, text: str, low: str, before: Sequence[Piece], *, is_first: bool
    ) -> Piece | None:
        """A French or Spanish word: "visite" is a noun, and a verb behind a name or a pronoun."""
        named, is_capital = self.listed.named.get(low), text[0].isupper()
        verbs = tuple(self.listed.verbs.get(low, ()))
        if named is not None and named.sort in {Sort.COUNTRY, Sort.CITY}:
            if is_capital:
                return _piece_of(text, named)
            named = self.listed.of_countries.get(low)
        if named is None and low.startswith("ex") and low[2:].lstrip("-") in self.listed.named:
            of = self.listed.named[low[2:].lstrip("-")]
            return replace(_piece_of(text, of), english=f"former {of.english}")
        if is_capital and before and before[-1].sort == "name":
            return None  # "Otto Paz"
        if named is not None and not (verbs and _expects_verb(before)):
            piece = _piece_of(text, named, verbs)
            is_people = named.sort is Sort.OF_COUNTRY and is_capital and not is_first
            return replace(piece, english=f"{named.english}s") if is_people else piece
        if verbs and (not is_capital or is_first):
            return Piece(text, verbs[0].base, "verb", verbs)
        return None

    def _compound(self, text: str, low: str) -> Piece | None:
        """A German word made of two that are listed: "Waffenembargo", "Westbalkan-Gipfel"."""
        named = self.listed.named
        for part in (p for p in (low[:-1], low[:-2]) if low.endswith("s") and p in named):
            of = named[part]
            if of.sort in {Sort.COUNTRY, Sort.CITY}:
                return Piece(text, f"{of.english}'s", "genitive")
        for at in range(3, len(low) - LEAST_TAIL + 1):
            head, tail = low[:at], low[at:].lstrip("-")
            if tail not in named or named[tail].sort not in {Sort.NOUN, Sort.PERSON}:
                continue
            first = next(
                (named[h] for h in (head, head.rstrip("s"), head.removesuffix("-")) if h in named),
                None,
            )
            if first is not None and len(tail) > 2:
                both = f"{first.english} {named[tail].english}"
                return Piece(text, both, named[tail].sort, is_plural=named[tail].is_plural)
        return None

    def _unknown(
        self, words: Sequence[str], at: int, before: Sequence[Piece], names: frozenset[str]
    ) -> Piece:
        text = words[at]
        if not text[0].isupper():
            return Piece(text, text, "unknown")
        if self.language != "de":
            return Piece(text, text, "name")
        if text.casefold().removesuffix("s") in names and text.endswith("s"):
            return Piece(text, f"{text[:-1]}'s", "genitive")
        beside = [words[n] for n in (at - 1, at + 1) if 0 <= n < len(words)]
        is_beside = any(self._may_be_name(w) for w in beside) or (
            bool(before) and before[-1].sort in {Sort.PERSON, "name"}
        )
        is_place = bool(before) and before[-1].low in {"in", "nach", "aus", "bei", "von"}
        is_name = is_beside or is_place or text.isupper()
        # A noun that is not listed is no name, though German writes it as one.
        return Piece(text, text if is_name else text.lower(), "name" if is_name else "unknown")

    def _may_be_name(self, word: str) -> bool:
        low = word.casefold()
        return (
            word[0].isupper()
            and low not in self.listed.named
            and low not in self.small
            and low not in self.months
            and low not in self.weekdays
            and self._compound(word, low) is None
            and low not in MAGNITUDES
            and not low.endswith(("ung", "ungen", "heit", "keit", "schaft", "tion"))
        )


def _piece_of(text: str, named: Named, verbs: tuple[VerbReading, ...] = ()) -> Piece:
    return Piece(text, named.english, named.sort, verbs, is_plural=named.is_plural)


def _is_thing(piece: Piece) -> bool:
    return piece.is_noun or (piece.sort == "unknown" and piece.text[0].isupper())


def _counted_as_many(pieces: list[Piece]) -> list[Piece]:
    """German nouns that a number stands before are plurals, whatever their form."""
    counts = False
    for at, piece in enumerate(pieces):
        if piece.is_noun and counts and not piece.is_plural:
            pieces[at] = replace(piece, is_plural=True)
        is_small = piece.sort == "number" and piece.text in {"1", "ein", "eine", "un", "una"}
        counts = (piece.sort == "number" and not is_small) or (counts and piece.is_adjective)
    return pieces


def _expects_verb(before: Sequence[Piece]) -> bool:
    """Whether a word that may be a noun is a verb here: after a name, a noun or a pronoun."""
    if not before:
        return False
    last = before[-1]
    pronouns = {"il", "elle", "ils", "elles", "qui", "que", "se", "ne", "n'", "no", "ella", "él"}
    return last.sort in {"name", Sort.COUNTRY, Sort.CITY, "modal"} or last.low in pronouns


@lru_cache(maxsize=256)
def names_in(text: str, language: str) -> frozenset[str]:
    """What an article's beginning has for names in German: words beside others that no list has."""
    grammar = grammar_of(language)
    if grammar is None or language != "de":
        return frozenset()
    found: set[str] = set()
    pieces = grammar.read(text, frozenset()) or []
    for one, other in pairwise(pieces):
        both_names = one.sort == "name" and other.sort == "name"
        if both_names or (one.sort == Sort.PERSON and other.sort == "name"):
            found |= {other.low}
            found |= {one.low} if both_names else set()
    return frozenset(name for name in found if len(name) > 2)


def _office(kind: str, found: re.Match[str]) -> str:
    """As "ministre malien de la défense" as "malien" and the office, which is read as it stands."""
    return f"{found[2].strip()} ⟦{kind} minister⟧".strip()


def _number(text: str) -> str:
    """A number as English writes it."""
    bare = re.sub(r"(?:er|º|ª)$", "", text)
    if re.fullmatch(r"\d+(?:[.\u00a0\u202f ]\d{3})+", bare):
        return re.sub(r"[.\u00a0\u202f ]", ",", bare)
    return bare.replace(",", ".")


def _phrase(words: Sequence[str]) -> str:
    return "".join(w if _ELIDED.search(w) else f"{w}_" for w in words).rstrip("_").replace("’", "'")


def _joined(phrase: str) -> str:
    return phrase.replace(" ", "_")


def _loose(text: str) -> str:
    return re.escape(text).replace("'", "['’]")


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


@cache
def grammar_of(language: str) -> Grammar | None:
    """The lists of a language; None for one that has none."""
    listed = field_words(language)
    lists = read_lists("glosses.toml")
    return Grammar.of(language, lists[language], listed) if listed is not None else None
