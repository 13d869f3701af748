"""Deeds that a sentence tells by a noun: "the arrest of two men", "Israel's blockade on aid".

Pure.  English.  The noun is a word near to the verb that is asked about and no verb itself; its
doer stands before it ("Israel's", "Israeli") or after "by"; what comes with it (when, where) is
looked for in the words beside it, up to where another clause begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token, Verb, is_verb, telling, tokens_of
from bot.sentence_reading.near_synonyms import near_to

#: Words after a noun, and before it, that may belong to it.
AFTER, BEFORE = 14, 4

_DONE_TO = frozenset({"of", "on", "against", "for", "to"})


@dataclass(frozen=True, slots=True)
class NounDeed:
    """One use of a noun for a deed: its words before and after, in its clause."""

    before: tuple[Token, ...]
    after: tuple[Token, ...]

    @property
    def doer(self) -> tuple[Token, ...]:
        """Who does it: what stands after "by", or else right before the noun."""
        lows = [token.low for token in self.after]
        if "by" in lows[:6]:
            return self.after[lows.index("by") + 1 :]
        return self.before

    @property
    def done_to(self) -> tuple[Token, ...]:
        """What it is done to: what stands after "of" or the like."""
        if self.after and self.after[0].low in _DONE_TO:
            return self.after[1:]
        return ()

    @property
    def starts(self) -> frozenset[int]:
        """Where its words begin."""
        return frozenset(token.word.start for token in (*self.before, *self.after))


def noun_deeds_of(sentence: str, verb: Verb) -> Iterator[NounDeed]:
    """The nouns of a sentence that tell the deed of a verb."""
    tokens = tokens_of(sentence)
    roots = {root for root, particle in verb.forms if particle is None}
    for place, token in enumerate(tokens):
        is_near = token.word.stem in roots or verb.keys & near_to(token.low)
        if is_near and not token.word.is_stop and not is_verb(tokens, place):
            yield NounDeed(_before(tokens, place), _after(tokens, place))


def _before(tokens: Sequence[Token], place: int) -> tuple[Token, ...]:
    start = place
    while start > max(0, place - BEFORE) and not _ends(tokens[start]):
        if tokens[start - 1].low in deed_words().clause_borders:
            break
        start -= 1
    return tuple(tokens[start:place])


def _after(tokens: Sequence[Token], place: int) -> tuple[Token, ...]:
    found: list[Token] = []
    for token in tokens[place + 1 : place + 1 + AFTER]:
        if _ends(token) or token.low in deed_words().clause_borders:
            break
        found.append(token)
    return tuple(found)


def _ends(token: Token) -> bool:
    return token.after_border or token.after_comma


def names_in(tokens: Sequence[Token]) -> frozenset[str]:
    """The keys of the words of some tokens that say something."""
    return frozenset(token.key for token in telling(tokens))
