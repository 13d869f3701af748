"""Pronouns inside a sentence, which may mean what the one before has named.  Pure.  English."""

from __future__ import annotations

import re

_PRONOUN = re.compile(
    r"\b(?:it|he|she|they|its|his|her|their|him|them|this|that) ?\b", re.IGNORECASE
)


def points_inside(text: str) -> bool:
    """Whether a sentence has a pronoun, which may mean what the one before has named."""
    return _PRONOUN.search(text) is not None
