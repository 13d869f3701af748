"""A sentence as it is read: its words, keys and names.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.dates.datelines import after_dateline
from bot.memory.equivalents import apart, is_known_name, keys_of
from bot.memory.frequencies import weight_of
from bot.memory.sentences import split_sentences
from bot.memory.stems import stem
from bot.memory.words import Word, words_of
from bot.sentence_reading.attribution import speakers_of
from bot.sentence_reading.calendar_words import DAYS, WHOLE_MONTHS
from bot.sentence_reading.context_needed import is_of_those_before
from bot.sentence_reading.deeds import telling, tokens_of
from bot.sentence_reading.near_synonyms import near_to

#: Weight from which a capitalised first word of a sentence is taken for a name: in political
#: English it occurs in fewer than one stretch of 120 words in 100.
NAME_WEIGHT = 4.6

_PRONOUN = re.compile(
    r"[“\"'‘]?(?:(?:However|But|And|Also|Still|Later|Earlier|Instead|Meanwhile),? )?"
    r"(?:he|she|they|it|this|these|that|those|his|her|their|its|the (?:two|latter|former|move"
    r"|decision|group|country|statement|minister|president|official|ministry))\b",
    re.IGNORECASE,
)
_PRONOUN_SPEAKER = re.compile(r"[”\"’'],? (?:he|she|they) (?:said|added|told|wrote|noted)\b")
_NO_NAMES = WHOLE_MONTHS | DAYS | frozenset(map(stem, "mr mrs ms dr".split()))


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence of an evidence passage."""

    text: str
    #: Its words that say something, in order, and the key of each.
    words: tuple[Word, ...]
    word_keys: tuple[str, ...]
    #: Places in `words` of names of people, places and bodies.
    name_places: tuple[int, ...]
    #: Whether it leans on the sentence before: it starts with a pronoun, or its speaker is one.
    leans_back: bool
    #: The keys of its words, and of the words that these are near to.
    keys: frozenset[str]
    near: frozenset[str]
    #: Who speaks it, in a transcript.
    spoken_by: str | None = None

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who is said to say it, and whose turn it stands in."""
        turn = (self.spoken_by,) if self.spoken_by is not None else ()
        return (*speakers_of(self.text), *turn)

    @property
    def name_keys(self) -> frozenset[str]:
        """The keys of its names."""
        return frozenset(self.word_keys[place] for place in self.name_places)

    def places_of(self, keys: frozenset[str]) -> tuple[int, ...]:
        """Places in `words` of words with one of these keys."""
        return tuple(place for place, key in enumerate(self.word_keys) if key in keys)


#: Passages kept as read, of 32 kB each: what a team asks about within an hour is asked about again.
_READ = 1_024


@lru_cache(maxsize=_READ)
def read_passage(text: str, language: str | None) -> tuple[Reading, ...]:
    """The sentences of a passage, in order, without datelines."""
    spans = split_sentences(text, language)
    return tuple(
        read_sentence(text[after_dateline(text, start, end) : end]) for start, end in spans
    )


@lru_cache(maxsize=2_048)
def keys_in(text: str) -> frozenset[str]:
    """The keys of the words of a text that say something."""
    words = [word for word in words_of(text) if not word.is_stop]
    return frozenset(keys_of(words)) | frozenset(keys_of(list(apart(words))))


def read_sentence(sentence: str) -> Reading:
    """Read one sentence."""
    tokens = tuple(telling(tokens_of(sentence)))
    words, keys = tuple(t.word for t in tokens), tuple(t.key for t in tokens)
    pairs = enumerate(zip(words, keys, strict=True))
    names = tuple(place for place, (word, key) in pairs if is_name(word, key))
    pronoun = _PRONOUN.match(sentence) or _PRONOUN_SPEAKER.search(sentence)
    leans = pronoun is not None or is_of_those_before(sentence)
    every = frozenset(keys) | frozenset(keys_of(list(apart(words))))
    near = frozenset[str]().union(*map(_near, words))
    return Reading(sentence, words, keys, names, leans, every, near)


def _near(word: Word) -> frozenset[str]:
    """What a word is near to; "70-page" is near to pages."""
    _, _, unit = word.text.partition("-") if word.is_figure else ("", "", "")
    return near_to(word.text.casefold()) | (frozenset({stem(unit)}) if unit else frozenset())


def is_name(word: Word, key: str) -> bool:
    """Whether a word that says something belongs to a name of somebody or something."""
    if word.stem in _NO_NAMES or not word.text[0].isupper():
        return False
    return is_known_name(key) or word.is_name or weight_of(word.stem) >= NAME_WEIGHT
