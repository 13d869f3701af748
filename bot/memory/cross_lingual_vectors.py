"""Whether two articles in two languages tell one development, by their vectors.  Pure.

What words tell of it, between four languages, stands in `cross_lingual_words`.  Vectors can tell, if the model
knows both languages, and models differ in how alike they find any two texts.  So each model is first asked for sentences of ours that say the same in
every language (`translated_sentences.tsv`).  The mean of a language's sentences is what all texts
in it have in common; without it, one bound fits all models.  A language whose translations a model
does not find is not known to it, and its vectors say nothing there.

Within one language words know better: of pairs of ECB+ that words find unlike, those that a model finds
most alike (centred cosine above .5) were of one event 200 times and of two 378 times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.memory.language_codes import ENGLISH
from bot.memory.word_files import lines_of

Rows = NDArray[np.float64]
#: A text's language, and its vector.
VectoredText = tuple[str, NDArray[np.floating[Any]]]

#: How alike translations must be on average, and of how many the right one must be the likest.
ALIKE_ON_AVERAGE, MOST_MISSED = 0.5, 1


@dataclass(frozen=True, slots=True)
class LanguageSense:
    """Which languages a model of vectors knows, each with what all of its texts have in common."""

    means: Mapping[str, Rows]

    @classmethod
    def of(cls, vectors: Sequence[Sequence[float]]) -> Self:
        """What the vectors of `sentences()`, in their order, tell of the model that made them."""
        rows = np.asarray(vectors, dtype=np.float64)
        spoken = [language for language, _ in sentences()]
        by_language = {name: rows[[s == name for s in spoken]] for name in dict.fromkeys(spoken)}
        means = {name: texts.mean(axis=0) for name, texts in by_language.items()}
        own = {name: _unit(by_language[name] - mean) for name, mean in means.items()}
        known = [name for name in means if name == ENGLISH or _finds(own[name], own[ENGLISH])]
        return cls({name: means[name] for name in known} if len(known) > 1 else {})

    @property
    def languages(self) -> frozenset[str]:
        """The languages between which it can tell; none, if it knows but one."""
        return frozenset(self.means)

    def likeness(self, some: Sequence[VectoredText], others: Sequence[VectoredText]) -> Rows:
        """How alike each of some texts is to each of others.

        Not a number where it cannot tell: in one language, in one that it does not know, or where
        a vector is of another length than the model's are.
        """
        alike = self._rows(some) @ self._rows(others).T
        here, there = (np.array([name for name, _ in texts]) for texts in (some, others))
        alike[np.equal.outer(here, there)] = np.nan
        return np.asarray(alike)

    def _rows(self, texts: Sequence[VectoredText]) -> Rows:
        length = next((len(mean) for mean in self.means.values()), 1)
        rows = np.full((len(texts), length), np.nan)
        for row, (language, vector) in zip(rows, texts, strict=True):
            mean = self.means.get(language)
            if mean is not None and len(vector) == length:
                row[:] = vector - mean
        return _unit(rows)


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """(language, sentence); the languages' sentences say the same things in the same order."""
    pairs = (line.split("\t") for line in lines_of("translated_sentences.tsv"))
    return tuple((language, sentence) for language, sentence in pairs)


def _finds(foreign: Rows, english: Rows) -> bool:
    """Whether the translation of nearly every sentence is the one that is most like it."""
    alike = foreign @ english.T
    missed = np.count_nonzero(alike.argmax(axis=1) != np.arange(len(alike)))
    return bool(missed <= MOST_MISSED and np.diag(alike).mean() >= ALIKE_ON_AVERAGE)


def _unit(rows: Rows) -> Rows:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1.0, lengths))
