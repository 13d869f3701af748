"""The words of a text with their offsets, and what they are compared by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from bot.grounding.word_lists import STOP_WORDS
from bot.memory.stems import stem

#: Dotted initials ("U.S.", "a.m."), "No." before what it numbers, figures ("2,728", "1.5", "14-0" as
#: two), words ("al-Shifa").
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|\bNos?\.(?=\s?\d|\s+of\b)|\d+(?:[.,]\d+)*|[^\W\d_]+\d*(?:[’'][^\W\d_]+)*",
    re.UNICODE,
)
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$")

#: Initials that would otherwise read as a word ("us").
_INITIALS = {
    "No.": "number",
    "Nos.": "number",
    "US": "usa",
    "U.S.": "usa",
    "U.S.A.": "usa",
    "US's": "usa",
    "US’s": "usa",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word: ``text[start:end]``; `key` is lower case without dots and possessive."""

    text: str
    start: int
    end: int
    key: str
    stem: str

    @property
    def is_content(self) -> bool:
        """Whether it says something of its own."""
        return self.key not in STOP_WORDS and (len(self.key) > 1 or self.key.isdigit())


class Spanned(Protocol):
    """Something read at ``text[start:end]``: a figure, a date word, a name."""

    @property
    def start(self) -> int:
        """Offset of its first character."""
        ...

    @property
    def end(self) -> int:
        """Offset after its last character."""
        ...


def is_within(token: Token, found: Iterable[Spanned]) -> bool:
    """Whether a word belongs to any of what was read in the same text."""
    return any(token.start < each.end and each.start < token.end for each in found)


def tokenise(text: str) -> tuple[Token, ...]:
    """The words and figures of `text`, in order.

    >>> [t.key for t in tokenise("Israel’s U.S. envoy, 14–0")]
    ['israel', 'usa', 'envoy', '14', '0']
    """
    return tuple(_token(match) for match in _WORD.finditer(text))


def _token(match: re.Match[str]) -> Token:
    word = match.group()
    key, root = _key_and_stem(word)
    return Token(word, match.start(), match.end(), key, root)


# Texts repeat most of their words.
@lru_cache(maxsize=32_768)
def _key_and_stem(word: str) -> tuple[str, str]:
    if word in {"No.", "Nos."}:
        return "number", "number"  # and no "no"
    if word in _INITIALS:
        return _INITIALS[word], _INITIALS[word]
    key = _POSSESSIVE.sub("", word).replace("’", "'").casefold()
    key = key.replace(".", "") if key[:1].isalpha() else key
    return key, stem(key)
