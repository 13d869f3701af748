"""Deeds that every telling of them has as undone, whoever tells it, and in whatever sentence.

The evidence may be a whole article: a claim's words are then all there, and only the sentence that
comes nearest to it tells whether the deed is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.deed_side import is_actor
from bot.grounding.deed_sides import root_of
from bot.grounding.deeds_told import is_past_form
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.stances import Stance, stance_of
from bot.grounding.word_lists import OF_THE_TELLING
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token, is_verb, low_at, tokens_of
from bot.sentence_reading.readings import is_name
from bot.sentence_reading.reporting_verbs import saying_verbs

#: Share of the sentence's other words that a telling, with the sentence before it, must hold.
LEAST_SHARE = 0.5
#: How many more of them it must hold than any telling that carries the deed.
LEAST_AHEAD = 1.0
#: What a word of the sentence before counts beside one of the sentence itself.
BEFORE_COUNTS = 0.5

#: Past forms that are their verbs' own; in the present a name's verb ends in "s".
_UNCHANGED = frozenset("put hit cut set shut cost quit let".split())
_PRESENT = frozenset("is are am be being get gets".split())
#: Verbs that say of a noun that it was done.
_LIGHT = frozenset("imposed passed held launched conducted introduced staged granted gave".split())
#: What tells against a deed, by how the claim stands to it.
_AGAINST = {
    Stance.TOLD: frozenset(Stance) - {Stance.TOLD},
    Stance.AHEAD: frozenset({Stance.DENIED, Stance.GIVEN_UP, Stance.OPEN}),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention of a deed in the sources, and how much of the sentence stands around it."""

    stance: Stance
    shared: float


def check_undone(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a deed of which the nearest telling says that it is not done."""
    tokens = tokens_of(claim.text)
    for place, token in enumerate(tokens):
        if not is_a_deed(tokens, place) or not _is_of_somebody(tokens, place, grounds):
            continue
        if "can" in {token.low for token in tokens[max(0, place - 3) : place]}:
            continue  # "It can be found by": neither done nor to come.
        against = _AGAINST.get(stance_of(tokens, place))
        if against is None:
            continue
        wanted = claim.content - {token.word.stem, root_of(token)}
        told = list(_tellings(root_of(token), wanted, grounds))
        worst = max((t.shared for t in told if t.stance in against), default=0.0)
        best = max((t.shared for t in told if t.stance not in against), default=-LEAST_AHEAD)
        if worst >= max(1.0, LEAST_SHARE * len(wanted)) and worst >= best + LEAST_AHEAD:
            yield Problem(ProblemKind.NEGATION, token.word.text)


def check_only_planned(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a deed told by its noun ("imposed sanctions") that the sources only plan."""
    tokens = tokens_of(claim.text)
    for place, token in enumerate(tokens):
        if token.low not in _LIGHT or stance_of(tokens, place) is not Stance.TOLD:
            continue
        noun = next((t for t in tokens[place + 1 : place + 4] if not t.word.is_stop), None)
        if noun is None or noun.word.text[0].isupper() or noun.word.is_figure:
            continue
        root = noun.word.stem
        if any(
            token.word.stem in ground.stems and root in ground.stems for ground in grounds.cited
        ):
            continue
        told = list(_tellings(root, claim.content - {root, token.word.stem}, grounds))
        if told and all(t.stance is Stance.AHEAD and t.shared >= 1 for t in told):
            yield Problem(ProblemKind.NEGATION, f"{token.word.text} {noun.word.text}")


def is_a_deed(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word tells of something done: "left", "is leaving", no "leaves", "to leave", "said".

    What is told in the present is mostly a rule or advice: "the roof is covered", "choose a colour".
    """
    token, before = tokens[place], low_at(tokens, place - 1)
    if token.word.is_stop or token.low in saying_verbs().reporting or token.low in OF_THE_TELLING:
        return False
    if not (root_of(token) in deed_words().verbs or token.low.endswith("ed")):
        return False
    if token.low.endswith("ing"):
        return before in deed_words().be and is_verb(tokens, place)
    if not is_verb(tokens, place):
        return False
    has_past = is_past_form(token.low) or token.low in _UNCHANGED
    is_past = has_past and before not in _PRESENT | {"to"}
    return is_past or stance_of(tokens, place) is Stance.AHEAD


def _is_of_somebody(tokens: Sequence[Token], place: int, grounds: Grounds) -> bool:
    """Whether somebody does it or has it done to them, or it was done to a thing."""
    if low_at(tokens, place - 1) in {"was", "were", "been"}:
        return True
    if any(is_name(t.word, t.key) for t in tokens[1:]) or is_actor(tokens[:place]):
        return True
    # The first word has a capital anyhow; a name has one wherever it stands.
    first = tokens[0].word.text
    told = {t.word.text for g in grounds.cited for t in tokens_of(g.text)}
    return not tokens[0].word.is_stop and first in told and first.lower() not in told


def _tellings(root: str, wanted: frozenset[str], grounds: Grounds) -> Iterator[Telling]:
    for ground in (*grounds.cited, *grounds.about):
        tokens = tokens_of(ground.text)
        places = [at for at, token in enumerate(tokens) if root_of(token) == root]
        if not places:
            continue
        here = wanted & ground.stems
        before = (wanted - here) & Ground(ground.before).stems if ground.before else frozenset()
        shared = len(here) + BEFORE_COUNTS * len(before)
        for at in places:
            yield Telling(stance_of(tokens, at), shared)
