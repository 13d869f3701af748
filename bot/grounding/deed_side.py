"""One side of a deed: who does it, or to whom it is done, by the words for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.figures.numerals import NUMBER_WORDS
from bot.grounding.word_lists import listed
from bot.memory.frequencies import weight_of
from bot.memory.stems import stem
from bot.sentence_reading.calendar_words import DAYS, WHOLE_MONTHS
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token
from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.reading_words import reading_words
from bot.sentence_reading.readings import is_name

ADVERBS = listed(
    "not also already now then later once again first soon never ever still even just both all together"
)
_PRONOUNS = listed(
    """he she it they we i you him her them us me who which that whom himself herself itself
    themselves one this these those there what someone somebody others another his its their"""
)
#: What a word weighs that political English does not use.
_UNHEARD = weight_of("")
_POSSESSIVES = listed("his her its their")
#: Bodies and people beside those that `deeds_en.toml` and `en.toml` list.
_PEOPLE = frozenset(map(stem, read_lists("wordings_en.toml")["people"]))


@cache
def _actors() -> frozenset[str]:
    return deed_words().doers | reading_words().office_stems | _PEOPLE


def is_actor(tokens: Sequence[Token]) -> bool:
    """Whether any of the words is for people or bodies who do things."""
    return any(token.key in _actors() for token in tokens)


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one side: those of its names, and those of all that says something."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    #: Whether it is a pronoun, and may be anybody.
    is_anybody: bool = False
    #: Whether it is somebody's whom only a pronoun names: "his convoy".
    is_somebodys: bool = False

    @property
    def is_actor(self) -> bool:
        """Whether it surely is somebody or a body, who can do things to others."""
        return bool(self.names) or not self.words.isdisjoint(_actors())

    def meets(self, other: Side) -> bool:
        """Whether both may be the same: by their names where both have any."""
        if self.is_anybody or other.is_anybody:
            return True
        if self.names and other.names:
            return not self.names.isdisjoint(other.names)
        return not self.words.isdisjoint(other.words)


def side_of(tokens: Sequence[Token]) -> Side | None:
    """The side that these words are; None when they say nothing of anybody."""
    if not tokens:
        return None
    telling = [t for t in tokens if not t.word.is_stop and t.low not in ADVERBS]
    words = [
        t
        for t in telling
        if not (t.word.is_figure or t.low in NUMBER_WORDS)
        and t.word.stem not in DAYS | WHOLE_MONTHS
        and not _is_adverb(t)
    ]
    if not words:
        is_anybody = any(t.low in _PRONOUNS for t in tokens)
        return Side(is_anybody=True) if is_anybody else None
    names = frozenset(t.key for t in words if is_name(t.word, t.key) and not _opens_as_noun(t))
    is_somebodys = any(t.low in _POSSESSIVES for t in tokens)
    return Side(names, frozenset(t.key for t in words), is_somebodys=is_somebodys)


def _opens_as_noun(token: Token) -> bool:
    """Whether it has its capital from the sentence: "Soldiers arrested them"."""
    is_plural = token.low.endswith("s") and not token.low.endswith(("'s", "’s", "ss"))
    return token.word.start == 0 and is_plural and weight_of(token.word.stem) < _UNHEARD


def _is_adverb(token: Token) -> bool:
    return token.low.endswith("ly") and token.low == token.word.text
