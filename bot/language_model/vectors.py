"""Vectors as models return them, made fit to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.errors import ModelGarbageError

Vectors = list[list[float]]


def unit_vectors(rows: Any, count: int) -> Vectors:
    """`count` vectors of one length, each scaled to length 1.

    Raises:
        ModelGarbageError: too few or too many, of several lengths, empty, infinite or all zero.
    """
    try:
        matrix = np.asarray(rows, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ModelGarbageError(_COMPLAINT) from error
    if matrix.ndim != 2 or matrix.shape[0] != count or matrix.shape[1] == 0:
        raise ModelGarbageError(_COMPLAINT)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not lengths.all():
        raise ModelGarbageError(_COMPLAINT)
    scaled: Vectors = (matrix / lengths).tolist()
    return scaled


def batches(texts: Sequence[str], size: int) -> Sequence[Sequence[str]]:
    """Texts in order, `size` at a time."""
    return [texts[start : start + size] for start in range(0, len(texts), size)]


def readable(text: str) -> str:
    """The text, or a dash for an empty one: models turn those down, and the others with them."""
    return text if text.strip() else "-"


_COMPLAINT = (
    "The embedding model returned something that is not one vector for each text; "
    "check ATTACHE_EMBEDDING_MODEL.  Until then recall is by words."
)
