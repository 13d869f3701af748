"""Names in a question that was typed in small letters, written as the evidence writes them.  Pure.

"did lestia ratify the treaty" names Lestia: what its articles write with a capital within
sentences, and never without, is a name.  A question that has capitals is taken as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.memory.words import words_of

#: Letters from which a small word is looked for: "us" and "may" are words as well.
_SHORTEST = 3


def with_names_written(question: str, texts: Iterable[str]) -> str:
    """The question with the capitals of its names, as the texts have them.

    >>> with_names_written("did lestia ratify it?", ["On Friday Lestia ratified it."])
    'did Lestia ratify it?'
    """
    if any(letter.isupper() for letter in question[1:]):
        return question
    asked = {word.text.casefold() for word in words_of(question) if not word.is_stop}
    names = _names_among({word for word in asked if len(word) >= _SHORTEST}, texts)
    if not names:
        return question
    wanted = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    return wanted.sub(lambda match: names[match.group().casefold()], question)


def _names_among(asked: set[str], texts: Iterable[str]) -> dict[str, str]:
    """Those of the words that the texts write with a capital, and never without, as they do."""
    written: dict[str, str] = {}
    small: set[str] = set()
    for text in texts:
        for word in words_of(text):
            folded = word.text.casefold()
            if folded not in asked:
                continue
            if word.text[0].isupper() and not word.is_first:
                written.setdefault(folded, word.text)
            elif word.text[0].islower():
                small.add(folded)
    return {folded: word for folded, word in written.items() if folded not in small}
