"""Initials in a question, written out as what was read writes them: "VAT" is "Value added tax".  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from bot.memory.equivalents import is_known_name, keys_of
from bot.memory.words import Word, words_of

_INITIALS = re.compile(r"\b[A-Z]{3,6}\b")
_BORDER = re.compile(r"[.;:!?]")
#: Words that initials pass over.
_PASSED_OVER = frozenset("of the and for in on to".split())


def with_initials_written(question: str, texts: Iterable[str]) -> str:
    """The question with initials that the texts never use, in the words that the texts have for them.

    >>> with_initials_written("When does VAT rise?", ["Value added tax goes up in July."])
    'When does Value added tax rise?'
    >>> with_initials_written("When does VAT rise?", ["VAT goes up. Vague assertions trouble him."])
    'When does VAT rise?'
    """
    unknown = {found for found in _INITIALS.findall(question) if not _is_known(found)}
    read = list(texts) if unknown else []
    meant = {initials: told for initials in unknown if (told := _only_reading(initials, read))}
    # What is put in is an article's: no pattern of ours.
    return _INITIALS.sub(lambda found: meant.get(found[0], found[0]), question)


def _only_reading(initials: str, texts: Sequence[str]) -> str | None:
    """The one way in which texts that never use these initials write them out, if there is one."""
    if any(initials in _INITIALS.findall(text) for text in texts):
        return None
    written = [told for text in texts for told in _written_out(initials, text)]
    return written[0] if len(set(map(str.casefold, written))) == 1 else None


def _is_known(initials: str) -> bool:
    words = list(words_of(initials))
    return all(map(is_known_name, keys_of(words)))


def _written_out(initials: str, text: str) -> Iterator[str]:
    """Runs of words in a text that begin with these letters, the first of them a capital."""
    words = list(words_of(text.replace("-", " ")))  # "Free-trade agreement"
    for at, word in enumerate(words):
        if word.text[0] != initials[0]:
            continue
        near = words[at : at + 2 * len(initials)]
        telling = (w for w in near if w.text.casefold() not in _PASSED_OVER)
        run = list(takewhile(_begins_alike, zip(telling, initials, strict=False)))
        if len(run) == len(initials):
            told = text[word.start : run[-1][0].end]
            if not _BORDER.search(told):
                yield " ".join(told.split())


def _begins_alike(pair: tuple[Word, str]) -> bool:
    word, initial = pair
    return word.text[0].upper() == initial
