"""Where a wire text came from, before its first sentence: "UNITED NATIONS, March 22 (Reuters) - "."""

from __future__ import annotations

import re

#: A region, or a day: "Iowa", "March 22", "March 22, 2024", "22 March 2024".
_WHERE_OR_WHEN = (
    r"(?:\d{1,2}\s[A-Z][a-z]+\.?(?:,?\s\d{4})?|[A-Z][a-z]+\.?(?:\s\d{1,2}(?:,\s\d{4})?)?)"
)
_CAPITALS = (
    rf"(?:[A-Z](?:[A-Z.'’/]|-(?=[A-Z]))++[ ,]*+){{1,5}}(?:,?\s*{_WHERE_OR_WHEN},?\s*){{0,2}}"
    r"(?:\([^()]{2,40}\)\s*)?[-–—:]{1,2}\s+(?=[A-Z“\"])"
)
#: Not in capitals, but with an agency: "Paris (AFP) – ".
_WITH_AGENCY = (
    r"(?:[^\W\d_a-zß-ÿ][\w.'’/-]*[ ,]+){1,4}(?:\d{1,2}\s+\w+\.?\s+)?"
    r"\([^()\d]{2,30}\)\.?\s*[-–—]{1,2}\s+(?=\S)"
)
#: With a day in any language, and an agency: "OUADRA, 23 nov. (Agence Méridien) - ", "أديس أبابا، 26 نوفمبر (وكالة) - ".
_WITH_DAY = (
    r"(?=[^a-z\d\s(])[^()\n.:;!?\d]{2,50}[,،]\s(?:\d{1,2}\.?\s[^\W\d_]{3,12}|[^\W\d_]{3,12}\.?\s\d{1,2})"
    r"\.?\s\([^()\n]{2,40}\)\s*[-–—]{1,2}\s+(?=\S)"
)
#: With the agency between strokes: "OUADRA, November 23. /MERIDIAN/. ".
_SLASHED = (
    r"(?:[A-Z](?:[A-Z.'’]|-(?=[A-Z]))++[ ,]*+){1,5}"
    rf"(?:{_WHERE_OR_WHEN}\.?\s*)?(?<=\s)/[^/\n]{{2,40}}/\s*(?:[-–—.:]\s*)?(?=\S)"
)
_DATELINE = re.compile(f"{_CAPITALS}|{_SLASHED}|{_WITH_AGENCY}|{_WITH_DAY}")
#: Characters of a standfirst, behind which a dateline may stand.
_STANDFIRST = 500
#: What an agency says first of a text that it sends again: "(Corrects paragraph 2)".
_NOTE = re.compile(
    r"\s*\((?:correct|clarif|adds?|updat|remov|fix|refil|recast|rewrit|repeat|restor|amend)[^()\n]{0,200}\)\.?\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^(,–—:/\d]+")


def after_dateline(text: str, start: int, end: int) -> int:
    """Where the sentence at ``start:end`` of `text` begins to say something: after its dateline.

    A dateline may have been cut at the stop of its month ("23 nov. | (Agency) - "): what is left of
    it is no part of the sentence either.
    """
    dateline = _DATELINE.match(text, start, end)
    if dateline is None and text.startswith("(", start):
        line = text.rfind("\n", 0, start) + 1
        dateline = _DATELINE.match(text, line, end)
    return dateline.end() if dateline and dateline.end() > start else start


def dateline_of(text: str) -> str | None:
    """The dateline of a text: it begins with it, after a standfirst or a note on what was corrected."""
    return _opening(text, 0) or _opening(text, text.find("\n\n", 0, _STANDFIRST) + 2)


def _opening(text: str, start: int) -> str | None:
    note = _NOTE.match(text, start)
    begin = note.end() if note else len(text) - len(text[start:].lstrip())
    found = _DATELINE.match(text, begin)
    return found.group() if found else None


def place_of(dateline: str) -> str:
    """The place that a dateline names, in lower case.

    >>> place_of("UNITED NATIONS, March 22 (Reuters) - ")
    'united nations'
    """
    found = _PLACE.match(dateline)
    return found.group().strip(" -").casefold() if found else ""
