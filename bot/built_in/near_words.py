"""Words that reports use of the same matter: who asks for the *renovation* is told of a *revamp*.

Wider than `memory.equivalents`: a near word covers a question's word in an answer, and is no other
name of it.  Pure.  English.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.memory.equivalents import keys_of
from bot.memory.words import words_of


def near(key: str) -> frozenset[str]:
    """The keys of the words near to one with this key, its own among them."""
    return _table().get(key, frozenset({key}))


@cache
def _table() -> Mapping[str, frozenset[str]]:
    text = files("bot.built_in").joinpath("word_lists", "near_words.txt").read_text("utf-8")
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        keys = frozenset(keys_of(list(words_of(line))))
        for key in keys:
            found[key] |= keys
    return found
