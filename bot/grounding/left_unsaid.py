"""What somebody leaves unsaid, or nobody knows, is not told as so.

"She would not say whether the loan was in danger" does not tell that it is, nor that she said it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.memory.frequencies import weight_of

_UNSAID = re.compile(
    r"\b(?:(?:not|never|n['’]t|declin\w+ to|refus\w+ to)(?: yet| immediately)? (?:say|said|tell|know|known|clear|decide[d]?"
    r"|comment|explain|disclose|reveal|confirm|certain|sure)|unclear|unknown|unsure|remains? (?:open|to be seen)"
    r"|ask\w*|question\w*|doubt\w*|wonder\w*|no word)(?: on| of| as to)? (?P<open>whether|if)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[;.]|,\s(?:but|and|which|who|while)\s")
#: What tells in a sentence that it is open, or not so.
_OPEN = re.compile(
    r"\b(?:whether|if|not|never|no|unclear|unknown|open|question\w*|ask\w*|doubt\w*|could|(?-i:may)|might"
    r"|declin\w+|refus\w+|silent|den(?:y|ies|ied))\b|n['’]t\b",
    re.IGNORECASE,
)
#: Share of the weight of a sentence's words, its speaker left out, that what is left unsaid must
#: hold, and of what is left unsaid that the sentence must.
LEAST_HELD = 0.6


def check_left_unsaid(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for what a source sentence only leaves open, where no other tells it."""
    if _OPEN.search(claim.text):
        return
    wanted = claim.content
    best: tuple[float, str] = (0.0, "")
    for ground in grounds.cited:
        found = _UNSAID.search(ground.text)
        if found is None:
            continue
        ends = _ENDS.search(ground.text, found.end())
        end = ends.start() if ends is not None else len(ground.text)
        inside = {t.stem for t in ground.tokens if t.is_content and found.end() <= t.start < end}
        # "The loan, which the two countries agreed on in March, was in danger"
        shared = _weight(wanted & inside)
        around = {t.stem for t in ground.tokens if t.is_content}
        mine = _weight(wanted & (around | _before(ground))) or 1.0
        if inside and shared >= LEAST_HELD * mine and shared > best[0]:
            best = shared, found.group()
    if not best[0]:
        return
    told = max(
        (_weight(wanted & g.stems) for g in grounds.cited if not _UNSAID.search(g.text)),
        default=0.0,
    )
    if told < best[0]:
        yield Problem(ProblemKind.NEGATION, best[1])


def _before(ground: Ground) -> frozenset[str]:
    return Ground(ground.before).content if ground.before else frozenset()


def _weight(stems: frozenset[str] | set[str]) -> float:
    return sum(map(weight_of, stems))
