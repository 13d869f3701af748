"""Deeds: what a sentence says that somebody did, against what its sources tell of their deeds.

A deed that is still to come ("will lend", "has yet to ratify") is not done, nor is one whose
contrary was done ("turned down" for "accepted").  Only deeds of the same doer are compared, and
only where all that the sources tell of them goes against the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.deed_sides import is_adjectival
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.opposites import OPPOSITES, PHRASAL_OPPOSITES
from bot.grounding.stances import Stance, stance_of
from bot.memory.stems import stem
from bot.sentence_reading.deed_words import VerbForm, deed_words
from bot.sentence_reading.deeds import (
    Deed,
    Token,
    Verb,
    deeds_of,
    is_verb,
    low_at,
    telling,
    tokens_of,
)
from bot.sentence_reading.readings import is_name

#: Past forms that do not share a stem with their verb.
_BASES = {
    "lent": "lend",
    "freed": "free",
    "dealt": "deal",
    "forgave": "forgive",
    "undertook": "undertake",
}
#: Past forms in "e" that a present could be taken for.
_PAST_IN_E = frozenset(
    "made gave came became drove rose wrote broke chose stole froze spoke woke forgave".split()
)
#: After these a past form may be a participle: "made in Ostra and used in Vell".
_JOINTS = frozenset("and or but when if once as".split())
_PRONOUNS = frozenset("it he she they".split())
_HELPERS = frozenset("has have had was were been did".split())


class Stand(StrEnum):
    """How far a deed has come."""

    DONE = "done"
    DENIED = "denied"
    AHEAD = "ahead"
    UNTOLD = "untold"


#: How far a deed may not be told to have come, by how far it has.  "Will sign" is told of who
#: "signed" only where somebody else's words are.
_CONTRARY = {
    Stand.DONE: frozenset({Stand.DENIED, Stand.AHEAD}),
    Stand.DENIED: frozenset({Stand.DONE}),
    Stand.AHEAD: frozenset({Stand.DONE}),
}


@dataclass(frozen=True, slots=True)
class ToldDeed:
    """One deed: the names of who does it, what it is about, how far it has come."""

    doers: frozenset[str]
    about: frozenset[str]
    #: Stems of all that its sentence says: "an offer that Lestia turned down".
    around: frozenset[str]
    stand: Stand


def check_deeds(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every deed that is not told, or is told to be undone, of who does it here."""
    for place, verb in verbs_in(claim.text):
        mine = next(iter(told_in(claim, verb)), None)
        if mine is None or not mine.doers or mine.stand is Stand.UNTOLD:
            continue
        if tokens_of(claim.text)[place - 1].low in _JOINTS:
            continue
        theirs = list(_of_the_same(mine, verb, grounds))
        contrary = _CONTRARY[mine.stand]
        is_undone = bool(theirs) and all(told.stand in contrary for told in theirs)
        if is_undone or (mine.stand is Stand.DONE and _did_contrary(mine, verb, grounds)):
            yield Problem(ProblemKind.NEGATION, tokens_of(claim.text)[place].word.text)


def verbs_in(text: str) -> Iterator[tuple[int, Verb]]:
    """The verbs of a sentence, by the list, and where they stand."""
    tokens = tokens_of(text)
    for place, token in enumerate(tokens):
        base = _BASES.get(token.low)
        following = low_at(tokens, place + 1)
        if base is not None:
            forms = Verb.of(base, token.key, following).forms
            yield place, Verb(forms | {(token.word.stem, None)}, frozenset({token.key}))
        elif is_adjectival(token):
            continue
        elif token.word.stem in deed_words().verbs and is_verb(tokens, place):
            yield place, Verb.of(token.low, token.key, following)


def told_in(sentence: Ground, verb: Verb) -> Iterator[ToldDeed]:
    """The uses of a verb in a sentence."""
    tokens = tokens_of(sentence.text)
    for deed in deeds_of(sentence.text, verb):
        place = len(deed.before)
        about = frozenset(t.word.stem for t in telling((*deed.after, *deed.done_to)))
        around = frozenset(t.word.stem for t in telling(tokens))
        yield ToldDeed(_names(deed), about, around, _stand(tokens, place))


def _names(deed: Deed) -> frozenset[str]:
    """The names of who does it; "signed it but has yet to ratify it" has its own before both."""
    if not deed.is_passive and [token.low for token in deed.before[-2:]] == ["yet", "to"]:
        return _named(deed.before)
    is_pronoun = all(token.word.is_stop for token in deed.doer) and _PRONOUNS & {
        token.low for token in deed.doer
    }
    return _named(_subject(deed.before) if is_pronoun else deed.doer)


def _subject(before: Sequence[Token]) -> Sequence[Token]:
    """Whom a sentence is about, for a pronoun in it: the words before its first verb."""
    verbs = (
        at
        for at, t in enumerate(before)
        if t.low in deed_words().auxiliaries or is_verb(before, at)
    )
    end = next((at for at in verbs if at and _named(before[:at])), len(before))
    return before[:end]


def _named(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(t.key for t in telling(tokens) if is_name(t.word, t.key))


def _stand(tokens: Sequence[Token], place: int) -> Stand:
    stance = stance_of(tokens, place)
    if stance is Stance.DENIED:
        return Stand.DENIED
    if stance is Stance.MEANT:
        return Stand.UNTOLD
    if stance is not Stance.TOLD:
        return Stand.AHEAD
    low, helper = tokens[place].low, low_at(tokens, place - 1)
    if low.endswith("ing"):
        return Stand.UNTOLD
    is_done = helper in _HELPERS or is_past_form(low)
    return Stand.DONE if is_done and helper != "to" else Stand.UNTOLD


def is_past_form(low: str) -> bool:
    """Whether a verb's form is a past one, or a participle."""
    if low.endswith("ed") or low in _BASES or low in _PAST_IN_E:
        return True
    return stem(low) != low and not low.endswith(("s", "e", "y", "ing"))


def _of_the_same(mine: ToldDeed, verb: Verb, grounds: Grounds) -> Iterator[ToldDeed]:
    """What the sources tell of this deed by the same doers, or by nobody in particular."""
    for ground in (*grounds.cited, *grounds.about):
        if verb.roots.isdisjoint(ground.stems):
            continue
        for told in told_in(ground, verb):
            if _may_be_one(mine, told):
                yield told


def _may_be_one(mine: ToldDeed, told: ToldDeed) -> bool:
    if not told.doers:
        return not mine.about or not mine.about.isdisjoint(told.about)
    return _is_one(mine, told, 1)


def _did_contrary(mine: ToldDeed, verb: Verb, grounds: Grounds) -> bool:
    """Whether the same doers did the opposite of the same thing, and no such deed is theirs."""
    others = contrary_to(verb)
    if not others:
        return False
    opposite = Verb(others, frozenset())
    is_done = False
    for ground in grounds.cited:
        told = [
            t for t in told_in(ground, opposite) if t.stand is Stand.DONE and _is_one(mine, t, 2)
        ]
        if told and not verb.roots.isdisjoint(ground.stems):
            return False
        is_done = is_done or bool(told)
    return is_done


def _is_one(mine: ToldDeed, told: ToldDeed, least: int) -> bool:
    """Whether the same doers do it, and so many words of what it is done to are said there."""
    wanted = mine.about - mine.doers
    shared = len(wanted & told.around)
    return not mine.doers.isdisjoint(told.doers) and shared >= min(least, len(wanted))


def contrary_to(verb: Verb) -> frozenset[VerbForm]:
    """The verbs that tell the opposite of this one, those with a particle among them."""
    plain = {(o, None) for root, particle in verb.forms if not particle for o in _plain(root)}
    phrasal = (PHRASAL_OPPOSITES.get(form, frozenset()) for form in verb.forms)
    return frozenset[VerbForm](plain).union(*phrasal) - verb.forms


def _plain(root: str) -> frozenset[str]:
    return OPPOSITES.get(root, frozenset()) & deed_words().verbs
