"""Whether a sentence tells the deed that a question asks about, with its sides the right way round.

"Russia and China vetoed the US draft" answers who vetoed it; "The United States has vetoed three
drafts" does not: its doer is who the question has named.  Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.built_in.deed_words import deed_words
from bot.built_in.deeds import Deed, Token, deeds_of, telling
from bot.built_in.predicates import Asks, Predicate
from bot.built_in.reading_words import reading_words
from bot.built_in.readings import is_name
from bot.memory.equivalents import is_known_name
from bot.memory.stems import stem

#: Words before and after a verb among which a figure counts who does it, or what it is done to.
MOST_BEFORE, MOST_AFTER = 8, 5
_JOINTS = frozenset({"and", "but", "or"})
_DETERMINED = frozenset({"the", "this", "that", "its", "their", "his", "her"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants of a deed."""

    predicate: Predicate
    #: Keys of the whole question, which are no answer to it.
    keys: frozenset[str]
    #: Whether somebody is asked for, and not something.
    is_somebody: bool


def told_deeds(sentence: str, wanted: Wanted, antecedent: frozenset[str]) -> tuple[Deed, ...]:
    """The deeds of a sentence that answer; `antecedent` are the keys that its pronouns may mean."""
    return tuple(
        deed
        for deed in deeds_of(sentence, wanted.predicate.verb)
        if _fits(deed, wanted, antecedent)
    )


def somebody_told(predicate: Predicate, sentence: str) -> frozenset[str]:
    """The keys of who stands on the side of the deed that is asked for."""
    deeds = deeds_of(sentence, predicate.verb)
    sides = (d.doer if predicate.asks is Asks.DOER else d.done_to for d in deeds)
    return frozenset(t.key for side in sides for t in telling(side) if is_somebody(t))


def counted_of_deed(predicate: Predicate, sentence: str) -> frozenset[int]:
    """Where the words of the side that is asked for begin: "*Eleven members* voted", "killed *14*".

    Of the side after the verb only what comes first is looked at.
    """
    starts: set[int] = set()
    for deed in deeds_of(sentence, predicate.verb):
        is_before = (predicate.asks is Asks.DOER) != deed.is_passive
        if predicate.asks is Asks.NEITHER:
            continue
        side = deed.doer if predicate.asks is Asks.DOER else deed.done_to
        near = side[-MOST_BEFORE:] if is_before else side[:MOST_AFTER]
        starts |= {token.word.start for token in near}
    return frozenset(starts)


def _fits(deed: Deed, wanted: Wanted, antecedent: frozenset[str]) -> bool:
    predicate = wanted.predicate
    if predicate.asks is Asks.DOER:
        is_known = _is_named(deed.done_to, predicate.done_to, antecedent, may_be_silent=True)
        return is_known and _brings(deed.doer, wanted, antecedent)
    if predicate.asks is Asks.DONE_TO:
        # A pronoun inside a sentence may well mean who stands before it there.
        is_clear = not points_back(deed.doer) or deed.doer[0].word.is_first
        is_known = is_clear and _is_named(deed.doer, predicate.doer, antecedent)
        return is_known and _brings(deed.done_to, wanted, antecedent)
    return _is_same_deed(deed, predicate, antecedent)


def _is_same_deed(deed: Deed, predicate: Predicate, antecedent: frozenset[str]) -> bool:
    """Whether a deed is the one of a question that asks for neither side, but when or why.

    "Israel called off the visit" may be told as "Netanyahu called off the visit of an Israeli
    delegation": the same is done to, and who is named is there.
    """
    if _is_named(deed.doer, predicate.doer, antecedent) or not deed.doer:
        return True
    sides = frozenset(token.key for token in telling((*deed.doer, *deed.done_to)))
    done_to = frozenset(token.key for token in telling(deed.done_to))
    return bool(predicate.doer & sides) and bool(predicate.done_to & done_to)


def _is_named(
    side: Sequence[Token],
    named: frozenset[str],
    antecedent: frozenset[str],
    *,
    may_be_silent: bool = False,
) -> bool:
    """Whether a side is who or what the question names there.

    A side that tells nothing may be silent about it, and one that only points back ("it", "the
    text") is what the sentences before have named.
    """
    keys = frozenset(token.key for token in telling(side))
    if not named or (named & keys and not _is_other(keys, named, side)):
        return True
    if points_back(side):
        return bool(named & antecedent)
    return may_be_silent and not keys


def _is_other(keys: frozenset[str], named: frozenset[str], side: Sequence[Token]) -> bool:
    """Whether a side has names, and none of those that the question has there."""
    wanted = {key for key in named if is_known_name(key) or key[0].isdigit()}
    others = {t.key for t in telling(side) if is_name(t.word, t.key) or t.word.is_figure}
    return bool(wanted and others) and not wanted & keys


def points_back(side: Sequence[Token]) -> bool:
    """Whether a side only names again what was named before: "it", "the text"."""
    lists = deed_words()
    joints = (at for at, t in enumerate(side) if at and (t.low in _JOINTS or t.after_comma))
    first = side[: next(joints, len(side))]
    content = [token.low for token in telling(first)]
    if not content:
        return any(token.low in lists.pronouns for token in first)
    is_again = all(low in lists.named_again for low in content)
    return is_again and any(token.low in _DETERMINED for token in first)


def _brings(side: Sequence[Token], wanted: Wanted, antecedent: frozenset[str]) -> bool:
    """Whether a side has what was asked for: somebody, or something, that is not the question's."""
    if wanted.is_somebody:
        return any(is_somebody(t) for t in telling(side) if t.key not in wanted.keys) or (
            points_back(side) and side[0].word.is_first and bool(antecedent - wanted.keys)
        )
    return any(token.key not in wanted.keys for token in telling(side))


def is_somebody(token: Token) -> bool:
    """Whether a word is of a name, or of those who do things."""
    roles = reading_words().roles
    root = stem(token.low)
    return (
        is_name(token.word, token.key)
        or token.low in roles
        or root in deed_words().doers
        or token.low.removesuffix("s") in roles
    )
