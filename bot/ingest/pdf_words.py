"""Words that were broken at the end of a line, made whole.

What a wrong guess writes is a word that nobody used ("socalled", "inter-national"), and quotes must
be found letter for letter: the document's own words decide, where they can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.ingest.pdf_lines import SOFT_HYPHEN

_WORD = re.compile(r"\w+(?:[-‐]\w+)*")
_BROKEN = re.compile(r"(?<!\w)(\w+)[-‐]$")
_LONGEST_WORD = 60
_HEAD = re.compile(r"\w+")
#: Words before which a hyphen stands for a word that follows later: "short- and long-term".
_JOINING = frozenset(
    "and or nor to und oder bis bzw et ou y o e en of och eller og i и или".split()
)
#: First halves that take a hyphen in English and are no syllables of other words.
_HYPHENATED = frozenset(
    "well long short high low far half cross self non anti mid vice two three four five six seven "
    "eight nine one first second third left right middle hard old new world year day large small "
    "full part peace war law".split()
)


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document, as they stand inside its lines."""
    found: set[str] = set()
    for line in lines:
        words = _WORD.findall(line.casefold().replace("‐", "-"))
        # The first and the last may be halves of one.
        found.update(words[1:-1])
    return frozenset(found)


def joined(before: str, line: str, words: frozenset[str]) -> str:
    """Two lines of one paragraph."""
    if before.endswith(SOFT_HYPHEN):
        return before.removesuffix(SOFT_HYPHEN) + line
    tail, head = _BROKEN.search(before[-_LONGEST_WORD:]), _HEAD.match(line)
    if tail is None or head is None or head[0] in _JOINING:
        return f"{before} {line}"
    if _keeps_hyphen(tail[1], head[0], words):
        return before + line
    return before[:-1] + line


def _keeps_hyphen(tail: str, head: str, words: frozenset[str]) -> bool:
    """Whether the hyphen is the word's own: "EU-Ukraine", "2024-25", "long-term"."""
    whole, compound = f"{tail}{head}".casefold(), f"{tail}-{head}".casefold()
    if (whole in words) != (compound in words):
        return compound in words
    is_one_word = tail[-1:].islower() and head[:1].islower()
    is_compound = tail.casefold() in _HYPHENATED or (tail.casefold(), head) == ("so", "called")
    return not is_one_word or is_compound
