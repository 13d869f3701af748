"""Silence: that somebody did not talk of something is not told where they do.

"The group did not discuss the price" is about what was said, and its words would all be known
from a talk about the price.  Of texts ("the passage does not mention") nothing is held: they may
name a thing and still not say what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.word_lists import OF_THE_TELLING

_SILENT = re.compile(
    r"\b(?:did|do|does)(?:\s+not|n[’']t)\s+(?:ever\s+)?(?:discuss|mention|talk\s+about|speak\s+about"
    r"|address|bring\s+up|comment\s+on|refer\s+to)\s+(?P<what>[^.;:]+)",
    re.IGNORECASE,
)
_NO_COMMENT = re.compile(
    r"\bno\s+comment\b|\b(?:declin|refus)\w+\s+to\s+(?:comment|say|discuss|answer)\b"
    r"|\b(?:would|will)\s+not\s+(?:comment|say|discuss)\b",
    re.IGNORECASE,
)
#: The share of the words for what was not talked of that the sources have to have.
LEAST_KNOWN = 0.6
_TEXTS = re.compile(
    r"\b(?:passages?|texts?|articles?|documents?|sources?|context|information|reports?|studies|study"
    r"|statement|page|site|website|it|that|which)\b",
    re.IGNORECASE,
)


def check_unmentioned(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem when all that is told not to be talked of stands in the sources."""
    found = _SILENT.search(claim.text)
    if found is None or _TEXTS.search(claim.text, 0, found.start()):
        return
    what = {
        t.stem
        for t in claim.tokens
        if found.start("what") <= t.start < found.end("what")
        and t.is_content
        and t.key not in OF_THE_TELLING
    }
    known = len(what & grounds.stems)
    if known >= max(1.0, LEAST_KNOWN * len(what)) and not any(map(_says_so, grounds.denying)):
        yield Problem(ProblemKind.NEGATION, found.group())


def _says_so(ground: Ground) -> bool:
    """Whether a source sentence denies itself that something was talked of."""
    return (_SILENT.search(ground.text) or _NO_COMMENT.search(ground.text)) is not None
