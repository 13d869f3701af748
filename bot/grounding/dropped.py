"""Plans given up: a deal that was dropped is not told as signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.memory.frequencies import weight_of

_DROPPED = re.compile(
    r"\b(?:cancel\w*|dropped|scrapped|called off|shelved|abandon\w*|turned down|rejected|voted down"
    r"|broken off|collapsed|fell through|withdrawn|given up)\b",
    re.IGNORECASE,
)
#: The same in whatever form a claim has it: "a plan which they reject".
_TELLS_SO = re.compile(
    r"\b(?:cancel|drop|scrap|calls? off|calling off|shelv|abandon|turn(?:s|ing)? down|reject|vot(?:e|es|ing) down"
    r"|break(?:s|ing)? off|broke off|collaps|f[ae]lls? through|withdr[ae]w|giv(?:e|es|ing) up|gave up|called off)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not|no|never|fail\w*|refus\w*|declin\w*|without|plan\w*|propos\w*|wants?|wanted)\b|n['’]t\b",
    re.IGNORECASE,
)
#: Share of the weight of a sentence's words in the source sentence that tells it was dropped.
LEAST_HELD = 0.6


def check_dropped(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a deed whose nearest source sentence says that it was called off."""
    if _DROPPED.search(claim.text) or _TELLS_SO.search(claim.text) or _NOT_DONE.search(claim.text):
        return
    total = sum(map(weight_of, claim.content))
    held = [(sum(map(weight_of, claim.content & g.content)), g) for g in grounds.cited]
    best = max((share for share, _ in held), default=0.0)
    if not total or best < LEAST_HELD * total:
        return
    dropped = []
    for ground in (ground for share, ground in held if share >= best - 1e-9):
        found = _DROPPED.search(ground.text)
        if found is None or not _is_of_it(found, claim, ground):
            return
        dropped.append(found.group())
    yield Problem(ProblemKind.NEGATION, dropped[0])


def _is_of_it(dropped: re.Match[str], claim: Ground, ground: Ground) -> bool:
    """Whether most of what the two share stands before the verb: what was called off."""
    shared = [t for t in ground.tokens if t.is_content and t.stem in claim.content]
    before = [t for t in shared if t.end <= dropped.start()]
    return len(before) >= LEAST_HELD * len(shared)
