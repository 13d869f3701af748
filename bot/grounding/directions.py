"""Directions: from here to there is not from there to here, nor is A B's what B is A's.

Neither is "fell to 25" told by "rose from 25", nor "rose from 25" by "fell to 25".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.figures.reading import Figure
from bot.grounding.figure_agreement import agrees
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.places import place_of

_NAME = r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2}"
_FROM_TO = re.compile(
    rf"\b(?:from|in) (?:the )?(?:\w+ of )?(?P<one>{_NAME})(?: \w+){{0,3}}? (?:to|into) (?:the )?(?:\w+ of )?(?P<other>{_NAME})"
)
#: "Vell is Ostra's largest partner".
_IS_ITS = re.compile(
    rf"\b(?P<one>{_NAME}) (?:is|was|became) (?P<other>{_NAME})['’]s? (?P<what>[\w-]+)"
)

#: Before a figure: "rose to", "up from", "fell from 12 percent to".
_CHANGED = re.compile(
    r"\b(?:rose|risen|rise|fell|fallen|fall|grew|grown|grow|dropped|drop|declined|decreased|increased"
    r"|climbed|shrank|went|up|down|cut|raised|lowered)\b(?P<gap>[^,;.]{0,30}?) (?P<end>to|from) "
    r"(?:about |some |nearly |almost |around |only |over )?$",
    re.IGNORECASE,
)

Ends = tuple[str, str, str]


def check_directions(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for two names that every source sentence with both has the other way around."""
    yield from _wrong_ends(claim, grounds)
    for pattern in (_FROM_TO, _IS_ITS):
        mine = list(_ends(claim.text, pattern))
        if not mine:
            continue
        told = [ends for g in (*grounds.cited, *grounds.about) for ends in _ends(g.text, pattern)]
        for one, other, what in mine:
            if (other, one, what) in told and (one, other, what) not in told:
                yield Problem(ProblemKind.NAME, f"{one} … {other}")


def _wrong_ends(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A figure that the sentence has something come to, and all sources come from, or the like."""
    for figure in claim.loose_figures:
        mine = _end_of(figure, claim)
        told = [
            _end_of(found, ground)
            for ground in (*grounds.cited, *grounds.about)
            for found in ground.loose_figures
            if agrees(figure, found)
        ]
        if mine and told and all(end is not None and end != mine for end in told):
            yield Problem(ProblemKind.NUMBER, figure.text)


def _end_of(figure: Figure, sentence: Ground) -> str | None:
    """Whether a figure is what something rose or fell "from", or "to"."""
    found = _CHANGED.search(sentence.text, 0, figure.start)
    return None if found is None else found["end"].lower()


def _ends(text: str, pattern: re.Pattern[str]) -> Iterator[Ends]:
    for match in pattern.finditer(text):
        one, other = (place_of(match[part]) or match[part].casefold() for part in ("one", "other"))
        yield one, other, match.groupdict().get("what") or ""
