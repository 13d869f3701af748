"""Words of a text: what counts as one, which say nothing, which are names or figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from bot.memory.stems import stem

#: A word with its inner marks (``Al-Shifa``, ``U.S.``, ``3.5``, ``S/2024/239``); a possessive
#: ending stays outside.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # initials: U.S., U.N., e.g.
    r"|\d+(?:[.,:/]\d+)*(?:-?[^\W\d_]+)?"  # figures: 3.5, 2,728, 10:30, 6-week, 21st
    r"|[^\W_]+(?:['’.\-/][^\W_]+)*"
)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:]\s+|\n\s*)[\"“‘'(\[]*$")

#: Function words, question words and the words of asking.  English: terms of other languages are
#: told apart by the index's own weights.
STOP_WORDS = frozenset(
    files("bot.memory").joinpath("stop_words.txt").read_text(encoding="utf-8").split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text as it stands there (without a possessive ending), and its stem."""

    text: str
    stem: str
    start: int
    end: int
    #: Whether a sentence starts with it, so that its capital letter says nothing.
    is_first: bool

    @property
    def is_figure(self) -> bool:
        """Whether it starts with a digit: 3.5, 2728, 21st."""
        return self.text[0].isdigit()

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals: US, U.N., NATO, AUKUS."""
        return self.text.isupper() and len(self.text.replace(".", "")) > 1

    @property
    def is_name(self) -> bool:
        """Whether its writing makes it a name: a capital where none is due, or an acronym."""
        return self.is_acronym or (self.text[0].isupper() and not self.is_first)

    @property
    def is_stop(self) -> bool:
        """Whether it says nothing by itself; "US" and the month of May do."""
        if self.text.casefold().replace("’", "'") not in STOP_WORDS:
            return False
        is_month = self.text == "May" and not self.is_first
        return not (is_month or self.is_acronym)


def words_of(text: str) -> Iterator[Word]:
    """The words of `text` in order."""
    for match in _WORD.finditer(text):
        written = match.group()
        if "'" in written or "’" in written:
            written = _POSSESSIVE.sub("", written)
        start = match.start()
        is_first = _OPENS_SENTENCE.search(text, max(0, start - 8), start) is not None
        yield Word(written, stem_of(written), start, start + len(written), is_first)


def stem_of(written: str) -> str:
    """The stem under which a word is counted: case-folded, initials without full stops."""
    return stem(written.replace(".", "") if _is_initials(written) else written)


def content_stems(text: str) -> Iterator[str]:
    """The stems of the words of `text` that say something, in order, with repetitions."""
    return (word.stem for word in words_of(text) if not word.is_stop)


def _is_initials(written: str) -> bool:
    return "." in written and not any(c.isdigit() for c in written)
