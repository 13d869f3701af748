from __future__ import annotations

import pytest

from bot.memory.equivalents import apart
from bot.memory.words import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the Israel-Hamas war", ["the", "Israel", "Hamas", "war"]),
        ("a Japan-U.S. pact", ["a", "Japan", "U.S", "pact"]),
        ("Al-Shifa during the cease-fire", ["Al-Shifa", "during", "the", "cease-fire"]),
    ],
)
def test_a_hyphen_that_joins_a_known_name_counts_as_a_space(text, words):
    found = list(apart(list(words_of(text))))

    assert [word.text for word in found] == words
    assert [text[word.start : word.end] for word in found] == words
