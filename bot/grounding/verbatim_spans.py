"""Finding a verbatim span: the same letters, however white space and punctuation are set.

Outlets, browsers and language models set the same sentence with other quote marks, dashes, white
space, ellipses, ligatures and soft hyphens.  `fold` irons these out and remembers where every
folded character came from, so that what is found has exact offsets in the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

#: All kinds of single and double quotation marks, primes, backticks and apostrophes.
QUOTE_MARKS = "\"'`´‘’‚‛“”„‟′″‹›«»「」『』＂＇"
#: All kinds of hyphens, dashes and the minus sign (Unicode Pd, and U+2212).
DASHES = "-‐‑‒–—―−﹘﹣－"
#: Not shown, or only a hint where a line may break.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_FOLDED = dict.fromkeys(map(ord, QUOTE_MARKS), "'") | dict.fromkeys(map(ord, DASHES), "-")
_DROPPED = frozenset(_UNSEEN)
_RUN = re.compile(r"([ '])\1+")

#: How far apart, in characters, the parts of a quote with an omission may stand.
MAX_OMISSION = 600

_OMISSION = re.compile(r"(?:(?<!\s)\s+)?(?:\[\s*(?:\.\s*){2,3}\]|\[\s*…\s*\]|\.\s?\.\s?\.|…)\s*")
#: What writers put around a quote or leave off at its end; never part of what must be found.
_OUTER = QUOTE_MARKS + " \t\r\n.,;:…!?()[]"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text ironed out; ``starts[i]``/``ends[i]`` are the original offsets of character i."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> Folded:
    """Iron out white space, quote marks, dashes, ellipses, compatibility forms and case.

    >>> fold("“Gaps  are narrowing…”").text
    "'gaps are narrowing...'"
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for offset, original in enumerate(text):
        for letter in _letters(original):
            if letters and letter == letters[-1] and letter in " '":
                ends[-1] = offset + 1  # a run of spaces, or `` written for “, is one
                continue
            letters.append(letter)
            starts.append(offset)
            ends.append(offset + 1)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def folded(text: str) -> str:
    """The ironed-out text alone, without outer white space."""
    return _RUN.sub(r"\1", "".join(map(_letters, text))).strip()


@lru_cache(maxsize=4096)
def _letters(original: str) -> str:
    if original in _DROPPED:
        return ""
    if original.isascii():
        if original.isspace():
            return " "
        return _FOLDED.get(ord(original)) or original.lower()
    plain = unicodedata.normalize("NFKD", original).translate(_FOLDED).casefold()
    return " " if plain.isspace() else plain


def find_span(quote: str, text: str, start: int = 0, end: int | None = None) -> Span | None:
    """Where `quote` stands in ``text[start:end]``: offsets into `text`; None when nowhere.

    Outer quote marks and end marks of `quote` are forgiven, and an omission (``…``, ``[...]``)
    matches what it leaves out, up to `MAX_OMISSION` characters.  Words are found whole.
    """
    window = text[start:end]
    wanted = quote.strip()
    exact = _find_exactly(wanted, window)
    found = exact or _find_folded(wanted, window)
    return (found[0] + start, found[1] + start) if found else None


def _find_exactly(wanted: str, text: str) -> Span | None:
    if not any(map(str.isalnum, wanted)):
        return None
    at = text.find(wanted)
    while at >= 0:
        if _is_whole(text, at, at + len(wanted)):
            return at, at + len(wanted)
        at = text.find(wanted, at + 1)
    return None


def _find_folded(wanted: str, text: str) -> Span | None:
    haystack = fold(text)
    for needle in dict.fromkeys((folded(wanted), folded(wanted.strip(_OUTER)))):
        if any(map(str.isalnum, needle)) and (found := _locate(needle, haystack, 0)):
            return haystack.starts[found[0]], haystack.ends[found[1] - 1]
    return _find_with_omissions(wanted, haystack)


def _find_with_omissions(wanted: str, haystack: Folded) -> Span | None:
    parts = [folded(part.strip(_OUTER)) for part in _OMISSION.split(wanted)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return None
    found: list[Span] = []
    for part in parts:
        at = _locate(part, haystack, found[-1][1] if found else 0)
        if at is None or (found and at[0] - found[-1][1] > MAX_OMISSION):
            return None
        found.append(at)
    return haystack.starts[found[0][0]], haystack.ends[found[-1][1] - 1]


def _locate(needle: str, haystack: Folded, start: int) -> Span | None:
    return next(
        (
            span
            for span in _occurrences(needle, haystack.text, start)
            if _is_whole(haystack.text, *span) and _cuts_no_letter(haystack, *span)
        ),
        None,
    )


def _occurrences(needle: str, text: str, start: int) -> Iterator[Span]:
    at = text.find(needle, start)
    while at >= 0:
        yield at, at + len(needle)
        at = text.find(needle, at + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word or figure is cut at either end."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (before or after or (end < len(text) and unicodedata.combining(text[end])))


def _cuts_no_letter(haystack: Folded, start: int, end: int) -> bool:
    """Whether an original character that folds to several (``…``, ``ﬁ``) is not cut."""
    starts = haystack.starts
    before = start > 0 and starts[start - 1] == starts[start]
    return not before and (end == len(starts) or starts[end] != starts[end - 1])
