"""Companions: with whom, from whom, in what place, by the words right before a name.

"An offer from Norland" is not told by "an offer from Vostra", though both are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import retold
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import Name, read_names
from bot.grounding.same_names import are_same

_LEADING = frozenset("from with against to on in at".split())
_ARTICLES = frozenset("the a an its their his her".split())


@dataclass(frozen=True, slots=True)
class Companion:
    """A name, with the word and the preposition that lead to it."""

    head: str
    by: str
    name: Name


def check_companions(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a name where every source sentence told again has another after these words."""
    mine = list(_companions(claim))
    if not mine:
        return
    sources = retold(claim, grounds)
    for companion in mine:
        told = [source for source in sources if _leads(companion, source)]
        is_elsewhere = any(_has(companion, ground, grounds) for ground in grounds.cited)
        if (
            not is_elsewhere
            and told
            and all(_is_anothers(companion, claim, source, grounds) for source in told)
        ):
            yield Problem(ProblemKind.NAME, companion.name.text)


def _leads(mine: Companion, source: Ground) -> bool:
    """Whether the source has a name after the same words."""
    return any((c.head, c.by) == (mine.head, mine.by) for c in _companions(source))


def _has(mine: Companion, ground: Ground, grounds: Grounds) -> bool:
    """Whether a sentence has both the word and the name."""
    if mine.head not in ground.stems:
        return False
    return any(are_same(mine.name, other, grounds.whole) for other in read_names(ground))


def _is_anothers(mine: Companion, claim: Ground, source: Ground, grounds: Grounds) -> bool:
    """Whether the source has others there, whom the sentence does not name, and not this one."""
    theirs = [c for c in _companions(source) if (c.head, c.by) == (mine.head, mine.by)]
    if not theirs:
        return False
    named = read_names(source)
    if any(are_same(mine.name, other, grounds.whole) for other in named):
        return False
    told = read_names(claim)
    return not any(are_same(c.name, other, grounds.whole) for c in theirs for other in told)


def _companions(sentence: Ground) -> Iterator[Companion]:
    if not any(token.key in _LEADING for token in sentence.tokens):
        return
    tokens = sentence.tokens
    names = {name.start: name for name in read_names(sentence)}
    for at, token in enumerate(tokens[:-1]):
        if token.key not in _LEADING or at == 0 or not tokens[at - 1].is_content:
            continue
        after = tokens[at + 1 : at + 3]
        place = after[1] if len(after) > 1 and after[0].key in _ARTICLES else after[0]
        if place.start in names:
            yield Companion(tokens[at - 1].stem, token.key, names[place.start])
