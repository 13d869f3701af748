"""Firmness: what somebody is ready, willing or asked to do, or may do, is not told as "will".

A deed to come is planned or promised, or it is only thought of.  For what is posted: a "will" of a
writer's needs a "will", a plan or a decision in the sentence that it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.pairings import tells_of_somebody
from bot.grounding.sides import root_of, roots_at
from bot.grounding.stances import Stance, stance_of
from bot.memory.stems import PAST_FORMS
from bot.sentence_reading.deeds import Token, is_verb, low_at, tokens_of
from bot.sentence_reading.saying import saying_verbs

#: Words before a deed among which what governs it stands.
REACH = 14

_WILL = re.compile(r"\b(?:will|shall|is going to|are going to)(?: \w+ly| also| then)?(?: be)?$")
_TO_BE = re.compile(r"\bto(?: \w+ly)? (?:be|have|have been)(?: \w+ly)?$")
#: Where the sentence itself leaves it open, or tells it as somebody's wish.
_LEFT_OPEN = re.compile(
    r"\b(?:if|unless|provided|whether|could|(?-i:may)|might|would|possib\w+|conditions?|until|once|want\w*"
    r"|consider\w*|willing\w*|ready|hop(?:e|es|ed|ing)|propos\w+|offer\w*|ask\w*|urg\w+|demand\w*)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:interest(?:ed)? in|consider\w*|could|might|may|if|unless|provided|whether|willing\w*"
    r"|ready|prepared|hop(?:e|es|ed|ing)|wants?|wanted|ask(?:s|ed|ing)?|demand(?:s|ed|ing)?|possib\w+"
    r"|propos(?:e|es|ed|al|als|ing)|offer(?:s|ed|ing)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:for|on)"
    r"|threaten(?:s|ed|ing)?|seek(?:s|ing)?|sought|would like|prefer(?:s|red)?|discuss(?:es|ed|ing)?"
    r"|able|can|should|suggest(?:s|ed|ing)?|recommend(?:s|ed|ing)?|appeal(?:s|ed)? (?:to|for)|debat\w+"
    r"|examin(?:e|es|ed|ing)|explor(?:e|es|ed|ing)|stud(?:y|ies|ied|ying)|talks (?:on|about))\b"
)
#: The same before the noun of a deed: "invited them to another meeting", "no sale".
_SOFT_NOUN = re.compile(
    r"\b(?:invit(?:e|es|ed)|propos(?:e|es|ed)|call(?:s|ed)? for|ask(?:s|ed)? for|demand(?:s|ed)?"
    r"|plan(?:s|ned)?|consider(?:s|ed)?|offer(?:s|ed)?|no|without|against|oppos(?:e|es|ed)|want(?:s|ed)?"
    r"|refus(?:e|es|ed)|reject(?:s|ed)?|threaten(?:s|ed)?|possible|request(?:s|ed)?)\b"
)
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
        roots = roots_at(tokens, place) | {tokens[place].word.stem}
        told = list(_tellings(roots, grounds, is_done=is_done))
        if told and all(told):
            what = "" if is_done else "will "
            yield Problem(ProblemKind.NEGATION, f"{what}{tokens[place].word.text}")


def _is_told_done(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb tells that something was done, or is: "froze", "are obliged"."""
    low = tokens[place].low
    is_past = low.endswith("ed") or low in PAST_FORMS
    if not is_past or low in saying_verbs().reporting or not is_verb(tokens, place):
        return False
    is_to_be = _TO_BE.search(_words_before(tokens, place, 4)) is not None
    return not is_to_be and stance_of(tokens, place) is Stance.TOLD


def _tellings(roots: frozenset[str], grounds: Grounds, *, is_done: bool) -> Iterator[bool]:
    """Whether each cited telling of a deed says only that it may, or should, be."""
    for ground in (*grounds.cited, *grounds.about):
        if roots.isdisjoint(ground.stems):
            continue
        tokens = tokens_of(ground.text)
        for at, token in enumerate(tokens):
            if root_of(token) in roots or token.word.stem in roots:
                yield _is_undone(tokens, at) if is_done else _is_soft(tokens, at)


def _is_undone(tokens: Sequence[Token], place: int) -> bool:
    """Whether a telling has the deed as still to come, wished for or not done."""
    if not is_verb(tokens, place):
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
