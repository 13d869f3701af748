"""Spaced texts: evidence whose words and marks were parted by spaces is put together as people write.

"The Herald 's editor , who left , said `` no ''" is how corpora and transcripts are kept; names,
quotations and figures are read in written text.
"""

from __future__ import annotations

import re

#: Spaced commas and stops that a text has at least to be one of these, and the share of all.
FEWEST, MOSTLY = 3, 0.5

_SPACED = re.compile(r"(?<=\S) [,.](?=\s|$)")
_WRITTEN = re.compile(r"(?<=\w)[,.](?=\s|$)")
_BEFORE_MARK = re.compile(r"(?<=[^\s]) (?=[,.;:?!%)\]](?:\s|$))")
_AFTER_BRACKET = re.compile(r"(?<=[(\[]) ")
_ENDING = re.compile(r"(?<=\w) (?=(?:['’](?:s|re|ve|ll|d|m|t)|n['’]t)\b)")
_BETWEEN_FIGURES = re.compile(r"(?<=\d) ([:/]) (?=\d)")
_PARTED_HYPHEN = re.compile(r"(?<=[a-z]) - (?=[a-z])")
_QUOTED = re.compile(r"`` ?(.{1,600}?) ?''")


def as_written(text: str) -> str:
    """A spaced text put together; any other as it is.

    >>> as_written("The club 's coach , Ada Roe , left . She won ( twice ) 3 : 2 , he said .")
    "The club's coach, Ada Roe, left. She won (twice) 3:2, he said."
    """
    spaced = len(_SPACED.findall(text))
    if spaced < FEWEST or spaced < MOSTLY * (spaced + len(_WRITTEN.findall(text))):
        return text
    told = _QUOTED.sub(r"“\1”", text)
    told = _BEFORE_MARK.sub("", _BETWEEN_FIGURES.sub(r"\1", told))
    told = _ENDING.sub("", _AFTER_BRACKET.sub("", told))
    return _PARTED_HYPHEN.sub("-", told)
