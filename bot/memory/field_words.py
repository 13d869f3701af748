"""The words of the field in French, German and Spanish, with their forms and what they are in English.  Pure.

`field_words.txt` lists them in base forms; the regular forms are made here, more than there are
rather than fewer: a form that no text has is never looked up with success.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from bot.memory.equivalents import keys_of
from bot.memory.frequencies import weight_of
from bot.memory.verb_forms import Tense, verb_forms
from bot.memory.word_files import all_lines
from bot.memory.words import Word, stem_of, words_of

#: Languages that are listed, in the order of the file's columns.
LANGUAGES = ("fr", "de", "es")
#: Forms of one word that are looked for, and words of the longest name of one thing.
MOST_FORMS, LONGEST_NAME = 8, 3


_ELIDED = re.compile(r"^(?:[ldnsjcmt]|qu)['’](?=\w)")


class Sort(StrEnum):
    """What a listed word is."""

    NOUN = "nouns"
    PERSON = "persons"
    ADJECTIVE = "adjectives"
    COUNTRY = "countries"
    #: Of a country, in small letters; its people, where it is written with a capital.
    OF_COUNTRY = "of countries"
    CITY = "cities"


class VerbReading(NamedTuple):
    """What a form of a verb may be."""

    #: The English verb: its base, past and participle.
    base: str
    past: str
    participle: str
    tense: Tense
    #: Whether its perfect is made with the word for "to be".
    is_moving: bool
    #: The prefix that stands apart in German, at its clause's end; empty for none.
    prefix: str


class Named(NamedTuple):
    """What a form of another word is in English."""

    english: str
    sort: Sort
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The forms of one language; those of several words are joined by underscores, small letters."""

    verbs: Mapping[str, Sequence[VerbReading]]
    named: Mapping[str, Named]
    #: Adjectives of countries, some of which are written as the country is, but for the capital.
    of_countries: Mapping[str, Named]


def field_words(language: str) -> FieldWords | None:
    """The words of the field in a language; None where it is not listed."""
    return _by_language().get(language)


def words_abroad(words: Sequence[Word], language: str | None) -> Iterator[str]:
    """What to look for of a question's words in the listed languages, and in English.

    Forms that English has as well are left out: they would find what is meant otherwise.

    >>> list(words_abroad(list(words_of("a ceasefire")), "en"))[:2]
    ['cessez-le-feu', 'Waffenruhe']
    >>> next(words_abroad(list(words_of("la dimisión")), "es"))
    'resignation'
    """
    telling = [word for word in words if not word.is_stop]
    if language in LANGUAGES:
        english = [one for word in telling for one in _english_of(_bare(word.text), language)]
        yield from dict.fromkeys(english)
        telling = [word for one in english for word in words_of(one)]
    keys, table = keys_of(telling), _forms_by_keys()
    found: list[Sequence[str]] = []
    at = 0
    while at < len(keys):
        lengths = range(min(LONGEST_NAME, len(keys) - at), 0, -1)
        length = next((n for n in lengths if keys[at : at + n] in table), None)
        if length is not None:
            found.append(table[keys[at : at + length]])
        at += length or 1
    # The first form of each before the second of any.
    for forms in zip_longest(*found):
        yield from (form for form in forms if form is not None)


def _bare(written: str) -> str:
    """A word in small letters, without an article that is joined to it: "l'attentat"."""
    return _ELIDED.sub("", written.casefold())


def _english_of(low: str, language: str | None) -> Iterator[str]:
    listed = field_words(language or "")
    if listed is None:
        return
    if low in listed.named:
        yield listed.named[low].english
    yield from dict.fromkeys(verb.base for verb in listed.verbs.get(low, ()))


@cache
def _by_language() -> Mapping[str, FieldWords]:
    return {
        name: FieldWords(_verbs_of(name), _named_in(name), _of_countries_in(name))
        for name in LANGUAGES
    }


def _columns(language: str) -> Iterator[tuple[str, str, str]]:
    """Section, English and own words of each line."""
    place = LANGUAGES.index(language)
    return ((section, english, columns[place]) for section, english, columns in _lines())


def _verbs_of(language: str) -> Mapping[str, Sequence[VerbReading]]:
    found: dict[str, list[VerbReading]] = defaultdict(list)
    for section, english, column in _columns(language):
        if section == "verbs":
            for reading, form in _verbs(english, column, language):
                if reading not in found[form]:
                    found[form].append(reading)
    return dict(found)


def _named_in(language: str) -> Mapping[str, Named]:
    """What is listed as it stands before other words' forms: Botschafter is none of Botschaft."""
    listed: dict[str, Named] = {}
    formed: dict[str, Named] = {}
    for section, english, column in _columns(language):
        if section != "verbs":
            for form, name in _named(Sort(section), english, column, language):
                formed.setdefault(form, name)
        if section in {"nouns", "persons"}:
            for group in _each(column):
                for form in group.split():
                    listed.setdefault(form.casefold(), Named(english, Sort(section)))
    return {**formed, **listed}


def _of_countries_in(language: str) -> Mapping[str, Named]:
    lines = (line for line in _columns(language) if line[0] == "countries")
    return {
        form: named
        for _, english, column in lines
        for form, named in _of_countries(english, column, language)
        if named.sort is Sort.OF_COUNTRY
    }


def _lines() -> Iterator[tuple[str, str, list[str]]]:
    section = ""
    for line in all_lines("field_words.txt"):
        if line.startswith("#: "):
            section = line.removeprefix("#: ")
        elif line and not line.startswith("#"):
            english, *columns = (column.strip() for column in line.split("|"))
            yield section, english, columns


def _verbs(english: str, column: str, language: str) -> Iterator[tuple[VerbReading, str]]:
    base, past, participle = _english_parts(english)
    for listed in _each(column):
        is_moving = listed.startswith("*")
        for form in verb_forms(listed.removeprefix("*"), language):
            reading = VerbReading(base, past, participle, form.tense, is_moving, form.prefix)
            yield reading, form.text.casefold()


def _base(english: str) -> str:
    words = english.split()
    return words[0] if len(words) == 3 else english.replace("_", " ")


def _english_parts(english: str) -> tuple[str, str, str]:
    """Base, past and participle of an English verb; "take part" is one verb."""
    words = english.split()
    if len(words) == 3:
        return words[0], words[1], words[2]
    head, _, rest = english.replace("_", " ").partition(" ")
    past, participle = _PASTS.get(head, (_regular_past(head),) * 2)
    base, past, participle = (f"{word} {rest}".strip() for word in (head, past, participle))
    return base, past, participle


_PASTS = {"take": ("took", "taken"), "be": ("was", "been")}


def _regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def _each(column: str) -> Iterator[str]:
    return (one for one in map(str.strip, column.split(",")) if one not in {"", "-"})


def _named(sort: Sort, english: str, column: str, language: str) -> Iterator[tuple[str, Named]]:
    if sort is Sort.COUNTRY:
        yield from _of_countries(english, column, language)
        return
    if sort is Sort.CITY:
        yield from (
            (one.casefold(), Named(english.replace("_", " "), sort)) for one in column.split()
        )
        return
    for group in _each(column):
        for listed in group.split():
            yield listed.casefold(), Named(english, sort)
            for form in _other_forms(listed, sort, language):
                yield form.casefold(), Named(english, sort, is_plural=_is_plural(form, language))


def _of_countries(english: str, column: str, language: str) -> Iterator[tuple[str, Named]]:
    name, *others = _joined(english)
    adjective = others[0] if others else name
    for listed in column.split():
        first = listed[0]
        is_noun = first.isupper() and not listed.startswith("US-") and listed != "Schweizer"
        if is_noun:
            yield listed.casefold(), Named(name, Sort.COUNTRY)
        else:
            for form in (listed, *_other_forms(listed, Sort.ADJECTIVE, language)):
                yield form.casefold(), Named(adjective, Sort.OF_COUNTRY)


def _joined(english: str) -> list[str]:
    return [part.replace("_", " ") for part in english.split()]


def _other_forms(word: str, sort: Sort, language: str) -> Iterator[str]:
    """The forms of number, gender and case that a noun or an adjective may have."""
    if language == "fr":
        endings = ("s", "e", "es", "x") if sort is Sort.ADJECTIVE else ("s", "x")
        yield from (word + ending for ending in endings)
    elif language == "es":
        yield from _spanish_forms(word, has_gender=sort is not Sort.NOUN)
    elif sort is Sort.ADJECTIVE:
        yield from (word + ending for ending in ("e", "en", "er", "es", "em"))
    else:
        yield from (word + ending for ending in ("e", "n", "en", "er", "s", "es"))
        if sort is Sort.PERSON or word.endswith(("minister", "kanzler")):
            yield from (word.removesuffix("e") + ending for ending in ("in", "innen"))


def _spanish_forms(word: str, *, has_gender: bool) -> Iterator[str]:
    yield f"{word}s"
    if word.endswith(("o", "a")) and has_gender:
        yield from (word[:-1] + ending for ending in ("a", "os", "as"))
    elif word[-1] not in "aeiou":
        yield f"{word}es"
        if has_gender:
            yield f"{word}a"


def _is_plural(form: str, language: str) -> bool:
    return form.endswith(("s", "x")) if language != "de" else form.endswith(("en", "er", "e"))


@cache
def _forms_by_keys() -> Mapping[tuple[str, ...], Sequence[str]]:
    """What is looked for of an English word or name, by the keys of its words."""
    found: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for section, english, columns in _lines():
        by_turns = zip_longest(
            *(_looked_for(section, c, n) for n, c in zip(LANGUAGES, columns, strict=True))
        )
        forms = [
            form for turn in by_turns for form in turn if form is not None and _is_foreign(form)
        ]
        for name in _names_of(section, english):
            key = keys_of([word for word in words_of(name) if not word.is_stop])
            found[key].update(dict.fromkeys(forms))
    return {key: tuple(forms)[:MOST_FORMS] for key, forms in found.items()}


def _is_foreign(form: str) -> bool:
    return "_" not in form and weight_of(stem_of(form)) >= weight_of("")


def _names_of(section: str, english: str) -> Sequence[str]:
    """How a question may name it: a country by its adjective too."""
    if section == "countries":
        return _joined(english)
    return (_base(english) if section == "verbs" else english.replace("_", " "),)


def _looked_for(section: str, column: str, language: str) -> Iterator[str]:
    if section in {"countries", "cities"}:
        yield from column.split()
        return
    for listed in _each(column):
        if section == "verbs":
            yield from _common_forms(listed.removeprefix("*"), language)
        else:
            yield from listed.split()


def _common_forms(listed: str, language: str) -> Iterator[str]:
    wanted = (Tense.PARTICIPLE, Tense.PAST, Tense.INFINITIVE)
    forms = [form for form in verb_forms(listed, language) if not form.prefix]
    first = (next((f.text for f in forms if f.tense is tense), None) for tense in wanted)
    yield from dict.fromkeys(text for text in first if text is not None)
