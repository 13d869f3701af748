"""What a source excepts or sets against something is not told as if it were meant.

"Ostra abolished the toll, except for salt" does not tell that it abolished the toll for salt, nor
"the courts, not the cabinet, will decide" that the cabinet will.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import retold
from bot.grounding.grounds import Ground, Grounds

_EXCEPTED = re.compile(
    r"\b(?:except(?: for| in| that)?|apart from|other than|excluding|with the exception of|save for|but not"
    r"|but (?:it |they |he |she )?(?:has|have|had|will|would) (?:kept|keep|retained?|maintained?|left)(?: it| them)?)"
    r"\s(?P<what>[^,;.]{3,80})",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(
    r"(?P<meant>[\w’'-]+(?: [\w’'-]+)?), (?:and )?not (?!only\b|just\b|least\b|yet\b|including\b|because\b)(?P<what>[^,;.]{3,60}),"
)
_SAYS_SO = re.compile(
    r"\b(?:except|apart|other than|exclud|exception|save for|not|no|never|but|still|kept|keep|retain\w*|maintain\w*|remain\w*)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)


def check_left_out(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for what every source sentence told again leaves out, by the words that do so."""
    if _SAYS_SO.search(claim.text):
        return
    found = [_left_out(claim, source) for source in retold(claim, grounds)]
    if found and all(found):
        yield Problem(ProblemKind.NEGATION, found[0] or "")


def _left_out(claim: Ground, source: Ground) -> str | None:
    for pattern in (_EXCEPTED, _SET_AGAINST):
        for found in pattern.finditer(source.text):
            start, end = found.span("what")
            what = {t.stem for t in source.tokens if t.is_content and start <= t.start < end}
            outside = {t.stem for t in source.tokens if t.is_content and not start <= t.start < end}
            only = what - outside
            if not only or not only <= claim.content:
                continue
            meant = found.groupdict().get("meant")
            if meant is None or claim.content.isdisjoint(Ground(meant).content):
                return found.group()
    return None
