"""The terms under which a text is found.  Pure; the same on SQLite and Postgres.

Case, accents and the forms of English words do not matter.  Scripts that are written without
spaces, and Korean with its endings, are indexed by every two neighbouring characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

from bot.memory.stems import stem
from bot.memory.words import STOP_WORDS

#: Characters of a term that count: longer ones are addresses and noise.
LONGEST_TERM = 40

#: Accents of Latin, Greek and Cyrillic, and the vowel marks of Arabic and Hebrew.  Marks that are
#: letters of their own in Indic and South-East Asian scripts stay.
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"  # CJK, Korean
    "\U00020000-\U0003ffff"  # rare Han
)
_TERM = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    r"|(?P<initials>(?:[^\W\d_]\.){2,})"
    r"|(?P<thousands>\d{1,3}(?:,\d{3})+(?![\d\w]))"
    r"|(?P<decimal>\d+\.\d+)"
    rf"|(?:(?![_{_UNSPACED}])[\w\u0900-\u0dff])+"  # \w leaves Indic vowel signs out
)
#: The same without its groups, by which whole tokens are found at once.
_TOKEN = re.compile(re.sub(r"\?P<\w+>", "?:", _TERM.pattern))


def terms_of(text: str) -> Iterator[str]:
    """The index terms of `text` in order, repetitions included.

    An acronym that reads like a function word without its capitals ("US", "WHO", "U.S.") is
    found under its capitals as well.

    >>> list(terms_of("Émigrés vetoed the U.S. cease-fire"))
    ['emigr', 'veto', 'the', 'us', 'US', 'ceas', 'fire']
    >>> list(terms_of("安全理事会"))
    ['安全', '全理', '理事', '事会']
    """
    return chain.from_iterable(map(_terms_of_token, _TOKEN.findall(_folded(text))))


def _terms_of_token(token: str) -> tuple[str, ...]:
    # A text's tokens come again; runs without spaces, and noise, do not.
    return _known_terms(token) if len(token) <= LONGEST_TERM else tuple(_terms(token))


@lru_cache(maxsize=32_768)
def _known_terms(token: str) -> tuple[str, ...]:
    return tuple(_terms(token))


def _terms(token: str) -> Iterator[str]:
    """What a token is says it itself, wherever it stands."""
    found = _TERM.fullmatch(token)
    match found.lastgroup if found else None:
        case "unspaced":
            yield from _pairs(token)
        case "initials":
            yield from _word_terms(token.replace(".", ""))
        case "thousands" | "decimal":
            yield token.replace(",", "")[:LONGEST_TERM]
        case _:
            yield from _word_terms(token)


def _folded(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for first, second in pairwise(run):
        yield first + second


def _word_terms(word: str) -> Iterator[str]:
    yield stem(word)[:LONGEST_TERM]
    if 1 < len(word) <= 5 and word.isupper() and word.casefold() in STOP_WORDS:
        yield word
