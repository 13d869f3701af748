"""Negation and modality: a sentence must not say the opposite of its source, or make "may" a fact.

Here a sentence is compared with the one that it retells, word for word where it follows it so;
`contradictions` compares the words of a sentence that is a wording of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import Change, changes, followed
from bot.grounding.allegations import is_denial_of_theirs, is_hedged_for
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.opposites import OPPOSITES
from bot.grounding.polarity import Polarity, is_negator, is_outstanding, leaves_open, polarity_of
from bot.grounding.tokens import Token
from bot.sentence_reading.orders import is_question

#: Small words that turn the word before them the other way.
_OTHER_WAY = {
    "for": "against", "against": "for", "before": "after", "after": "before", "with": "without",
    "without": "with", "above": "below", "below": "above", "up": "down", "down": "up",
    "over": "under", "under": "over", "into": "from", "from": "into",
}  # fmt: skip
#: Words by which another wording may be shorter than its source; beyond it a clause is left out.
LONGEST_WORDING = 5


def check_negation(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem when every source sentence that the sentence retells says the contrary."""
    if is_denial_of_theirs(claim, grounds):
        return
    mine = polarity_of(claim.text, claim.tokens)
    told = (source for source in followed(claim, grounds) if not is_question(source.text))
    faults = [_contrary(claim, mine, source) for source in told]
    if faults and all(faults):
        yield Problem(ProblemKind.NEGATION, faults[0] or "")


def _contrary(claim: Ground, mine: Polarity, source: Ground) -> str | None:
    """The word over which a sentence contradicts a source sentence."""
    theirs = polarity_of(source.text, source.tokens)
    words = _sides(claim, source)
    found = changes(claim, source)
    if found is None:
        return next(iter(words), None)
    is_hedged = is_hedged_for(claim, source)
    open_stems = frozenset[str]() if is_hedged else _unsettled(mine, theirs)
    stems = _turned(mine, theirs) | open_stems | _opposed(found, mine, theirs)
    words += [t.text for t in claim.tokens if t.stem in stems]
    # "Without a vote" is "with no vote", though the words stand elsewhere.
    is_moved = bool(mine.denied) and mine.denied == theirs.denied
    # "Has yet to pass" and "has not passed" are told by the heads of the two alone.
    is_outstanding_there = is_outstanding(claim.tokens) or is_outstanding(source.tokens)
    words += [
        _words_of(change)
        for change in found
        if (_turns(change) and not (is_moved or is_outstanding_there))
        or (_settles(change) and not is_hedged)
    ]
    return next(iter(words), None)


def _turned(mine: Polarity, theirs: Polarity) -> frozenset[str]:
    """Words denied on one side and said to be so on the other."""
    by_me = mine.denied & theirs.asserted - theirs.denied - mine.asserted
    by_them = theirs.denied & mine.asserted - mine.denied - theirs.asserted
    return by_me | by_them


def _unsettled(mine: Polarity, theirs: Polarity) -> frozenset[str]:
    """Words left open on one side and said to be so on the other."""
    by_them = theirs.open & mine.asserted - mine.open - theirs.asserted
    by_me = mine.open & theirs.asserted - theirs.open - mine.asserted
    return by_them | by_me


def _opposed(found: Sequence[Change], mine: Polarity, theirs: Polarity) -> frozenset[str]:
    """Words of the sentence that stand where the source has their opposite."""
    return frozenset(
        here.stem
        for change in found
        for here, there in _opposites_in(change)
        if (here.stem in mine.denied) == (there.stem in theirs.denied)
    )


def _opposites_in(change: Change) -> Iterator[tuple[Token, Token]]:
    return (
        (here, there)
        for here in change.claimed
        for there in change.told
        if there.stem in OPPOSITES.get(here.stem, ())
    )


def _turns(change: Change) -> bool:
    """Whether a "not" was put in or taken out, and no opposite came in its place."""
    if _leaves_out_a_clause(change) or any(_opposites_in(change)):
        return False
    nots = [
        # "No, it was closed": an answer's first word.
        sum(is_negator(token) for token in side if token.start > 0)
        for side in (change.claimed, change.told)
    ]
    return nots[0] % 2 != nots[1] % 2


def _settles(change: Change) -> bool:
    """Whether a "may" was taken out, or put in; "could" is also what "can" becomes in reports."""
    if _leaves_out_a_clause(change) or _leaves_out_what_may_be(change):
        return False
    maybes = [leaves_open(side) for side in (change.claimed, change.told)]
    is_tense = any(t.key in {"can", "cannot"} for t in (*change.claimed, *change.told))
    return maybes[0] != maybes[1] and not is_tense


def _sides(claim: Ground, source: Ground) -> list[str]:
    """Words after which the sentence goes the other way: "voted against" for "voted for"."""
    told = _directions(source)
    keys = {token.key for token in source.tokens}
    return [
        f"{word} {turn}"
        for word, turns in _directions(claim).items()
        for turn in turns - keys
        if _OTHER_WAY[turn] in told.get(word, ())
    ]


def _directions(sentence: Ground) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    tokens = sentence.tokens
    for at, (word, turn) in enumerate(pairwise(tokens)):
        if word.is_content and turn.key in _OTHER_WAY:
            is_with_no = turn.key == "with" and at + 2 < len(tokens) and is_negator(tokens[at + 2])
            found.setdefault(word.stem, set()).add("without" if is_with_no else turn.key)
    return found


def _leaves_out_a_clause(change: Change) -> bool:
    first = [token.key for token in change.told[:2]]
    if first == ["but", "not"]:
        return True  # "By September but not beyond"
    return len(change.told) - len(change.claimed) > LONGEST_WORDING


def _leaves_out_what_may_be(change: Change) -> bool:
    """Whether a "may" is left out together with what may be: "blurred sight" of "... may occur"."""
    opening = next((at for at, t in enumerate(change.told) if leaves_open((t,))), None)
    if change.claimed or opening is None:
        return False
    return any(token.is_content for token in change.told[opening + 1 :])


def _words_of(change: Change) -> str:
    return " ".join(t.text for t in change.claimed or change.told)
