"""The English verbs of saying, and what may be read from each form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from bot.memory.stems import stem
from bot.memory.words import Word
from bot.sentence_reading.list_files import read_lists

#: What leads to a speaker without being a verb of saying: "according to".
_ACCORDING = "according"


@dataclass(frozen=True, slots=True)
class SayingVerbs:
    """The lists of `word_lists/saying_en.toml`, which says what each is for."""

    of_a_speaker: frozenset[str]
    with_particle: frozenset[str]
    #: Those that tell that something is said, and of no deed beside it.
    reporting: frozenset[str]
    of_somebody: frozenset[str]
    plain: frozenset[str]
    doubtful: frozenset[str]
    #: Those that lead to somebody's word or opinion, verbs of thinking among them; and of these,
    #: those that lead to what is so.
    opining: frozenset[str]
    knowing: frozenset[str]
    #: Every form, and the stem of each.
    forms: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        """Compile a document of the form of `word_lists/saying_en.toml`."""

        def words(name: str) -> frozenset[str]:
            return frozenset(document[name])

        forms = words("of_a_speaker") | words("of_no_speaker")
        return cls(
            of_a_speaker=words("of_a_speaker"),
            with_particle=words("with_particle"),
            reporting=forms - words("deeds_too"),
            of_somebody=words("of_somebody"),
            plain=words("plain"),
            doubtful=words("doubtful"),
            opining=words("opining") | words("of_thought"),
            knowing=words("knowing"),
            forms=forms,
            stems=frozenset(map(stem, forms)),
        )


@cache
def saying_verbs() -> SayingVerbs:
    """The English list."""
    return SayingVerbs.of(read_lists("saying_en.toml"))


def is_of_saying(word: Word) -> bool:
    """Whether a word tells that something is said: "warned", "warning", "according"; no noun."""
    low = word.text.casefold()
    verbs = saying_verbs()
    if low == _ACCORDING:
        return True
    if low in verbs.doubtful or word.text[0].isupper():
        return False  # "the United States"
    is_listed = low in verbs.forms
    return is_listed or (low.endswith("ing") and word.stem in verbs.stems)
