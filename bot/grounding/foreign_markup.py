"""Marks: links, mentions, markup and unseen characters, which a sentence may take over but not bring.

The words of a sentence are checked elsewhere; these are what words are not made of, and what chat
platforms act on: ``@everyone``, ``<!channel>``, ``[x](javascript:...)``, addresses, characters that
turn the direction of a line or are not seen at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds

#: ASCII that Slack's mrkdwn, Matrix's HTML, Markdown or a mention is made of.
_MARKUP = frozenset("@#*_`~<>|\\{}^")
#: General categories of what a sentence is made of: letters, accents, digits, punctuation, money,
#: signs of arithmetic, spaces.  Left out: controls, formats (bidi, zero width), symbols (emoji).
_PLAIN = frozenset("L M N P Zs Sc Sm".split())
_SIGNS = frozenset("°№©®™")
#: An address, also without a scheme: clients make links of ``evil.example`` by themselves.
_ADDRESS = re.compile(r"\w:/|www\.|[^\W_]{2}\.[a-z]{2}|javascript:|\]\(", re.IGNORECASE)
_WORD = re.compile(r"\S+")
#: What stands around a word in any sentence.
_AROUND = "\"'‘’“”„«»,.;:!?…()-–—"


def check_marks(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every word with a mark that does not stand, letter for letter, in the sources."""
    sources = (*grounds.quotable, *(about.text for about in grounds.about))
    for match in _WORD.finditer(claim.text):
        # TeX's quotation marks are wire agencies' as well.
        word = match.group().replace("``", "")
        if not _ADDRESS.search(word):
            word = word.strip(_AROUND)
        if _has_mark(word) and not any(word in source for source in sources):
            yield Problem(ProblemKind.UNSUPPORTED, word)


def _has_mark(word: str) -> bool:
    return _ADDRESS.search(word) is not None or not all(map(_is_plain, word))


def _is_plain(character: str) -> bool:
    if character.isascii():
        return character.isprintable() and character not in _MARKUP
    category = unicodedata.category(character)
    if category[0] == "L":
        # ``Ｇ`` and ``𝐆`` are G in disguise; no sentence needs them.
        return unicodedata.normalize("NFKC", character) == character
    return category[0] in _PLAIN or category in _PLAIN or character in _SIGNS
