"""Words of a text: what counts as one, which say nothing, which are names or figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from bot.memory.stems import stem

#: A word with its inner marks (``Al-Shifa``, ``U.S.``, ``3.5``, ``S/2024/239``); a possessive
#: ending stays outside.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # initials: U.S., U.N., e.g.
    r"|\d+(?:[.,:/]\d+)*(?:-?[^\W\d_]+)?"  # figures: 3.5, 2,728, 10:30, 6-week, 21st
    r"|[^\W_]+(?:['’.\-/][^\W_]+)*"
)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:]\s{1,8}|\n\s{0,8})[\"“‘'(\[]*$")

#: Function words, question words and the words of asking.  English: terms of other languages are
#: told apart by the index's own weights.
STOP_WORDS = frozenset(
    files("bot.memory").joinpath("stop_words.txt").read_text(encoding="utf-8").split()
)


class Word(NamedTuple):
    """A word of a text as it stands there (without a possessive ending), and its stem."""

    text: str
    stem: str
    start: int
    end: int
    #: Whether a sentence starts with it, so that its capital letter says nothing.
    is_first: bool
    #: Whether it is written in capitals: US, U.N., NATO, AUKUS.
    is_acronym: bool
    #: Whether it says nothing by itself; "US" and the month of May do.
    is_stop: bool

    @property
    def is_figure(self) -> bool:
        """Whether it starts with a digit: 3.5, 2728, 21st."""
        return self.text[0].isdigit()

    @property
    def is_name(self) -> bool:
        """Whether its writing makes it a name: a capital where none is due, or an acronym."""
        return self.is_acronym or (self.text[0].isupper() and not self.is_first)


class _Spelling(NamedTuple):
    """What the letters of a word tell, wherever it stands."""

    text: str
    stem: str
    is_acronym: bool
    is_stop: bool


def words_of(text: str) -> Iterator[Word]:
    """The words of `text` in order."""
    for match in _WORD.finditer(text):
        start = match.start()
        is_first = _is_first(text, start)
        written, root, is_acronym, is_stop = _spelling(match.group())
        if is_stop and written == "May" and not is_first:
            is_stop = False
        yield Word(written, root, start, start + len(written), is_first, is_acronym, is_stop)


def _is_first(text: str, start: int) -> bool:
    # Most words stand behind a word and a space: no pattern needs to be asked.
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
        return False
    return _OPENS_SENTENCE.search(text, max(0, start - 8), start) is not None


#: Texts and days repeat most of their words; these take some 10 MB.
@lru_cache(maxsize=32_768)
def _spelling(written: str) -> _Spelling:
    bare = _POSSESSIVE.sub("", written) if "'" in written or "’" in written else written
    is_acronym = bare.isupper() and len(bare.replace(".", "")) > 1
    is_stop = not is_acronym and bare.casefold().replace("’", "'") in STOP_WORDS
    return _Spelling(bare, stem_of(bare), is_acronym, is_stop)


def stem_of(written: str) -> str:
    """The stem under which a word is counted: case-folded, initials without full stops."""
    return stem(written.replace(".", "") if _is_initials(written) else written)


def content_stems(text: str) -> Iterator[str]:
    """The stems of the words of `text` that say something, in order, with repetitions."""
    return (word.stem for word in words_of(text) if not word.is_stop)


def _is_initials(written: str) -> bool:
    return "." in written and not any(c.isdigit() for c in written)
