"""Groups of articles that are about one thing, from how alike each two are.  Pure.

Average-link: the two groups that are most alike on average become one, as long as they are alike
enough.  Groups of some size must also be nearly as alike as their own members are: two alike
events (two quakes in one country) share much of their words, but less than tellings of each.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

#: Mean likeness from which groups are about one thing.
ALIKE = 0.22
#: The share of the likeness within the looser of two groups that there must be between them.
NEARLY_AS_WITHIN = 0.66
#: Articles from which a group says how alike tellings of its event are.
ENOUGH = 3


def group(likeness: Matrix, comparable: Matrix) -> list[list[int]]:
    """Groups of the rows of `likeness`; only pairs that are `comparable` (1, else 0) count."""
    between = likeness * comparable
    pairs = comparable.astype(float)
    np.fill_diagonal(between, 0.0)
    np.fill_diagonal(pairs, 0.0)
    groups = [[row] for row in range(len(likeness))]
    while len(groups) > 1:
        means = _mergeable(between, pairs, np.array([len(g) for g in groups]))
        a, b = sorted(divmod(int(np.argmax(means)), len(groups)))
        if means[a, b] < ALIKE:
            break
        groups[a] += groups.pop(b)
        between, pairs = _joined(between, a, b), _joined(pairs, a, b)
    return groups


def _mergeable(between: Matrix, pairs: Matrix, sizes: NDArray[np.int64]) -> Matrix:
    """The mean likeness of each two groups; -1 where they may not become one."""
    means = np.where(pairs > 0, between / np.maximum(pairs, 1.0), -1.0)
    within = np.diag(means)
    is_large = sizes >= ENOUGH
    wanted = NEARLY_AS_WITHIN * np.minimum.outer(within, within)
    means[np.logical_and.outer(is_large, is_large) & (means < wanted)] = -1.0
    np.fill_diagonal(means, -1.0)
    return means


def _joined(sums: Matrix, a: int, b: int) -> Matrix:
    """Sums over pairs after group `b` went into group `a`; on the diagonal, those within."""
    sums = sums.copy()
    inside = sums[a, a] + sums[b, b] + sums[a, b]
    sums[a] += sums[b]
    sums[:, a] = sums[a]
    sums[a, a] = inside
    return np.delete(np.delete(sums, b, axis=0), b, axis=1)
