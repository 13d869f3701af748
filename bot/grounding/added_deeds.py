"""Deeds and degrees that a writer adds: "rejected" of "did not comment on", "all" of "some".

A share of unknown words is forgiven, since another wording has its own (`support`).  A verb that no
cited sentence has, in no form and by no other verb for the same, tells another deed; a word of
degree or of cause tells of more than they do.  For what is posted: the writer is asked once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import changes, retold
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import read_names
from bot.grounding.sides import root_of, roots_at
from bot.grounding.word_lists import listed
from bot.memory.stems import stem
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token, is_verb, tokens_of
from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.near_words import near_to
from bot.sentence_reading.saying import saying_verbs

_LISTS = read_lists("wordings_en.toml")
#: Verbs that tell no deed of their own, or that somebody says something.
LIGHT = frozenset(map(stem, _LISTS["light"]))
#: Verbs of a rise or a fall, which "up from", "against" and "cut" tell as well; `comparisons` and
#: `directions` look at which of the two it is.
_TRENDS = frozenset(map(stem, _LISTS["trends"]))
_ANY_TREND = re.compile(
    r"\b(?:up|down|against|from|than|more|less|fewer|higher|lower|cut|rais|ris|rose|fell|fall|grew|grow"
    r"|increas|decreas|declin|drop|add|gain|los[et])",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"\b(?:all|whole|entire(?:ly)?|every|finally|completely|fully|unanimously|immediately|nobody"
    r"|everyone|always|never|secretly|officially|formally|repeatedly|permanently|definitively"
    r"|illegally|unlawfully|deliberately)\b",
    re.IGNORECASE,
)
_CAUSES = re.compile(
    r"\b(?:because|due to(?! \w+ed\b)|owing to|as a result|led to|in response|in retaliation|therefore"
    r"|thanks to|in exchange|in return|in solidarity|in protest)\b",
    re.IGNORECASE,
)
_ANY_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|result|after|led to|caus|since|as|over|following|for|saying|reason"
    r"|respon|retaliat|therefore|request|in exchange|if|return|protest|thank|blam|condition|citing)",
    re.IGNORECASE,
)


@cache
def _wordings() -> Mapping[str, frozenset[str]]:
    """By the stem of each verb, the stems of its group; of several groups, of all."""
    found: dict[str, frozenset[str]] = {}
    for group in _LISTS["wordings"]:
        words = listed(group)
        past = frozenset(f"{word[:-1]}ied" for word in words if word.endswith("y"))
        stems = frozenset(map(stem, words | past))
        for each in stems:
            found[each] = found.get(each, frozenset()) | stems
    return found


def _worded(root: str) -> frozenset[str]:
    """The stems by which the same deed may be told."""
    return _wordings().get(root, frozenset({root}))


def check_added_deeds(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every deed of a sentence that no cited sentence tells in any words."""
    cited = (*grounds.cited, *grounds.about)
    stems = frozenset[str]().union(*(ground.stems for ground in cited))
    keys = frozenset(token.key for ground in cited for token in tokens_of(ground.text))
    tokens = tokens_of(claim.text)
    is_near = any(changes(claim, source) is not None for source in retold(claim, grounds))
    names = read_names(claim)
    for place, token in enumerate(tokens):
        if not _is_deed(tokens, place) or any(n.start <= token.word.start < n.end for n in names):
            continue
        roots = roots_at(tokens, place) | _worded(token.word.stem) | _worded(root_of(token))
        if root_of(token) in _TRENDS and any(_ANY_TREND.search(g.text) for g in cited):
            continue
        if is_near and not _is_listed(roots):
            continue
        if roots.isdisjoint(stems) and (near_to(token.low) | {token.key}).isdisjoint(keys):
            yield Problem(ProblemKind.UNSUPPORTED, token.word.text)


def _is_listed(roots: frozenset[str]) -> bool:
    """Whether it is known what else is called so: of "slain" it is, of "axed" not."""
    return any(root in _wordings() or (root, None) in deed_words().same_deeds for root in roots)


def check_added_degrees(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for "all", "finally", "because" and the like that no cited sentence says."""
    told = " ".join(ground.text for ground in (*grounds.cited, *grounds.about))
    stems = frozenset[str]().union(*(g.stems for g in (*grounds.cited, *grounds.about)))
    for found in _DEGREES.finditer(claim.text):
        word = found.group().lower()
        if stem(word) not in stems and stem(word.removesuffix("ly")) not in stems:
            yield Problem(ProblemKind.UNSUPPORTED, found.group())
    for found in _CAUSES.finditer(claim.text):
        if not _ANY_CAUSE.search(told):
            yield Problem(ProblemKind.UNSUPPORTED, found.group())


def _is_deed(tokens: tuple[Token, ...], place: int) -> bool:
    token = tokens[place]
    if token.low in deed_words().particles:
        return False
    if token.word.is_stop or token.low in saying_verbs().plain or root_of(token) in LIGHT:
        return False
    is_known = root_of(token) in deed_words().verbs or token.low.endswith("ed")
    return is_known and is_verb(tokens, place)
