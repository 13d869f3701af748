"""Causes: that one thing came after another does not tell that it came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import retold
from bot.grounding.grounds import Ground, Grounds

_CAUSED = re.compile(
    r"\b(?:because(?: of)?|due to|caused by|as a result of|owing to|triggered by|prompted by"
    r"|on account of|in retaliation for|in response to)\b",
    re.IGNORECASE,
)
#: What joins two things as cause and effect.
_CAUSES = re.compile(
    r"\b(?:because|due to|caus\w+|results?|resulted|resulting|owing|trigger\w*|prompt\w*|retaliat\w+|respon\w+"
    r"|reasons?|why|since|led to|lead\w* to|so|therefore|thus|hence|thanks|blam\w+|over|attribut\w+|in protest"
    r"|forc\w+|made|driv\w+|drove|over)\b",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(
    r"\b(?:after|before|following|followed|later|then|when|while|days?|weeks?|hours?)\b",
    re.IGNORECASE,
)


def check_causes(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a cause where the sources only tell that one thing followed the other."""
    found = _CAUSED.search(claim.text)
    if found is None:
        return
    sources = retold(claim, grounds)
    if sources and all(_only_follows(claim, found.end(), source) for source in sources):
        yield Problem(ProblemKind.UNSUPPORTED, found.group())


def _only_follows(claim: Ground, cause_at: int, source: Ground) -> bool:
    """Whether both the cause and what came of it stand in a sentence that joins them in time alone."""
    sides = [t for t in claim.tokens if t.is_content]
    cause = {t.stem for t in sides if t.start >= cause_at}
    effect = {t.stem for t in sides if t.end <= cause_at}
    if not (cause & source.stems and effect & source.stems):
        return False
    joint = _SEQUENCE.search(source.text)
    return joint is not None and not _CAUSES.search(source.text)
