"""Firmness: what somebody is ready, willing or asked to do, or may do, is not told as "will".

A deed to come is planned or promised, or it is only thought of.  For what is posted: a "will" of a
writer's needs a "will", a plan or a decision in the sentence that it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.deed_sides import PREPOSITIONS, root_of, roots_at, sides_in
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.left_open import any_of
from bot.grounding.pairings import tells_of_somebody
from bot.grounding.stances import Stance, is_noun_in_ing, stance_of
from bot.memory.stems import PAST_FORMS, stem
from bot.sentence_reading.deeds import Token, is_verb, low_at, tokens_of
from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.reporting_verbs import saying_verbs

#: Words before a deed among which what governs it stands.
REACH = 14

_WILL = re.compile(r"\b(?:will|shall|is going to|are going to)(?: \w+ly| also| then)?(?: be)?$")
_TO_BE = re.compile(r"\bto(?: \w+ly)? (?:be|have|have been)(?: \w+ly)?$")
#: Where the sentence itself leaves it open, or tells it as somebody's wish; "May" is a month.
_LEFT_OPEN = re.compile(rf"\b(?-i:(?!May\b)){any_of('left_open')}\b", re.IGNORECASE)
_SOFT = re.compile(rf"\b{any_of('soft')}\b")
#: The same before the noun of a deed: "invited them to another meeting", "no sale".
_SOFT_NOUN = re.compile(rf"\b{any_of('soft_nouns')}\b")
#: Verbs by which a noun tells a deed: "hold a meeting", "launch an attack".
_BY_NOUN = frozenset(map(stem, read_lists("wordings_en.toml")["by_noun"]))
#: Verbs whose past has the form of the present.
_UNCHANGED = frozenset("put hit cut set shut let quit".split())
#: "Made public the files"
_NO_NOUNS = frozenset({"public", "clear", "sure", "possible", "available"})
#: Words after a verb like "hold" among which the noun stands that tells the deed.
NOUN_REACH = 4
#: Words before the noun of a deed among which that stands.
NEAR = 6
_CONDITION_AFTER = re.compile(
    r"^(?: \S+){0,25} (?:if|unless|provided|on condition|as soon as|only when|once)\b"
)
_WOULD = re.compile(r"\bwould\b")


def check_firmness(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a deed that "will" be, where every cited telling of it says less."""
    if _LEFT_OPEN.search(claim.text) or not tells_of_somebody(claim):
        return
    tokens = tokens_of(claim.text)
    for place in range(1, len(tokens)):
        if tokens[place].word.is_stop:
            continue
        is_done = _is_told_done(tokens, place)
        if not is_done and not _WILL.search(_words_before(tokens, place, 4)):
            continue
        roots = roots_at(tokens, place) | {tokens[place].word.stem} | _noun_of(tokens, place)
        told = list(_tellings(roots, _object_at(claim, place), grounds, is_done=is_done))
        if told and all(told):
            what = "" if is_done else "will "
            yield Problem(ProblemKind.NEGATION, f"{what}{tokens[place].word.text}")


def _noun_of(tokens: Sequence[Token], place: int) -> frozenset[str]:
    """The stem of the noun by which a verb of no deed of its own tells one: "hold a meeting"."""
    if root_of(tokens[place]) not in _BY_NOUN or low_at(tokens, place + 1) in _NO_NOUNS:
        return frozenset()
    after = tokens[place + 1 : place + 1 + NOUN_REACH]
    phrase = takewhile(
        lambda t: not (t.after_comma or t.after_border or t.low in PREPOSITIONS), after
    )
    nouns = [token for token in phrase if not token.word.is_stop]
    return frozenset({nouns[-1].word.stem}) if nouns else frozenset()


def _is_told_done(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb tells that something was done, or is: "froze", "are obliged"."""
    low = tokens[place].low
    has_done = low in _UNCHANGED and low_at(tokens, place - 1) in {"has", "have", "had"}
    is_past = low.endswith("ed") or low in PAST_FORMS or has_done
    if not is_past or low in saying_verbs().reporting or not is_verb(tokens, place):
        return False
    is_to_be = _TO_BE.search(_words_before(tokens, place, 4)) is not None
    return not is_to_be and stance_of(tokens, place) is Stance.TOLD


def _object_at(sentence: Ground, place: int) -> frozenset[str]:
    """The words for what a deed is done to, where that is plain."""
    found = (sides.done_to for sides in sides_in(sentence.text) if sides.place == place)
    return next((side.words for side in found if side is not None), frozenset())


def _tellings(
    roots: frozenset[str], wanted: frozenset[str], grounds: Grounds, *, is_done: bool
) -> Iterator[bool]:
    """Whether each cited telling of a deed says only that it may, or should, be.

    Where any is of the same object, those of others are left out: "left prison but may not leave
    the country".
    """
    told = list(_all_tellings(roots, grounds, is_done=is_done))
    same = [is_less for is_less, object_ in told if object_ & wanted]
    others = [is_less for is_less, object_ in told if not (object_ and wanted)]
    yield from [*same, *others] if same else [is_less for is_less, _ in told]


def _all_tellings(
    roots: frozenset[str], grounds: Grounds, *, is_done: bool
) -> Iterator[tuple[bool, frozenset[str]]]:
    for ground in (*grounds.cited, *grounds.about):
        if roots.isdisjoint(ground.stems):
            continue
        tokens = tokens_of(ground.text)
        for at, token in enumerate(tokens):
            if root_of(token) in roots or token.word.stem in roots:
                is_less = _is_undone(tokens, at) if is_done else _is_soft(tokens, at)
                yield is_less, _object_at(ground, at)


def _is_undone(tokens: Sequence[Token], place: int) -> bool:
    """Whether a telling has the deed as still to come, wished for or not done."""
    if not is_verb(tokens, place) or is_noun_in_ing(tokens, place):
        return _SOFT_NOUN.search(_words_before(tokens, place, NEAR)) is not None
    return stance_of(tokens, place) is not Stance.TOLD


def _is_soft(tokens: Sequence[Token], place: int) -> bool:
    before = _words_before(tokens, place, REACH)
    if _SOFT.search(before):
        return True
    after = " " + " ".join(token.low for token in tokens[place + 1 :])
    return _WOULD.search(before) is not None and _CONDITION_AFTER.match(after) is not None


def _words_before(tokens: Sequence[Token], place: int, reach: int) -> str:
    start = place
    while start > 0 and place - start < reach and not tokens[start].after_border:
        start -= 1
    # "In May, she met": a month is no modal verb.
    return " ".join(
        "" if t.word.text == "May" else low_at(tokens, start + at)
        for at, t in enumerate(tokens[start:place])
    )
