"""Contradictions: a sentence in words of its own says of something what its sources say is not so.

`negation` compares a sentence with the one that it retells.  Here each word is compared with every
place where the sources have it, or have its opposite, in the same company: "They will not bake a
cake" against "Emily will bake a cake", "hard to use" against "easy to use".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import changes, retold
from bot.grounding.allegations import is_denial_of_theirs
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.opposites import ALIKE_OF_ONE, OPPOSITES, opposites_in
from bot.grounding.tokens import Token
from bot.grounding.word_contexts import Occurrence, is_background
from bot.grounding.word_lists import OF_THE_TELLING, listed
from bot.memory.frequencies import weight_of
from bot.memory.stems import stem
from bot.sentence_reading.chats import messages_of
from bot.sentence_reading.orders import is_question

#: A word of the sources where it stands, and the sentence that it stands in.
ToldOccurrence = tuple[Occurrence, Ground]


#: Words in common from which two denials, or "may" and "will", are said of the same thing.
LEAST_COMPANY = 2
#: How telling a word has to be by which two opposites are known to be said of the same thing:
#: "remote" or "ceasefire" is, "water" and "large" stand beside anything.
LEAST_TELLING = 4.0
#: The share of a sentence's words in a source sentence that denies what it says.
LEAST_ALIKE = 0.25
_TELLING = frozenset(map(stem, OF_THE_TELLING))
_NOT_BEFORE = re.compile(r"(?:\b(?:not|never|cannot)|n[’']t)\b[^,;:.]{0,40}$", re.IGNORECASE)
#: "His objection to the jurisdiction was rejected", of "an objection that it had none".
_TURNS_DOWN = re.compile(
    r"\b(?:reject|dismiss|object|oppos|lack|deni|deny|disput|contest)\w*", re.IGNORECASE
)
#: Characters at the beginning of an answer within which a no stands: a long one has some "not" anyhow.
NO_WITHIN = 24
_NO = re.compile(
    r"\b(?:no|not|nope|nah|never|cannot|sorry|unfortunately|busy|afraid|rather)\b|n[’']t\b",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"(?:known|clear|certain|sure) (?:whether|if|who|what|how|why|when)\b", re.IGNORECASE
)
_ABLE = listed("can cannot could able ability capable often typically usually generally")


def check_contradictions(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every word of which the sources say the contrary, wherever they have it."""
    if is_denial_of_theirs(claim, grounds):
        return
    if any(changes(claim, source) is not None for source in retold(claim, grounds)):
        return
    stems = {mine.token.stem for mine in claim.occurrences}
    for mine in claim.occurrences:
        if mine.token.stem in _TELLING:
            continue  # "Unable to answer", "not possible to provide": of the telling.
        if _LEFT_OPEN.match(claim.text, mine.token.start):
            continue  # "It is not known whether", of "has not said whether"
        told = grounds.occurrences.get(mine.token.stem, ())
        others = OPPOSITES.get(mine.token.stem, frozenset())
        # "Some buy, others sell" names both sides.
        is_opposed = (
            stems.isdisjoint(others)
            and not _is_compound(mine.token, claim)
            and _is_opposed(mine, told, others, grounds, claim)
        )
        is_denied = mine.is_denied and not mine.is_open and _says_not(claim, mine)
        is_settled = not (_is_able(claim) or mine.token.key.endswith("ing")) and _is_settled(
            mine, told
        )
        is_alone = is_denied and _denies_alone(mine, grounds)
        # "Clean it without removing the keys" denies no removal.
        is_left_out = mine.is_denied and not _says_not(claim, mine)
        is_turned = not is_left_out and _is_turned(mine, told, claim)
        if is_alone or is_opposed or is_settled or is_turned:
            yield Problem(ProblemKind.NEGATION, mine.token.text)


def _is_turned(mine: Occurrence, told: Sequence[ToldOccurrence], claim: Ground) -> bool:
    """Whether the sources have the word in this company, and everywhere the other way around."""
    if not told or (mine.is_denied and mine.is_open):
        return False
    if any(o.is_denied == mine.is_denied or (o.is_denied and o.is_open) for o, _ in told):
        return False
    alike = [source for o, source in told if mine.meets(o) and not is_question(source.text)]
    if mine.is_denied:
        return bool(alike) and not any(source.is_denying for source in alike)
    wanted = LEAST_ALIKE * len(claim.content)
    is_alike = any(len(claim.content & source.content) >= wanted for source in alike)
    return is_alike and not (claim.is_denying or _TURNS_DOWN.search(claim.text))


def _says_not(claim: Ground, mine: Occurrence) -> bool:
    """Whether a verb is denied, and not only a thing left out: "without peeking"."""
    return _NOT_BEFORE.search(claim.text, 0, mine.token.start) is not None


def _is_able(claim: Ground) -> bool:
    """Whether it says what can be, which is how a "could" is told again."""
    return any(token.key in _ABLE for token in claim.tokens)


def _denies_alone(mine: Occurrence, grounds: Grounds) -> bool:
    """Whether nothing is denied in the sources where they have what the sentence denies.

    That the sources do not mention something is no denial of theirs, and is not looked for.
    """
    wanted = mine.company | {mine.token.stem}
    if not wanted.isdisjoint(_TELLING) or opposites_in(mine.token.stem, grounds.stems):
        return False
    is_denied = any(
        mine.token.stem in source.stems or len(wanted & source.stems) >= LEAST_COMPANY
        for source in grounds.denying
    )
    return not (is_denied or _is_answered_no(mine.token.stem, grounds))


def _is_answered_no(word: str, grounds: Grounds) -> bool:
    """Whether a question with the word is answered in a chat by what begins with a no or an excuse."""
    return any(
        "?" in message.text
        and word in Ground(message.text).stems
        and _NO.search(answer.text[:NO_WITHIN]) is not None
        for text in grounds.quotable
        for message, answer in pairwise(messages_of(text))
    )


def _is_settled(mine: Occurrence, told: Sequence[ToldOccurrence]) -> bool:
    """Whether the sentence asserts what the sources say of the same thing only with a "may"."""
    alike = (len(mine.company & o.company) >= LEAST_COMPANY for o, _ in told)
    return not mine.is_open and all(o.is_open for o, _ in told) and any(alike)


def _is_opposed(
    mine: Occurrence,
    told: Sequence[ToldOccurrence],
    others: Iterable[str],
    grounds: Grounds,
    claim: Ground,
) -> bool:
    """Whether the sources have the word's opposite in this company, and not the word itself."""
    there = (each for other in others for each in grounds.occurrences.get(other, ()))
    is_there = any(
        o.is_denied == mine.is_denied
        and _is_telling(mine, o)
        and not is_background(o.token, ground.text)
        and not _is_compound(o.token, ground)
        and _are_alike(claim, ground)
        for o, ground in there
    )
    if not is_there:
        return False
    same = ALIKE_OF_ONE.get(mine.token.stem, frozenset()) - {mine.token.stem}
    alike = (*told, *(each for word in same for each in grounds.occurrences.get(word, ())))
    return not any(mine.meets(o) for o, _ in alike)


def _are_alike(claim: Ground, source: Ground) -> bool:
    """Whether the shorter of two sentences has enough of the other to speak of the same thing."""
    shorter = min(len(claim.content), len(source.content))
    return len(claim.content & source.content) >= LEAST_ALIKE * shorter


def _is_compound(token: Token, sentence: Ground) -> bool:
    """Whether a hyphen makes it a part of another word: "high-intensity", "long-term"."""
    around = sentence.text[token.start - 1 : token.start], sentence.text[token.end : token.end + 1]
    return "-" in around


def _is_telling(mine: Occurrence, other: Occurrence) -> bool:
    return any(weight_of(shared) >= LEAST_TELLING for shared in mine.company & other.company)
