"""Deeds and degrees that a writer adds: "rejected" of "did not comment on", "all" of "some".

A share of unknown words is forgiven, since another wording has its own (`support`).  A verb that no
cited sentence has, in no form and by no other verb for the same, tells another deed; a word of
degree or of cause tells of more than they do.  For what is posted: the writer is asked once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import changes, retold
from bot.grounding.deed_sides import is_counted, root_of, roots_at
from bot.grounding.deeds_told import is_past_form
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import read_names
from bot.grounding.stances import Stance, stance_of
from bot.grounding.support import telling_words
from bot.grounding.word_lists import listed
from bot.memory.stems import stem
from bot.sentence_reading.chats import messages_of
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token, is_verb, low_at, tokens_of
from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.near_synonyms import near_to
from bot.sentence_reading.reporting_verbs import saying_verbs

_LISTS = read_lists("wordings_en.toml")
#: Verbs that tell no deed of their own, or that somebody says something.
LIGHT = frozenset(map(stem, _LISTS["light"]))
#: Verbs of a rise or a fall, which "up from", "against" and "cut" tell as well; `comparisons` and
#: `directions` look at which of the two it is.
#: Acts that a text has to tell.
_ACTS = frozenset(map(stem, _LISTS["acts"]))
_TRENDS = frozenset(map(stem, _LISTS["trends"]))
_ANY_TREND = re.compile(
    r"\b(?:up|down|against|from|than|more|less|fewer|higher|lower|cut|rais|ris|rose|fell|fall|grew|grow"
    r"|increas|decreas|declin|drop|add|gain|los[et])",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"\b(?:all|whole|entire(?:ly)?|every|finally|completely|fully|unanimously|immediately|nobody"
    r"|everyone|always|never|secretly|officially|formally|repeatedly|permanently|definitively"
    r"|illegally|unlawfully|deliberately)\b(?<!\bat all)(?! (?:day|night|evening|morning|week|month|year|time)\b)",
    re.IGNORECASE,
)
_WHOLES = re.compile(
    r"all|whole|entire|every|always|unanimous|because|in (?:response|retaliation|protest)|as a result",
    re.IGNORECASE,
)
_CAUSES = re.compile(
    r"\b(?:because|due to(?! be\b| \w+ed\b)|owing to|as a result|led to|in response|in retaliation|therefore"
    r"|thanks to|in exchange|in return|in solidarity|in protest)\b",
    re.IGNORECASE,
)
_ANY_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|result|led to|caus|since|as\b|over\b|following|saying|reason"
    r"|for (?:his|her|its|their|having|being)\b"
    r"|respon|retaliat|therefore|request|in exchange|return|protest|thank|blam|condition|citing)",
    re.IGNORECASE,
)


#: How verbs begin that small words tell as well, and these words.
_BY_SMALL_WORDS = (
    ("declin", re.compile(r"\b(?:not|never|no comment)\b|n['’]t\b")),
    ("refus", re.compile(r"\b(?:would|will) not\b|\bwon['’]t\b")),
    ("allow", re.compile(r"\b(?:may|can|could|might|cannot|no access|barred|denied)\b")),
    ("permit", re.compile(r"\b(?:may|can|could|might|cannot)\b")),
    ("releas", re.compile(r"\bleft (?:prison|jail|custody|detention)\b")),
    ("freed", re.compile(r"\bleft (?:prison|jail|custody|detention)\b")),
    (
        "end",
        re.compile(r"\bafter (?:\w+ ){1,4}of (?:talks|negotiations|fighting|debate)\b|\buntil\b"),
    ),
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
        if _is_in_other_words(token.low, low_at(tokens, place + 1), cited):
            continue
        if roots.isdisjoint(stems) and (near_to(token.low) | {token.key}).isdisjoint(keys):
            yield Problem(ProblemKind.UNSUPPORTED, token.word.text)


def check_added_wholes(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """The same of "all", "whole" and causes alone: for text of others, where "finally" is style."""
    for problem in check_added_degrees(claim, grounds):
        if _WHOLES.match(problem.text):
            yield problem


def check_unheard_acts(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for an act told as done that no sentence of a whole text tells of anything near it.

    For text of others, which puts most deeds in words of its own: "condemned" of "took note of".
    In a chat people agree, promise and refuse by what they write, without the word for it.
    """
    if any(messages_of(text) for text in grounds.quotable):
        return
    tokens = tokens_of(claim.text)
    for place, token in enumerate(tokens):
        is_act = root_of(token) in _ACTS and is_verb(tokens, place)
        is_act = is_act and not (
            token.low.startswith("recogni") and low_at(tokens, place + 1) == "that"
        )
        if not is_act or not is_past_form(token.low) or stance_of(tokens, place) is not Stance.TOLD:
            continue
        if low_at(tokens, place - 1) in deed_words().be:
            continue  # "Was declared bankrupt": by nobody that the sentence names.
        roots = roots_at(tokens, place) | _worded(token.word.stem) | _worded(root_of(token))
        near = near_to(token.low) | {token.key}
        others = {t.stem for t in telling_words(claim)} - roots
        if not any(
            not (others and others.isdisjoint(ground.stems))
            and not (
                roots.isdisjoint(ground.stems)
                and near.isdisjoint(t.key for t in tokens_of(ground.text))
            )
            for ground in (*grounds.cited, *grounds.about)
        ):
            yield Problem(ProblemKind.UNSUPPORTED, token.word.text)


def _is_in_other_words(low: str, after: str, cited: Sequence[Ground]) -> bool:
    """Whether what small words tell there is told by a verb here: "declined to say" of "would not say"."""
    text = " ".join(ground.text for ground in cited)
    return any(low.startswith(verb) and told.search(text) for verb, told in _BY_SMALL_WORDS) and (
        after == "to" or not low.startswith(("declin", "refus"))
    )


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


def _follows_verb(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a verb stands right before a word: what follows it is its object."""
    before = tokens[place - 1] if place else None
    if before is None or tokens[place].after_comma or before.low in deed_words().auxiliaries:
        return False
    is_known = root_of(before) in deed_words().verbs or before.low.endswith("ed")
    return is_known and is_verb(tokens, place - 1)


def _is_deed(tokens: tuple[Token, ...], place: int) -> bool:
    token = tokens[place]
    if token.low in deed_words().particles:
        return False
    if token.word.is_stop or token.low in saying_verbs().plain or root_of(token) in LIGHT:
        return False
    if token.low.endswith("s") and (is_counted(tokens, place) or _follows_verb(tokens, place)):
        return False  # "35 monitors", "wants supplies restored"
    is_known = root_of(token) in deed_words().verbs or token.low.endswith("ed")
    return is_known and is_verb(tokens, place)
