"""The baseline of recall: Okapi BM25 over whole articles, words in small letters, nothing else."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

K1, B = 1.2, 0.75


class PlainBm25:
    """Ranks texts by the words of a question."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.counts = [Counter(re.findall(r"\w+", text.lower())) for text in texts]
        self.lengths = [counts.total() for counts in self.counts]
        self.average = sum(self.lengths) / len(texts)
        self.holding = Counter(word for counts in self.counts for word in counts)

    def ranked(self, question: str) -> list[int]:
        """The numbers of the texts that hold any of the words, best first."""
        words = re.findall(r"\w+", question.lower())
        scores = [self._score(number, words) for number in range(len(self.counts))]
        order = sorted(range(len(scores)), key=lambda number: -scores[number])
        return [number for number in order if scores[number] > 0]

    def _score(self, number: int, words: Sequence[str]) -> float:
        counts, long = self.counts[number], 1 - B + B * self.lengths[number] / self.average
        return sum(
            self._rarity(word) * counts[word] * (K1 + 1) / (counts[word] + K1 * long)
            for word in words
            if word in counts
        )

    def _rarity(self, word: str) -> float:
        others = len(self.counts) - self.holding[word]
        return math.log1p((others + 0.5) / (self.holding[word] + 0.5))
