"""Turned words: the opposite of what a source says of the very thing that it says it of.

"Hard lyrics" of "easy lyrics", "the least important buttons" of "the most important".  In text that
is worded anew both of two opposites may be true; where the sources have the one nowhere, by no word
for the same, and the other right beside the same word, they say the contrary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.opposites import ALIKE_OF_ONE, opposites_in
from bot.grounding.polarity import is_avoiding
from bot.grounding.tokens import Token

#: Words among which the next one that says something is looked for, and words before that may deny.
REACH, DENIED_WITHIN = 4, 3
_BREAK = re.compile(r"[,;:.!?—–()“”\"]")


def check_turned_words(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every word whose opposite, and not it, the sources have right beside the same."""
    for at, token in enumerate(claim.tokens):
        if token.stem in grounds.stems:
            continue
        others = opposites_in(token.stem, grounds.stems)
        beside = _next(claim, at) if others else None
        if beside is None or not (others.isdisjoint(claim.stems) and _is_unknown(token, grounds)):
            continue
        is_denied = _is_denied(claim.tokens, at)
        if any(_has(source, others, beside, is_denied=is_denied) for source in grounds.cited):
            yield Problem(ProblemKind.NEGATION, token.text)


def _is_unknown(token: Token, grounds: Grounds) -> bool:
    """Whether the sources have no other word for it either."""
    return ALIKE_OF_ONE.get(token.stem, frozenset()).isdisjoint(grounds.stems)


def _has(source: Ground, others: frozenset[str], beside: str, *, is_denied: bool) -> bool:
    """Whether a sentence has any of these words right beside that one, denied or not as here."""
    if beside not in source.stems or others.isdisjoint(source.stems):
        return False
    return any(
        token.stem in others
        and _next(source, at) == beside
        and _is_denied(source.tokens, at) == is_denied
        for at, token in enumerate(source.tokens)
    )


def _is_denied(tokens: Sequence[Token], at: int) -> bool:
    return any(map(is_avoiding, tokens[max(0, at - DENIED_WITHIN) : at]))


def _next(sentence: Ground, at: int) -> str | None:
    """The stem of the next word that says something, before any break."""
    last = sentence.tokens[at]
    for token in sentence.tokens[at + 1 : at + 1 + REACH]:
        if _BREAK.search(sentence.text[last.end : token.start]):
            return None
        last = token
        if token.is_content:
            return token.stem
    return None
