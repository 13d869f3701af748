"""Initials in a question, written out as what was read writes them: "VAT" is "Value added tax".  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from bot.memory.equivalents import is_known_name, keys_of
from bot.memory.words import words_of

_INITIALS = re.compile(r"\b[A-Z]{3,6}\b")
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
    if not unknown:
        return question
    read = list(texts)
    for initials in unknown:
        written = (
            []
            if any(re.search(rf"\b{initials}\b", text) for text in read)
            else [told for text in read for told in _written_out(initials, text)]
        )
        if len(set(map(str.casefold, written))) == 1:
            question = re.sub(rf"\b{initials}\b", written[0], question)
    return question


def _is_known(initials: str) -> bool:
    words = list(words_of(initials))
    return all(map(is_known_name, keys_of(words)))


def _written_out(initials: str, text: str) -> Iterable[str]:
    """Runs of words in a text that begin with these letters, the first of them a capital."""
    words = list(words_of(text))
    for at, word in enumerate(words):
        if word.text[0] != initials[0]:
            continue
        telling = [
            w for w in words[at : at + 2 * len(initials)] if w.text.casefold() not in _PASSED_OVER
        ]
        run = list(
            takewhile(
                lambda pair: pair[0].text[0].upper() == pair[1],
                zip(telling, initials, strict=False),
            )
        )
        if len(run) == len(initials):
            told = text[word.start : run[-1][0].end]
            if not re.search(r"[.;:!?]", told):
                yield told
