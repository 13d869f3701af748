"""Evidence: the numbered passages that a writer may cite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from bot.domain.articles import Article, Passage


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One passage and the article version that it is a span of."""

    article: Article
    passage: Passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages one text may rest on; ``items[0]`` is shown as number 1.

    A number can only mean the passage that was shown under it.
    """

    items: tuple[EvidenceItem, ...]

    @classmethod
    def of(cls, pairs: Sequence[tuple[Article, Passage]]) -> Self:
        """Number passages in the order given."""
        return cls(tuple(EvidenceItem(article, passage) for article, passage in pairs))

    def numbered(self) -> Iterator[tuple[int, EvidenceItem]]:
        """Items under the numbers that writers use: 1, 2, 3, ..."""
        return iter(enumerate(self.items, start=1))

    def get(self, number: int) -> EvidenceItem | None:
        """The item shown under a number; None when nothing was."""
        return self.items[number - 1] if 1 <= number <= len(self.items) else None
