"""Exact word sequences that were put in quotes.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.domain.articles import Hit
from bot.storage.index_terms import terms_of


@dataclass(frozen=True, slots=True)
class ReadPhrase:
    """A phrase as the index reads it: terms that stand side by side."""

    terms: tuple[str, ...]

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Read a phrase."""
        return cls(tuple(terms_of(" ".join(words))))

    def stands_in(self, text: str) -> bool:
        """Whether `text` holds the phrase, whatever the case and the forms of its words."""
        terms = tuple(terms_of(text))
        length = len(self.terms)
        return any(terms[i : i + length] == self.terms for i in range(len(terms) - length + 1))


def phrases_first(hits: Sequence[Hit], phrases: Sequence[ReadPhrase]) -> list[Hit]:
    """Hits in order, those that hold more of the phrases before those that hold fewer.

    Scores are raised so that they tell the same order: by as much as separates the best hit from
    nothing, for every phrase.
    """
    if not phrases or not hits:
        return list(hits)
    step = max(hit.score for hit in hits)
    raised = [replace(hit, score=hit.score + step * _held(hit, phrases)) for hit in hits]
    ordered = sorted(raised, key=lambda hit: -hit.score)
    return [replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1)]


def _held(hit: Hit, phrases: Sequence[ReadPhrase]) -> int:
    texts = (hit.passage.text, hit.article.title or "")
    return sum(any(phrase.stands_in(text) for text in texts) for phrase in phrases)
