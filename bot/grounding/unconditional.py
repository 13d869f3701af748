"""Conditions that a sentence drops: "ready to sign if the boats leave" is not "ready to sign".

A sentence is held against those that it retells: an "if" that stands beside what it tells there
belongs to it.  What only could or may be is no promise, and is not told as what will be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import retold
from bot.grounding.grounds import Ground, Grounds

#: What a sentence tells as settled, to come or agreed to.
_SETTLED = re.compile(
    r"\b(?:will|would|shall|ready|willing|prepared|going to|agree[ds]? to|promis\w+|pledg\w+|vow\w*)\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"\b(?:could|might|(?-i:may)|can|possib\w+|whether)\b", re.IGNORECASE)
#: What sets a condition; in a sentence, also what tells of one in other words.
_CONDITION = re.compile(
    r"(?<!even )(?<!as )(?<!ask )(?<!asked )(?<!know )(?<!say )(?<!see )(?<!tell )(?<!clear )(?<!check )"
    r"\b(?P<word>if(?! (?:any|possible|necessary|needed|not)\b)|unless|provided(?: that)?|providing that"
    r"|on (?:the )?condition|as long as|so long as|only (?:when|after|once)|on one condition)\b",
    re.IGNORECASE,
)
_TELLS_OF_ONE = re.compile(
    r"\b(?:if|unless|provided|providing|condition\w*|as long as|so long as|when|once|after|until|depend\w*"
    r"|subject to|in (?:exchange|return) for|without|should|in case|requir\w+|need\w*|demand\w*|first|pending)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[;:,]|$")
#: Words of the condition's sentence, outside the condition, that a sentence has to share.
LEAST_SHARED = 2


def check_unconditional(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for what every source sentence told again sets a condition to, and the sentence none."""
    if not _SETTLED.search(claim.text) or _MAYBE.search(claim.text):
        return
    if _TELLS_OF_ONE.search(claim.text):
        return
    conditions = [_condition_of(claim, source) for source in retold(claim, grounds)]
    if conditions and all(conditions):
        yield Problem(ProblemKind.NEGATION, conditions[0] or "")


def _condition_of(claim: Ground, source: Ground) -> str | None:
    """The condition on which a source sentence has what the sentence tells."""
    found = _CONDITION.search(source.text)
    if found is None:
        return None
    ends = _ENDS.search(source.text, found.end())
    end = ends.start() if ends is not None else len(source.text)
    inside = {t.stem for t in source.tokens if t.is_content and found.end() <= t.start < end}
    main = {t.stem for t in source.tokens if t.is_content and not found.start() <= t.start < end}
    is_dropped = claim.content.isdisjoint(inside - main)
    return (
        source.text[found.start() : end]
        if is_dropped and len(claim.content & main) >= LEAST_SHARED
        else None
    )


#: What only may be, in a source; and what a source tells as coming.
_ONLY_MAY = re.compile(
    r"\b(?:could|might|(?-i:may)|possible|possibly|perhaps|conceivable|not (?:ruled|rule) out|hop(?:e|es|ed) (?:that|to|for))\b",
    re.IGNORECASE,
)
_COMES = re.compile(
    r"\b(?:will|would|shall|going to|due|is to|are to|was to|were to|set to|plan\w*|decid\w+|agreed|scheduled)\b",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\b(?:will|would|shall|going to)\b", re.IGNORECASE)


def check_only_possible(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a "will" or "would" of what every source sentence told again has only as possible."""
    found = _WOULD.search(claim.text)
    if found is None or _MAYBE.search(claim.text) or _TELLS_OF_ONE.search(claim.text):
        return
    sources = retold(claim, grounds)
    if sources and all(_ONLY_MAY.search(s.text) and not _COMES.search(s.text) for s in sources):
        yield Problem(ProblemKind.NEGATION, found.group())
