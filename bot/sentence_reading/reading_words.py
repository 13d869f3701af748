"""The word lists of one language by which sentences are read."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from bot.memory.stems import stem
from bot.sentence_reading.list_files import read_lists

_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases looked for as whole words, whatever their case."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, phrases: Collection[str]) -> Self:
        """Compile a list, longest first."""
        ordered = sorted(phrases, key=lambda p: (-len(p), p))
        alternatives = "|".join(r"\s+".join(map(re.escape, p.split())) for p in ordered)
        return cls(re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE))

    def are_in(self, text: str) -> bool:
        """Whether `text` has any of them."""
        return self.pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """The lists of `word_lists/*.toml`, which say what each is for."""

    between: frozenset[str]
    roles: frozenset[str]
    offices: frozenset[str]
    #: The stem of each: for an office no near word stands, "diplomats" are no ambassador.
    office_stems: frozenset[str]
    people: frozenset[str]
    speaker_words: frozenset[str]
    speaker_never_begins: frozenset[str]
    not_names: frozenset[str]
    leaning_starts: frozenset[str]
    joining_starts: frozenset[str]
    not_the_article: Phrases
    orders: frozenset[str]
    orders_or_nouns: frozenset[str]
    determiners: frozenset[str]
    before_orders: frozenset[str]
    document_nouns: frozenset[str]
    vague_adjectives: frozenset[str]
    to_the_writer: Phrases
    to_the_reader: Phrases

    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        """Compile a document of the form of `word_lists/en.toml`."""

        def words(name: str) -> frozenset[str]:
            return frozenset(document[name])

        return cls(
            between=words("between"),
            roles=words("roles"),
            offices=words("roles") | words("offices"),
            office_stems=frozenset(map(stem, words("roles") | words("offices"))),
            people=words("people"),
            speaker_words=words("speaker_words"),
            speaker_never_begins=words("speaker_never_begins"),
            not_names=words("not_names"),
            leaning_starts=words("leaning_starts"),
            joining_starts=words("joining_starts"),
            not_the_article=Phrases.of(document["not_the_article"]),
            orders=words("orders"),
            orders_or_nouns=words("orders_or_nouns"),
            determiners=words("determiners"),
            before_orders=words("before_orders"),
            document_nouns=words("document_nouns"),
            vague_adjectives=words("vague_adjectives"),
            to_the_writer=Phrases.of(document["to_the_writer"]),
            to_the_reader=Phrases.of(document["to_the_reader"]),
        )


@cache
def reading_words() -> ReadingWords:
    """The English lists.

    A sentence in another language has none of these words, and is read by its punctuation alone.
    """
    return ReadingWords.of(read_lists("en.toml"))


def first_word(sentence: str) -> str:
    """The first word of a sentence, folded unless it is an acronym: "US" is not "us".

    Empty when there is none.
    """
    found = _LETTERS.search(sentence)
    word = found.group() if found else ""
    return word if len(word) > 1 and word.isupper() else word.casefold()
