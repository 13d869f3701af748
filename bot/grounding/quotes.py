"""Quotations: what a sentence puts in quotation marks must stand so in its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.tokens import tokenise
from bot.grounding.verbatim_spans import find_span
from bot.sentence_reading.reporting_verbs import saying_verbs

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

#: The reader's own question, told again before its answer; nobody in the sources is said to say it.
_ASKED = re.compile(
    r"\banswer(?:s|ed|ing)?\s+(?:to\s+|for\s+)?(?:the|your|this)\s+(?:given\s+|following\s+)?"
    r"(?:question|query)\s*(?:of\s+)?[“\"][^“”\"]+[”\"]",
    re.IGNORECASE,
)


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
    for quotation in quotations(_ASKED.sub(" ", claim.text)):
        wanted = _INSERTED.sub(" … ", quotation)
        if any(map(str.isalnum, wanted)) and not (
            _stands_in(wanted, grounds) or _is_known_title(wanted, claim, grounds)
        ):
            yield Problem(ProblemKind.QUOTE, quotation)


def _is_known_title(wanted: str, claim: Ground, grounds: Grounds) -> bool:
    """Whether it is no speech but the title of a work, whose words the sources have all."""
    before, _, after = claim.text.partition(wanted)
    if any(token.key in saying_verbs().reporting for token in tokenise(f"{before} {after}")):
        return False
    words = [token for token in tokenise(wanted) if token.is_content]
    return len(words) > 1 and all(
        token.text[0].isupper() and token.stem in grounds.stems for token in words
    )


def _stands_in(wanted: str, grounds: Grounds) -> bool:
    about = (ground.text for ground in grounds.about)
    return any(find_span(wanted, text) for text in (*grounds.quotable, *about))
