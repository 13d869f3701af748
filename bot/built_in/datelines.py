"""Where a wire text came from, before its first sentence: "UNITED NATIONS, March 22 (Reuters) - "."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’/-]+[ ,]*){1,5}(?:,?\s*[A-Z][a-z]+\.?(?:\s\d{1,2})?,?\s*)?"
    r"(?:\([^()]{2,40}\)\s*)?[-–—:]{1,2}\s+(?=[A-Z“\"])"
)


def after_dateline(text: str, start: int, end: int) -> int:
    """Where the sentence at ``start:end`` of `text` begins to say something: after its dateline."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start
