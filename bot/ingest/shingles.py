"""A text as the runs of words that it is made of, and the few of them by which it is found again.

A text is represented in the store by those shingle hashes that are 0 modulo a power of two: unlike
a MinHash signature this sketch also finds *contained* texts, for a shortened copy keeps its share
of the original's selected shingles (Broder, "On the resemblance and containment of documents",
1997, sketches by modulus).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from bot.ports.articles import Fingerprint

Shingle = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")
#: Kana and Han.
_UNSPACED = re.compile("[\u3040-\u9fff]")
_WORD_OR_SIGN = re.compile(rf"{_UNSPACED.pattern}|(?:(?!{_UNSPACED.pattern})[^\W_])+")

#: Words in a shingle.  Shorter runs are phrases of the trade ("the Ministry of Foreign Affairs
#: said"); longer ones break at every small edit.
SHINGLE_WORDS = 5
#: Shingle hashes kept of one text.
_MOST_BANDS = 48
#: The largest share of shingles kept: 1 in 4.
_SMALLEST_MODULUS = 4


def fingerprint(text: str) -> Fingerprint:
    """By what a text is recognised; equal texts to a reader have equal hashes."""
    words = words_of(text)
    return Fingerprint(
        content_hash=hashlib.sha256(" ".join(words).encode()).hexdigest(),
        bands=_bands({_hash(" ".join(shingle)) for shingle in shingles_of(words)}),
    )


def words_of(text: str) -> list[str]:
    """Words as they sound: no case, accents composed, no punctuation.

    A script without spaces is cut into characters.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return (_WORD if _UNSPACED.search(folded) is None else _WORD_OR_SIGN).findall(folded)


def shingles_of(words: Sequence[str]) -> list[Shingle]:
    """The text's shingles in order; a short text is one shingle."""
    if len(words) <= SHINGLE_WORDS:
        return [tuple(words)]
    return list(zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False))


def _hash(text: str) -> int:
    """A signed 64-bit hash, the same on every machine."""
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _bands(hashes: set[int]) -> tuple[int, ...]:
    """The selected hashes, sorted; never none, so that a short text is found as well."""
    modulus = _SMALLEST_MODULUS
    chosen = [value for value in hashes if value % modulus == 0]
    while len(chosen) > _MOST_BANDS:
        modulus *= 2
        chosen = [value for value in chosen if value % modulus == 0]
    return tuple(sorted(chosen)) or (min(hashes),)
