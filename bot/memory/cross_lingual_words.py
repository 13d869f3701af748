"""What an article in one language shares with one in another: names, figures, words of the news.  Pure.

A text is told as English keys: countries and their capitals by `search_names.txt`, words of the news
by `words_abroad.txt`, names as they are written, figures without the marks of their language.  What
cannot be told so is left out, so that it makes two texts neither alike nor unlike.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.memory.equivalents import keys_of
from bot.memory.frequencies import weight_of
from bot.memory.function_words import function_words
from bot.memory.language_codes import ENGLISH
from bot.memory.other_names import english_name
from bot.memory.word_files import all_lines
from bot.memory.words import Word, words_of

#: Languages whose words of the news are listed; they and English can be compared.
LISTED = ("fr", "de", "es")
#: What a name weighs, a listed word by its rarity at most, a country, and a figure.
NAME, LISTED_WORD, COUNTRY, FIGURE = 8.0, 4.0, 4.0, 5.0
#: Days of a month and small counts: hardly a text is without one.
SMALL, SMALL_FIGURE = 31, 1.5
#: German writes every noun as a name; one that stands beside no other is hardly one.
LONE_NOUN = 2.0

_ELIDED = re.compile(r"^(?:l|d|qu|s|n|j|c|m|t)['’](?=\w)", re.IGNORECASE)
#: That somebody said it, and to whom, is nothing of what was said.
_SAYING = frozenset(
    "said says told announced announce annoncé annonce déclaré indiqué dit affirmé rapporté communiqué"
    " sagte sagt teilte mitgeteilt mit erklärte erklärt gab bekannt kündigte angekündigt berichtete"
    " dijo anunció anunciado informó declaró indicó comunicado según selon laut zufolge".split()
)
#: A mark between groups of three digits, and the mark before decimals.
_GROUPED = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?!\d))")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_NAME = 3
_COUNTRY = "="


def can_tell(one: str | None, other: str | None) -> bool:
    """Whether words tell if two texts in these two languages are about one thing."""
    known = (ENGLISH, *LISTED)
    return one != other and one in known and other in known


def is_country(key: str) -> bool:
    """Whether a key is of a country, or of its seat of government."""
    return key.startswith(_COUNTRY)


def is_name(key: str) -> bool:
    """Whether a key is a name: of a country, a place, a person, a body."""
    lists = _lists()
    is_word = key in lists.english and key not in lists.places
    return is_country(key) or not (key[0].isdigit() or is_word)


def shared_vector(text: str, language: str) -> Mapping[str, float]:
    """The weighted English keys of a text as a unit vector; empty for other languages."""
    if language not in (ENGLISH, *LISTED):
        return {}
    plain = _GROUPED.sub("", text)
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    for key, weight in _keys(list(words_of(plain)), language):
        counts[key] += 1
        weights[key] = max(weight, weights.get(key, 0.0))
    raw = {key: (1 + math.log(n)) * weights[key] for key, n in counts.items()}
    length = math.sqrt(sum(w * w for w in raw.values()))
    return {key: w / length for key, w in raw.items()} if length else {}


def told_of(text: str, language: str) -> tuple[tuple[str, ...], float]:
    """The keys of a text in their order, and the share of its words of meaning that are understood."""
    words = list(words_of(_GROUPED.sub("", text)))
    keys = tuple(key for key, _ in _keys(words, language))
    empty = function_words().get(language, frozenset())
    meaning = sum(
        not (low in empty or low in _SAYING or (word.is_stop and language == ENGLISH))
        for word, low in ((w, _ELIDED.sub("", w.text).casefold()) for w in words)
    )
    return keys, min(1.0, len(keys) / meaning) if meaning else 1.0


def _keys(words: Sequence[Word], language: str) -> Iterator[tuple[str, float]]:
    empty, lists = function_words().get(language, frozenset()), _lists()
    at = 0
    while at < len(words):
        word = words[at]
        bare = _ELIDED.sub("", word.text) if language != ENGLISH else word.text
        low = bare.casefold()
        known = _listed_key(word, low, language)
        is_article = low in empty and not bare.isupper()  # "Un terremoto", and not "ONU"
        length, country = (1, None) if is_article else _country(words, at, bare)
        if known in lists.days:
            at += 1
            continue
        if country is not None and known not in lists.places:
            yield country, COUNTRY
            at += length
            continue
        at += 1
        if word.is_figure:
            yield from _figure(word.text)
        elif low in empty or (word.is_stop and language == ENGLISH):
            continue
        elif known is not None:
            yield known, min(LISTED_WORD, weight_of(known))
        elif bare[0].isupper():
            yield from _name(words, at - 1, bare, language)


def _country(words: Sequence[Word], at: int, bare: str) -> tuple[int, str | None]:
    """The country that a word or the words from it name, and of how many words its name is."""
    if not bare[0].isupper() and len(bare) < 5:
        return 1, None
    whole = english_name(bare.split("-")) if "-" in bare else None
    if whole is not None:
        return 1, f"{_COUNTRY}{whole.casefold()}"
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        name = english_name([bare, *(w.text for w in words[at + 1 : at + length])])
        if name is not None:
            return length, f"{_COUNTRY}{name.casefold()}"
    return 1, None


def _figure(text: str) -> Iterator[tuple[str, float]]:
    value = text.replace(",", ".")
    if _YEAR.fullmatch(value):
        return
    is_small = value.isdigit() and int(value) <= SMALL
    yield value, SMALL_FIGURE if is_small else FIGURE


def _listed_key(word: Word, low: str, language: str) -> str | None:
    if language == ENGLISH:
        key = keys_of([word])[0]
        return key if key in _lists().english else None
    return _form_key(low)


def _form_key(low: str) -> str | None:
    """The English key of a word in another language, by its form or else its longest beginning."""
    forms, beginnings = _lists().forms, _lists().beginnings
    found = (beginnings[low[:end]] for end in range(len(low), 2, -1) if low[:end] in beginnings)
    return forms.get(low) or next(found, None)


def _name(words: Sequence[Word], at: int, bare: str, language: str) -> Iterator[tuple[str, float]]:
    parts = [part for part in bare.split("-") if part] if language != ENGLISH else [bare]
    if len(parts) > 1:
        for part in map(str.casefold, parts):
            known = _form_key(part)
            yield (known, LISTED_WORD) if known else (part, NAME)
        return
    is_sure = language != "de" or _beside_name(words, at)
    if words[at].is_first and not _beside_name(words, at):
        return
    yield bare.casefold(), NAME if is_sure else LONE_NOUN


def _beside_name(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    return bool(
        (before and before.text[0].isupper() and before.end + 1 == word.start)
        or (after and after.text[0].isupper() and word.end + 1 == after.start)
    )


@dataclass(frozen=True, slots=True)
class _Lists:
    """The English keys of words in other languages."""

    forms: Mapping[str, str]
    beginnings: Mapping[str, str]
    #: English keys of all that is listed; of places among it, and of days.
    english: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]


@cache
def _lists() -> _Lists:
    forms: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    sections: dict[str, set[str]] = defaultdict(set)
    section = ""
    for line in all_lines("words_abroad.txt"):
        if line.startswith("#: "):
            section = line.removeprefix("#: ")
        if line.startswith("#") or not line:
            continue
        english, *abroad = line.split()
        key = keys_of(list(words_of(english.replace("_", " "))))[0]
        sections[section].add(key)
        for form in abroad:
            table = beginnings if form.endswith("~") else forms
            table.setdefault(form.removesuffix("~"), key)
    english_keys = frozenset(key for keys in sections.values() for key in keys)
    places, days = frozenset(sections["places"]), frozenset(sections["days"])
    return _Lists(forms, beginnings, english_keys, places, days)
