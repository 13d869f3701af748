"""The words that say nothing by themselves, by language, and which of a question's do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from bot.memory.language_codes import ENGLISH
from bot.memory.word_files import word_lines
from bot.memory.words import STOP_WORDS, Word


@cache
def function_words() -> Mapping[str, frozenset[str]]:
    """The function words of texts in languages other than English, by the language's code."""
    return _read("function_words.txt")


def without_function_words(words: Sequence[Word]) -> list[Word]:
    """The words of a question that say something, in the language that it seems to be asked in.

        >>> from bot.memory.word_files import word_lines
    from bot.memory.words import words_of
        >>> [word.text for word in without_function_words(list(words_of("Was sagt der Minister?")))]
        ['sagt', 'Minister']
    """
    language = language_of(words)
    if language is None or language == ENGLISH:
        return [word for word in words if not word.is_stop]
    empty = _asking()[language]
    return [word for word in words if word.is_acronym or word.text.casefold() not in empty]


def language_of(words: Sequence[Word]) -> str | None:
    """The language of which most function words are there, English before others; None for none."""
    written = [word.text.casefold() for word in words]
    counts = {name: sum(w in listed for w in written) for name, listed in _asking().items()}
    best = max(counts, key=lambda name: (counts[name], name == ENGLISH))
    return best if counts[best] else None


@cache
def _asking() -> Mapping[str, frozenset[str]]:
    """The function words of questions, by language."""
    found = {**function_words(), ENGLISH: STOP_WORDS}
    for language, words in _read("asking_words.txt").items():
        found[language] = found.get(language, frozenset()) | words
    return found


def _read(name: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for language, *words in word_lines(name):
        found[language] = found.get(language, frozenset()) | frozenset(words)
    return found
