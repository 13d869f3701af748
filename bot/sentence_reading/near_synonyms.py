"""Words that reports use of the same matter: who asks for the *renovation* is told of a *revamp*.

Wider than `memory.equivalents`: a near word covers a question's word in an answer, and is no other
name of it.  Pure.  English.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from bot.memory.equivalents import keys_of
from bot.memory.stems import stem
from bot.memory.word_files import word_lines
from bot.memory.words import words_of

#: Letters that a form may have more, and fewer, than the word that is listed: "reporters" is a form
#: of "reporter", and neither "report" nor, of "author", "authorities".
MOST_MORE, MOST_FEWER = 3, 1


@lru_cache(maxsize=16_384)
def near_to(word: str) -> frozenset[str]:
    """The keys of the words that one is near to, as it is written in lower case."""
    return frozenset[str]().union(
        *(
            keys
            for listed, keys in _table().get(stem(word), ())
            if -MOST_FEWER <= len(word) - len(listed) <= MOST_MORE
        )
    )


@cache
def _table() -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    """By its stem, every listed word with the keys of its group."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for words in word_lines("word_lists/near_words.txt", "bot.sentence_reading"):
        keys = frozenset(key for word in words for key in keys_of(list(words_of(word))))
        for word in words:
            found[stem(word)].append((word, keys))
    return {root: tuple(listed) for root, listed in found.items()}
