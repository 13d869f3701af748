"""Sentences as spans of a text.

sentencex finds the borders (DESIGN D10); two kinds of border that it draws inside a quotable
sentence in news text are taken out again: before the attribution of a quotation (``“Never.”
he said.``) and after a title that it does not know (``M. Macron``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from bot.memory.language_codes import DEFAULT_LANGUAGE, language_code

Span = tuple[int, int]

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*(?:\r?\n[^\S\n]*)+|\r\n[^\S\n]*(?:\r\n[^\S\n]*)+")
_HAS_WORD = re.compile(r"\w")
#: A piece that is only a title or a list number: ``M.``, ``Mme.``, ``2.``.
_ONLY_ABBREVIATION = re.compile(r"\W*(?:[^\W\d_]|M(?:M|me|lle|ons)|[DF]r|Hr|Sra?|St|\d{1,2})\.")
#: A piece that ends within initials behind a hyphen: ``the Japan-U.`` of ``the Japan-U.S. pact``.
_CUTS_INITIALS = re.compile(r"[\w.]-[^\W\d_]\.$")
#: A piece that ends with what is put before a name, of those that the library does not know.
_ENDS_IN_TITLE = re.compile(
    r"(?<!\w)(?:Ms|Mx|Messrs|Mmes|MM?|Mme|Mlle|Dr|Amb|Atty|Cdr|Adm|Assoc|Dep|Abg|Cnel|Archbp|Bp|approx)\.$"
)
#: A piece that ends with a month, before its day or year: ``July 30-Aug.`` of ``July 30-Aug. 14``.
_ENDS_IN_MONTH = re.compile(
    r"(?<![^\W_])(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec|janv|févr|avr|juil|déc|okt|dez|ene|abr|ago|dic)\.$",
    re.IGNORECASE,
)
#: A piece that ends in an ordinal, as many languages write it: ``the 2.`` of ``in der 2. Liga``.
_ENDS_IN_ORDINAL = re.compile(r"(?<![\d.,:])\d{1,3}\.$")
#: A German one, before a noun: ``des 1.`` of ``des 1. FC Köln``.
_ENDS_IN_GERMAN_ORDINAL = re.compile(
    r"(?<!\w)(?:der|die|das|des|dem|den|am|im|zum|zur|vom|beim|ins|jede[rsnm]?|ihre?[rsnm]?|seine?[rsnm]?|\w+tag,)"
    r"\s\d{1,3}\.$",
    re.IGNORECASE,
)
#: The month that the library takes for an abbreviation, at the end of a sentence.
_ENDS_IN_MAY = re.compile(r"\bMay\.(?=\s+[“\"‘(]?[A-Z])")
#: A piece whose last sentence mark stands inside its closing quotation mark.
_ENDS_IN_QUOTATION = re.compile(r"[.!?…,][\"”’»'“]\s*$")


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the paragraphs of `text` (blank lines part them), without outer white space."""
    borders = [0, *(end for m in _PARAGRAPH_BREAK.finditer(text) for end in m.span()), len(text)]
    spans = (_stripped(text, a, b) for a, b in zip(borders[::2], borders[1::2], strict=True))
    return tuple(span for span in spans if span[0] < span[1])


def split_sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """Spans ``(start, end)`` of the sentences of `text`, in order, in characters.

    A span has no white space at its ends, and holds at least one letter or digit; what lies
    between spans is white space or marks alone.  `language` is a BCP 47 tag.
    """
    code = language_code(language) or DEFAULT_LANGUAGE
    return tuple(
        span for start, end in split_paragraphs(text) for span in _sentences(text, start, end, code)
    )


def paragraph_starts(text: str) -> tuple[int, ...]:
    """Offsets at which the paragraphs of `text` start."""
    return tuple(start for start, _ in split_paragraphs(text))


def _sentences(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    borders = sentencex.get_sentence_boundaries(language, text[start:end])
    ends = {border["end_index"] for border in borders}
    if language == DEFAULT_LANGUAGE:
        ends |= {may.end() for may in _ENDS_IN_MAY.finditer(text[start:end])}
    pieces = [_stripped(text, start + a, start + b) for a, b in pairwise([0, *sorted(ends)])]
    for joined in _joined(text, [p for p in pieces if p[0] < p[1]], language):
        if _HAS_WORD.search(text, *joined):
            yield joined


def _joined(text: str, pieces: list[Span], language: str) -> Iterator[Span]:
    if not pieces:
        return
    start = pieces[0][0]
    for before, after in pairwise(pieces):
        if not _belong_together(text, (start, before[1]), after, language):
            yield start, before[1]
            start = after[0]
    yield start, pieces[-1][1]


def _belong_together(text: str, before: Span, after: Span, language: str) -> bool:
    if "\n" in text[before[1] : after[0]]:
        return False
    piece = text[slice(*before)]
    is_attribution = text[after[0]].islower() and _ENDS_IN_QUOTATION.search(piece) is not None
    is_cut = any(pattern.search(piece) for pattern in (_CUTS_INITIALS, _ENDS_IN_TITLE))
    is_dated = text[after[0]].isdigit() and _ENDS_IN_MONTH.search(piece) is not None
    is_mark = _ONLY_ABBREVIATION.fullmatch(piece) is not None
    return (
        is_attribution or is_cut or is_dated or is_mark or _is_ordinal(text, piece, after, language)
    )


def _is_ordinal(text: str, piece: str, after: Span, language: str) -> bool:
    """Whether a full stop belongs to a figure: "in der 2. Liga", "34. haftada"."""
    if _ENDS_IN_ORDINAL.search(piece) is None:
        return False
    is_german = language == "de" and _ENDS_IN_GERMAN_ORDINAL.search(piece) is not None
    return is_german or text[after[0]].islower()


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
