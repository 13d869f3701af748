"""Votes: who voted for something did not vote against it, nor abstain, nor veto it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.memory.stems import stem
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Deed, Verb, deeds_of, telling
from bot.sentence_reading.readings import is_name

_VOTE, _ABSTAIN, _VETO = stem("vote"), stem("abstain"), stem("veto")
_VOTING = Verb(frozenset({(_VOTE, None)}), frozenset())
_ABSTAINING = Verb(frozenset({(_ABSTAIN, None)}), frozenset())
_VETOING = Verb(frozenset({(_VETO, None)}), frozenset())


class Way(StrEnum):
    """A way of voting."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"


_AFTER_VOTE = {
    "for": Way.FOR, "yes": Way.FOR, "favour": Way.FOR, "favor": Way.FOR,
    "against": Way.AGAINST, "no": Way.AGAINST,
}  # fmt: skip


def check_votes(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for everybody who voted in other ways than the sentence says, and not in this."""
    if not claim.stems & {_VOTE, _ABSTAIN, _VETO}:
        return
    told = [vote for ground in (*grounds.cited, *grounds.about) for vote in _votes(ground)]
    for name, way in _votes(claim):
        ways = {other for voter, other in told if voter == name}
        if ways and way not in ways:
            yield Problem(ProblemKind.NEGATION, f"{name} {way}")


def _votes(sentence: Ground) -> Iterator[tuple[str, Way]]:
    """The names in a sentence with the way that they voted."""
    if _ABSTAIN in sentence.stems:
        for deed in deeds_of(sentence.text, _ABSTAINING):
            yield from ((name, Way.ABSTAINED) for name in _voters(deed))
    if _VETO in sentence.stems:
        for deed in deeds_of(sentence.text, _VETOING):
            yield from ((name, Way.AGAINST) for name in _voters(deed))
    if _VOTE in sentence.stems:
        for deed in deeds_of(sentence.text, _VOTING):
            way = _way(deed)
            if way is not None:
                yield from ((name, way) for name in _voters(deed))


def _voters(deed: Deed) -> Iterator[str]:
    before = deed.before[-1].low if deed.before else ""
    if deed.is_denied or before == "to" or before in deed_words().modals:
        return
    yield from (token.key for token in telling(deed.doer) if is_name(token.word, token.key))


def _way(deed: Deed) -> Way | None:
    after = [token.low for token in deed.after[:2]]
    if after[:1] == ["in"]:
        after = after[1:]
    return _AFTER_VOTE.get(after[0]) if after else None
