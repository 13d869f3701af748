from __future__ import annotations

import math

import pytest

from bot.errors import ModelGarbageError
from bot.language_model.vectors import batches, unit_vectors


def test_vectors_are_scaled_to_length_one():
    assert unit_vectors([[3.0, 4.0], [0.0, -2.0]], 2) == [[0.6, 0.8], [0.0, -1.0]]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[1.0]],
        [[1.0], [1.0], [1.0]],
        [[1.0, 2.0], [1.0]],
        [[], []],
        [[0.0], [1.0]],
        [[math.nan], [1.0]],
        [[math.inf], [1.0]],
        [["a"], ["b"]],
        None,
    ],
)
def test_what_is_not_one_vector_for_each_text_is_garbage(rows):
    with pytest.raises(ModelGarbageError, match="ATTACHE_EMBEDDING_MODEL"):
        unit_vectors(rows, 2)


def test_batches_keep_the_order():
    assert batches(["a", "b", "c"], 2) == [["a", "b"], ["c"]]
    assert batches([], 2) == []
