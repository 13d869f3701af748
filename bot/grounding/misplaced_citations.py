"""Misplaced citations: what a sentence says stands in the sentences that it cites, not beside them.

The sentences around a cited one tell who "he" is; they do not carry a sentence that cites another.
Nor is a sentence carried because its names are known: "Estmark surrendered to Norland" is not in
"Norland and Estmark signed a treaty".
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import read_names
from bot.grounding.support import telling_words
from bot.grounding.tokens import is_within

#: The share of a sentence's words, names left out, that the cited sentences must hold themselves.
LEAST_CITED = 0.5


def check_misplaced(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem when what a sentence says of its names stands beside the cited sentences alone.

    Or nowhere: some word of it has to be theirs.
    """
    names = read_names(claim)
    words = [token for token in telling_words(claim) if not is_within(token, names)]
    cited = frozenset[str]().union(*(ground.stems for ground in (*grounds.cited, *grounds.about)))
    nearby = frozenset[str]().union(*(ground.stems for ground in grounds.nearby))
    lacking = [token for token in words if token.stem not in cited]
    beside = [token for token in lacking if token.stem in nearby]
    if len(beside) > (1 - LEAST_CITED) * len(words) or (words and len(lacking) == len(words)):
        yield Problem(ProblemKind.UNSUPPORTED, ", ".join(token.text for token in lacking))
