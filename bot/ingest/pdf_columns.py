"""Columns that a PDF writes across the page, line by line.

Most programs write one column after the other.  Where one writes across them, each line of the left
runs into one of the right, and the text would hold sentences that nobody wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

#: Rows by which columns are told, how many of a page's they are, and the letters on either side:
#: a table has fewer and shorter ones.
_FEWEST_ROWS = 8
_SHARE = 0.6
_LETTERS = 18


class Rows:
    """Where the strings of a page begin, in the order in which they are written."""

    def __init__(self) -> None:
        self._strings: list[tuple[int, int, int]] = []

    def hear(
        self, operator: bytes, operands: Sequence[Any], drawing: list[float], writing: list[float]
    ) -> None:
        """An operator of the page, before it is carried out."""
        if operator not in {b"Tj", b"TJ", b"'", b'"'} or not operands:
            return
        shown = operands[-1] if isinstance(operands[-1], list) else [operands[-1]]
        letters = sum(len(one) for one in shown if isinstance(one, (str, bytes)))
        x, y = writing[4], writing[5]
        left = x * drawing[0] + y * drawing[2] + drawing[4]
        height = x * drawing[1] + y * drawing[3] + drawing[5]
        self._strings.append((round(height), round(left), letters))

    def are_across(self) -> bool:
        """Whether most rows are two long ones, of which the second begins at one place."""
        rows = [list(row) for _, row in groupby(self._strings, key=lambda one: one[0])]
        seconds: Counter[int] = Counter(
            left for row in rows if len(row) > 1 for left in _seconds(row)
        )
        if not seconds:
            return False
        _, count = seconds.most_common(1)[0]
        return count >= max(_FEWEST_ROWS, _SHARE * len(rows))


def _seconds(row: Sequence[tuple[int, int, int]]) -> set[int]:
    """Places in a row that have as many letters before and behind them as a column has."""
    whole, before, found = sum(letters for *_, letters in row), 0, set()
    for (_, left, letters), (_, next_left, _) in pairwise(row):
        before += letters
        if next_left > left and before >= _LETTERS and whole - before >= _LETTERS:
            found.add(next_left)
    return found
