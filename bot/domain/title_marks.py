"""What a headline carries beside its news: an agency's mark of a new version, or of what it is.

"UPDATE 2-Talks resume" is the news "Talks resume", sent again; "Correction: Vote on the treaty"
tells of the outlet's own mistake, and "What to know about the treaty" explains what others report.
"""

from __future__ import annotations

import re

#: Before the news, in capitals and with a dash, or in capitals with a colon.
_VERSION = re.compile(
    r"^\s*(?:(?:UPDATE|WRAPUP|CORRECTED|REFILE|RPT|REPEAT|ADVISORY|RECAST|CLARIFIED|EXCLUSIVE|BREAKING|FLASH"
    r"|URGENT|ALERT)(?:\s*\d{1,2})?(?:\s*[-–—:]\s*|\s*\([^()]*\)\s*[-–—:]\s*)){1,3}(?=\S)"
)
_NOTICE = re.compile(
    r"^\W*(?:corrections?|clarifications?|corrigend(?:um|a)|errat(?:um|a)|rectificatif|berichtigung|korrektur"
    r"|correcci[oó]n|rectificaci[oó]n|تصحيح|تصويب)"
    r"(?:\s+(?:and|&|et|und|y)\s+\w+)?\s*(?::|\||[–—-]\s|$)",
    re.IGNORECASE,
)
_EXPLAINING = re.compile(
    r"^\W*(?:explainer|factbox|timeline|q\s?&\s?a|fact\s+check|live|watch|in\s+pictures|photos?|podcast|quiz"
    r"|profile|newsmaker|hintergrund|décryptage)\b\s*[:|–—-]"
    r"|^\W*(?-i:(?!WHO\b))(?:what|why|how|who|where|when|which|inside|here[’']s\s+(?:what|why|how))(?=\s)"
    r"|\bwhat\s+(?:to|we|you)\s+(?:\w+\s+)?know\b|\?\W*$",
    re.IGNORECASE,
)


def news_begins(title: str) -> int:
    """Where a headline's news begins, behind the marks of a new version.

    >>> "UPDATE 2-Talks resume in Olm"[news_begins("UPDATE 2-Talks resume in Olm"):]
    'Talks resume in Olm'
    """
    found = _VERSION.match(title)
    return found.end() if found else len(title) - len(title.lstrip())


def is_notice(title: str | None) -> bool:
    """Whether an article only sets right what its outlet told wrongly."""
    return title is not None and _NOTICE.match(title) is not None


def is_explaining(title: str | None) -> bool:
    """Whether a headline asks or explains, and tells no news of its own."""
    return title is not None and _EXPLAINING.search(title) is not None
