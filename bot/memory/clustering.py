"""Groups of articles that are about one thing, from how alike each two are.  Pure.

Average-link: the two groups that are most alike on average become one, as long as they are alike
enough.  Groups of some size must also be nearly as alike as their own members are: two alike
events (two quakes in one country) share much of their words, but less than tellings of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

#: Mean likeness from which groups are about one thing.
ALIKE = 0.21
#: The share of the likeness within the looser of two groups that there must be between them.
NEARLY_AS_WITHIN = 0.66
#: Articles from which a group says how alike tellings of its event are.
ENOUGH = 3


def group(likeness: Matrix, comparable: Matrix) -> list[list[int]]:
    """Groups of the rows of `similarity`; only pairs that are `comparable` (1, else 0) count."""
    between = likeness * comparable
    pairs = comparable.astype(float)
    np.fill_diagonal(between, 0.0)
    np.fill_diagonal(pairs, 0.0)
    groups = [[row] for row in range(len(likeness))]
    merging = _Merging.of(between, pairs)
    while len(groups) > 1:
        a, b = merging.likest()
        if merging.means[a, b] < ALIKE:
            break
        groups[a] += groups[b]
        groups[b] = []
        merging.join(a, b)
    return [rows for rows in groups if rows]


@dataclass(frozen=True, slots=True)
class _Merging:
    """Groups on their way, each at its first row; a row whose group went into another is dead.

    A merge changes one row of the means, and only that is computed anew.
    """

    #: Sums of likeness over the pairs between two groups, on the diagonal those within; and how
    #: many pairs they are.
    between: Matrix
    pairs: Matrix
    sizes: NDArray[np.int64]
    #: Mean likeness within each group; -1 where there is no pair.
    within: NDArray[np.float64]
    #: Mean likeness of each two groups; -1 where they may not become one.
    means: Matrix

    @classmethod
    def of(cls, between: Matrix, pairs: Matrix) -> Self:
        count = len(between)
        means = np.where(pairs > 0, between / np.maximum(pairs, 1.0), -1.0)
        within = np.diag(means).copy()
        np.fill_diagonal(means, -1.0)
        return cls(between, pairs, np.ones(count, np.int64), within, means)

    def likest(self) -> tuple[int, int]:
        """The two groups that are most alike, of equals the first."""
        a, b = sorted(divmod(int(np.argmax(self.means)), len(self.means)))
        return a, b

    def join(self, a: int, b: int) -> None:
        """Let group `b` go into group `a`."""
        for sums in (self.between, self.pairs):
            inside = sums[a, a] + sums[b, b] + sums[a, b]
            sums[a] += sums[b]
            sums[:, a] = sums[a]
            sums[a, a] = inside
        self.sizes[a] += self.sizes[b]
        self.sizes[b] = 0
        row = self._row(a)
        self.means[a] = self.means[:, a] = row
        self.means[b] = self.means[:, b] = -1.0

    def _row(self, a: int) -> NDArray[np.float64]:
        pairs, sizes = self.pairs[a], self.sizes
        row = np.where(pairs > 0, self.between[a] / np.maximum(pairs, 1.0), -1.0)
        self.within[a] = row[a]
        if sizes[a] >= ENOUGH:
            wanted = NEARLY_AS_WITHIN * np.minimum(self.within, self.within[a])
            row[(sizes >= ENOUGH) & (row < wanted)] = -1.0
        row[sizes == 0] = -1.0
        row[a] = -1.0
        return row
