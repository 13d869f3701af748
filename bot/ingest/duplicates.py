"""Recognising a text that comes again: the same, lightly edited, or shortened.

Texts are compared by their shingles (runs of `_SHINGLE_WORDS` words).  To find candidates in the
store, a text is represented by those shingle hashes that are 0 modulo a power of two: unlike a
MinHash signature this sketch also finds *contained* texts, for a shortened copy keeps its share
of the original's selected shingles (Broder, "On the resemblance and containment of documents",
1997, sketches by modulus).  Candidates are then compared on their whole texts.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.articles import Article, ReadArticle
from bot.domain.identifiers import ArticleId
from bot.ports import Fingerprint

Shingle = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")
#: Kana and Han.
_UNSPACED = re.compile("[\u3040-\u9fff]")
_WORD_OR_SIGN = re.compile(rf"{_UNSPACED.pattern}|(?:(?!{_UNSPACED.pattern})[^\W_])+")

#: Words in a shingle.  Shorter runs are phrases of the trade ("the Ministry of Foreign Affairs
#: said"); longer ones break at every small edit.
_SHINGLE_WORDS = 5
#: Shingle hashes kept of one text.
_MOST_BANDS = 48
#: The largest share of shingles kept: 1 in 4.
_SMALLEST_MODULUS = 4
#: Share of the shorter text's shingles that the longer one must hold.  An edit of every tenth
#: word leaves 0.9 ** 5 = .59 of them; two reporters on one event, quoting the same speech, share
#: less than .3 (both measured in tests/unit/ingest/test_duplicates.py).
_CONTAINED = 0.5
#: The shorter text is also looked at in thirds: its beginning and one more third must be covered.
#: What two articles of one site share of *boilerplate* is a block, at one end.
_THIRD_COVERED = 0.2
#: Shorter texts are compared for equality only: a few common phrases fill them.
_FEWEST_SHINGLES = 20
#: How far apart copies are published.  Texts from one template (a daily schedule, a market
#: report) come again next week with other facts.
_COPIED_WITHIN = timedelta(days=5)


def fingerprint(text: str) -> Fingerprint:
    """By what a text is recognised; equal texts to a reader have equal hashes."""
    words = _words(text)
    return Fingerprint(
        content_hash=hashlib.sha256(" ".join(words).encode()).hexdigest(),
        bands=_bands({_hash(" ".join(shingle)) for shingle in _shingles(words)}),
    )


def find_original(article: ReadArticle, candidates: Sequence[Article]) -> ArticleId | None:
    """The article among `candidates` whose text this one carries; None when it is its own.

    Of several the one learned first wins, and a copy of a copy leads to the first original.
    Other versions of the same address are not copies.
    """
    words = _words(article.text)
    shingles = _shingles(words)
    copied = [
        candidate
        for candidate in candidates
        if not (article.url and candidate.url == article.url)
        and _is_copy(article, words, shingles, candidate)
    ]
    first = min(copied, key=lambda c: (c.learned_at, c.published_at or c.learned_at), default=None)
    return first.origin_id if first else None


def containment(shorter: str, longer: str) -> float:
    """The share of one text's shingles that the other holds, from 0 to 1."""
    return _covered(_shingles(_words(shorter)), frozenset(_shingles(_words(longer))))


def _is_copy(
    article: ReadArticle, words: Sequence[str], shingles: Sequence[Shingle], candidate: Article
) -> bool:
    other_words = _words(candidate.text)
    if words == other_words:
        return True
    other = _shingles(other_words)
    shorter, longer = sorted((shingles, other), key=len)
    if len(shorter) < _FEWEST_SHINGLES or not _near_in_time(article, candidate):
        return False
    return _carries(shorter, frozenset(longer))


def _carries(shorter: Sequence[Shingle], longer: frozenset[Shingle]) -> bool:
    third = len(shorter) // 3
    parts = (shorter[:third], shorter[third : 2 * third], shorter[2 * third :])
    covered = [_covered(part, longer) >= _THIRD_COVERED for part in parts]
    starts_alike = covered[0] and (covered[1] or covered[2])
    return starts_alike and _covered(shorter, longer) >= _CONTAINED


def _covered(part: Sequence[Shingle], whole: frozenset[Shingle]) -> float:
    return sum(map(whole.__contains__, part)) / len(part) if part else 0.0


def _near_in_time(article: ReadArticle, candidate: Article) -> bool:
    if article.published_at is None or candidate.published_at is None:
        return True
    return abs(article.published_at - candidate.published_at) <= _COPIED_WITHIN


def _words(text: str) -> list[str]:
    """Words as they sound: no case, accents composed, no punctuation.

    A script without spaces is cut into characters.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return (_WORD if _UNSPACED.search(folded) is None else _WORD_OR_SIGN).findall(folded)


def _shingles(words: Sequence[str]) -> list[Shingle]:
    """The text's shingles in order; a short text is one shingle."""
    if len(words) <= _SHINGLE_WORDS:
        return [tuple(words)]
    return list(zip(*(words[start:] for start in range(_SHINGLE_WORDS)), strict=False))


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
