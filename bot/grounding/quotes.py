"""Quotations: what a sentence puts in quotation marks must stand so in its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.spans import find_span

_QUOTATION = re.compile(
    r"“([^“”]+)”"
    r"|\"([^\"]+)\""
    r"|«([^«»]+)»"
    r"|„([^“”„]+)[“”]"
    r"|(?<!\w)‘((?:[^‘’]|’(?=\w))+)’(?!\w)"
    r"|``(.+?)''"
    r"|(?<!\w)'([^'\n]{3,})'(?!\w)"
)
#: A writer's own word inside a quotation: "[Hamas] must release".
_INSERTED = re.compile(r"\[[^\[\]]*\]")


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, in order.

    >>> quotations("He called it “a mistake” and ‘not Israel’s way’.")
    ('a mistake', 'not Israel’s way')
    """
    return tuple(next(filter(None, match.groups())) for match in _QUOTATION.finditer(text))


def check_quotes(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every quotation that is not in the cited spans, word for word.

    Words left out (…) and the writer's own in square brackets are allowed for.
    """
    for quotation in quotations(claim.text):
        wanted = _INSERTED.sub(" … ", quotation)
        if any(map(str.isalnum, wanted)) and not _stands_in(wanted, grounds):
            yield Problem(ProblemKind.QUOTE, quotation)


def _stands_in(wanted: str, grounds: Grounds) -> bool:
    about = (ground.text for ground in grounds.about)
    return any(find_span(wanted, text) for text in (*grounds.quotable, *about))
