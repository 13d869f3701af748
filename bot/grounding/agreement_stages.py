"""Stages: what was signed has not been ratified, and what was agreed is not yet in force.

A treaty or a law goes through stages that are not told for each other, whatever else two sentences
have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds


class Stage(StrEnum):
    """How far an agreement or a law has come."""

    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in force"
    OTHER = "other"


_STAGES = {
    Stage.SIGNED: re.compile(
        r"\b(?:sign(?:s|ed|ing|ator(?:y|ies)|atures?)?|initiall?ed|inked)\b", re.IGNORECASE
    ),
    Stage.RATIFIED: re.compile(r"\bratif(?:y|ies|ied|ying|ication)\b", re.IGNORECASE),
    Stage.IN_FORCE: re.compile(
        r"\b(?:in(?:to)?\s+(?:force|effect)|(?:take|takes|taking|took|taken)\s+effect"
        r"|bec(?:ame|ome|omes)\s+(?:effective|binding|law)|effective|appl(?:y|ies|ied|icable))\b",
        re.IGNORECASE,
    ),
    Stage.OTHER: re.compile(
        r"\b(?:agreed|adopted|approved|passed|proposed|drafted|negotiated|concluded|reached)\b",
        re.IGNORECASE,
    ),
}
#: What goes through them.
_THING = re.compile(
    r"\b(?:treat(?:y|ies)|agreements?|accords?|pacts?|deals?|conventions?|protocols?|laws?|bills?"
    r"|acts?|decrees?|ceasefires?|truces?|sanctions|memorandum)\b",
    re.IGNORECASE,
)

#: Words in common from which two sentences are about one thing.
LEAST_SHARED = 2


def check_stages(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a stage of which its sources tell nothing, where they tell another."""
    if not _THING.search(claim.text):
        return
    near = (*grounds.cited, *grounds.nearby, *grounds.about)
    for stage in (Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE):
        found = _STAGES[stage].search(claim.text)
        if found is None or any(_STAGES[stage].search(ground.text) for ground in near):
            continue
        if any(_tells_another(ground, claim, stage) for ground in grounds.cited):
            yield Problem(ProblemKind.UNSUPPORTED, found.group())


def _tells_another(ground: Ground, claim: Ground, stage: Stage) -> bool:
    """Whether a source sentence tells of the same thing that it is at another stage."""
    is_about = _THING.search(ground.text) and len(claim.content & ground.content) >= LEAST_SHARED
    others = (other for other in Stage if other is not stage)
    return bool(is_about) and any(_STAGES[other].search(ground.text) for other in others)
