"""Parts and wholes: of "120 of the 212", "half of it" or "by two votes to one" nobody says "all".

The sentences of the sources that tell the same are looked at: where one of them tells of a part,
and none of the whole, "all", "every", "unanimously" or "most" is too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import LEAST_SHARED
from bot.grounding.grounds import Ground, Grounds

_ALL = re.compile(
    # "Are all told alike" says nothing of how many there are.
    r"(?<!are )(?<!were )(?<!have )(?<!had )(?<!been )\b(?:(?P<all>all|every|each)(?= (?:(?:one )?of )?(?:the |its |their |his |her )?\w+)"
    r"|(?P<one_mind>unanimous(?:ly)?|without (?:dissent|opposition)))\b",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:most of|the majority of|a majority of|the bulk of)\b", re.IGNORECASE)
#: What tells of the whole in a source.
_WHOLE = re.compile(
    r"\b(?:all|every|each|both|everyone|everybody|unanim\w+|whole|entire(?:ly)?|total|complete(?:ly)?"
    r"|any|always|no|none|nobody|full|fully|throughout|across|consensus)\b",
    re.IGNORECASE,
)
_MAJORITY = re.compile(
    r"\b(?:most(?:ly)?|major(?:ity)?|bulk|main(?:ly)?|largely|all|every|each|nearly|almost|thirds|quarters"
    r"|primarily|predominantly|chiefly|generally|usually|typically|often|common\w*|many)\b",
    re.IGNORECASE,
)
#: "Two of the nine", "some of them", "a few of the states"; "in front of the 12" is no part.
_PART_OF = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+|some|several|few|many|half"
    r"|part|parts|most|thirds?|quarters?|fifths?|majority) of\b",
    re.IGNORECASE,
)
_PART_OF_IT = re.compile(
    r"\b(?:million|billion|\d+|some|half|part) of (?:it|them)\b", re.IGNORECASE
)
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:It|They|He|She|Of them)\b")
#: What is decided against the will of some.
_NOT_OF_ONE_MIND = re.compile(
    r"\bvotes? to \w+|\bby \w+ votes\b|\b\w+ to \w+ votes?\b|\bmajority\b|\bdissent|\bagainst\b"
    r"|\bdisagree|\bcould not agree|\bsplit\b|\babstain",
    re.IGNORECASE,
)
#: From this share on something is most of a whole.
HALF = 0.5


def check_parts(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a whole, or most of it, of which the sources tell a part alone."""
    whole, most = _ALL.search(claim.text), _MOST.search(claim.text)
    if whole is None and most is None:
        return
    told = [g for g in (*grounds.cited, *grounds.about) if _tells_the_same(claim, g)]
    if whole is not None and told and not any(_WHOLE.search(g.text) for g in told):
        is_of_minds = whole["one_mind"] is not None
        if any(
            _NOT_OF_ONE_MIND.search(g.text) if is_of_minds else _tells_part_of(claim, g)
            for g in told
        ):
            yield Problem(ProblemKind.NUMBER, whole.group())
    if most is not None and told and not any(_MAJORITY.search(g.text) for g in told):
        shares = [_nearest_share(claim, ground) for ground in told]
        if any(s is not None for s in shares) and all(s is None or s <= HALF for s in shares):
            yield Problem(ProblemKind.NUMBER, most.group())


def _tells_the_same(claim: Ground, ground: Ground) -> bool:
    words = ground.content
    if ground.before and _PRONOUN.match(ground.text):
        words |= Ground(ground.before).content
    return len(claim.content & words) >= max(2, LEAST_SHARED * len(claim.content))


def _tells_part_of(claim: Ground, ground: Ground) -> bool:
    """Whether a source sentence says "two of the nine", or splits the number that is told whole."""
    figures = {figure.value for figure in claim.loose_figures}
    if figures:
        values = [figure.value for figure in ground.loose_figures]
        is_split = len(values) > 2 and any(v in figures for v in values)  # "Of 27, 21 and six"
        of = (
            _PART_OF.search(ground.text, 0, f.start) for f in ground.figures if f.value in figures
        )
        return is_split or any(of) or _PART_OF_IT.search(ground.text) is not None
    return (_PART_OF.search(ground.text) or _ONLY.search(ground.text)) is not None


def _nearest_share(claim: Ground, ground: Ground) -> float | None:
    """The share that stands nearest before the last word that the two have in common."""
    last = max((t.start for t in ground.tokens if t.stem in claim.content), default=0)
    shares = [
        figure.value / 100 if figure.unit == "%" else figure.value
        for figure in ground.figures
        if figure.start < last and (figure.unit == "%" or 0 < figure.value < 1)
    ]
    return shares[-1] if shares else None
