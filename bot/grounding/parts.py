"""Parts and wholes: of "120 of the 212" nobody says "all 212"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds

_ALL = re.compile(r"\b(?:all|every one) (?:of )?(?:the |its |their |his |her )?$", re.IGNORECASE)
_OF = re.compile(r"\b(?P<part>\w+) of (?:the |its |their |his |her |some |about )?$", re.IGNORECASE)
_WHOLE = frozenset({"all", "each", "every", "total"})


def check_parts(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for "all" of a number of which the sources tell a part alone."""
    for figure in claim.figures:
        if not _ALL.search(claim.text[: figure.start]):
            continue
        told = [
            _OF.search(ground.text[: other.start])
            for ground in (*grounds.cited, *grounds.about)
            for other in ground.figures
            if other.value == figure.value
        ]
        if told and all(of is not None and of["part"].lower() not in _WHOLE for of in told):
            yield Problem(ProblemKind.NUMBER, claim.text[figure.start : figure.end])
