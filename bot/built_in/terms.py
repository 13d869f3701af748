"""The words of a question that an answer must cover, each with how much it counts.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.memory.equivalents import is_known_name, is_known_place, keys_of
from bot.memory.frequencies import weight_of
from bot.memory.stems import stem
from bot.memory.words import Word

#: Weight from which a name after another may be a surname: no "court", "park" or "open".
SURNAME_WEIGHT = 4.6
#: What a word of the context counts against one of the question.
CONTEXT = 0.5

_CONTEXT = re.compile(r"\([^()]*\)\W*$")
#: Words of asking, which an answer need not repeat.
_LIGHT = frozenset(
    map(
        stem,
        """say tell think know happen take place name call many much often long old far big kind
        type sort news latest report article happened comes next step expect share percentage
        number amount proportion exactly currently now today did reason date day time cast put
        mean explain describe list summarise summarize give find information detail fast high
        country city""".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question: the key that it is known by, and how much it counts."""

    key: str
    weight: float
    is_name: bool
    is_figure: bool
    #: Whether it stands in the parentheses that end the question: asked with, not asked for.
    is_context: bool = False
    #: Whether it says which rate or price is asked for: the "inflation" rate is no jobless rate.
    is_measured: bool = False
    #: Its stem: the word that was used, of all that the key stands for.
    stem: str = ""
    #: Keys of which any covers it: its own, and of "Jodie" Burrage that of the surname.
    covered_by: frozenset[str] = frozenset()

    @property
    def is_demanded(self) -> bool:
        """Whether nothing can answer without it: a name, a figure, what is measured."""
        return (self.is_name or self.is_figure or self.is_measured) and not self.is_context


def terms_of(words: Sequence[Word], question: str) -> Iterator[Term]:
    """The terms of a question, each as often as it stands there; `words` are its words that tell."""
    context_start = _context_start(question)
    keys = keys_of(words)
    for at, (word, key) in enumerate(zip(words, keys, strict=True)):
        if (word.stem not in _LIGHT or word.is_name) and word.text.casefold() != "according":
            is_context = word.start >= context_start
            is_name = is_known_name(key) or word.is_name
            weight = _weight(word, is_name=is_name) * (CONTEXT if is_context else 1.0)
            forms = frozenset[str]()
            if is_name or word.is_figure:
                forms = frozenset({key}) | _surname(words, keys, at)
            yield Term(
                key, weight, is_name, word.is_figure, is_context, stem=word.stem, covered_by=forms
            )


def _context_start(question: str) -> int:
    """Where the parentheses that end a question start; its length when there are none."""
    match = _CONTEXT.search(question)
    return match.start() if match else len(question)


def _surname(words: Sequence[Word], keys: Sequence[str], at: int) -> frozenset[str]:
    """The key of the surname right after a given name: reports name people in full but once.

    A surname is no ordinary word ("High Court"), and no place that is listed ("South Sudan").
    """
    if at + 1 == len(words):
        return frozenset()
    given, name = words[at], words[at + 1]
    is_beside = name.start == given.end + 1 and given.is_name and name.is_name
    is_surname = is_beside and given.text.isalpha() and not name.is_acronym
    is_rare = weight_of(name.stem) >= SURNAME_WEIGHT and not is_known_place(keys[at + 1])
    return frozenset({keys[at + 1]}) if is_surname and is_rare else frozenset()


def _weight(word: Word, *, is_name: bool) -> float:
    """How much covering a word counts: 1 for the commonest, 2 for the rarest, names half more."""
    return (1 + weight_of(word.stem) / weight_of("")) * (1.5 if is_name else 1.0)
