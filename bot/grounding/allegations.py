"""Allegations: what one side says of another, and denials of it, are not told as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import retold
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import read_names
from bot.grounding.tokens import is_within
from bot.sentence_reading.denials import (
    DENYING,
    denial_of_what_was_said,
    denies_what_was_said,
    leaves_open,
)
from bot.sentence_reading.reporting_verbs import saying_verbs

_ALLEGES = re.compile(
    r"\b(?:accus(?:es|ed|ing)|alleg(?:es|ed|ing)|claim(?:s|ed|ing) (?:that|it|he|she|they)\b"
    # "Under what its president described as pressure"
    r"|what(?! (?:you|we|i|would|do|did|is|was)\b)(?: \w+){1,4} (?:calls?|called|described?|describes)(?: as)?\b)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:said|says|told|wrote|claimed|claims|insisted|charged|reported|blam(?:es|ed|ing))\b"
)
_DENIES = re.compile(rf"\b{DENYING}\b", re.IGNORECASE)
_TELLING = re.compile(
    r"\b(?:accus|alleg|claim|according to|den(?:y|ies|ied)|report|suspect|reject|disput|dismiss)"
    r"|[“\"«]",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:It|They|He|She)\b")
_HEDGE = re.compile(r"\b(?:allegedly|reportedly)\b", re.IGNORECASE)
#: What ends what is denied: "denied that it was late, noting that ...".
_GOES_ON = re.compile(r",\s+(?:\w+ing|and|but|while)\s|;")
#: Of a denial of what stands before it, the share of its words that have to stand there.
LEAST_DENIED = 0.5
#: The share of the sentence's words that have to stand after the verb of the allegation.
LEAST_ALLEGED = 0.6


def is_hedged_for(claim: Ground, source: Ground) -> bool:
    """Whether an "allegedly" stands for what the source puts into somebody's mouth."""
    if not _HEDGE.search(claim.text):
        return False
    return bool(_ALLEGES.search(source.text) or _SAYS.search(source.text))


def check_allegations(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem when all that carries a sentence is an allegation, and it does not say so."""
    if _TELLING.search(claim.text) or any(
        token.key in saying_verbs().reporting for token in claim.tokens
    ):
        return
    sources = retold(claim, grounds)
    alleged = [_alleged(claim, source, grounds) for source in sources]
    if alleged and all(alleged):
        yield Problem(ProblemKind.NEGATION, alleged[0] or "")


def _alleged(claim: Ground, source: Ground, grounds: Grounds) -> str | None:
    """The verb of the allegation in which a source sentence has what the sentence says."""
    match = _ALLEGES.search(source.text)
    if match is None and is_denied_after(source, grounds):
        match = _SAYS.search(source.text)
    if match is None:
        return None
    following = [t.stem for t in source.tokens if t.is_content and t.start >= match.end()]
    if match.group().lower().startswith("what"):
        return match.group() if set(following[:1]) & claim.content else None
    after = set(following)
    # "Ostra, which Vell accuses of arming rebels": who is accused stands elsewhere.
    names = read_names(claim)
    wanted = {t.stem for t in claim.tokens if t.is_content and not is_within(t, names)}
    is_alleged = bool(wanted) and len(wanted & after) >= LEAST_ALLEGED * len(wanted)
    return match.group() if is_alleged else None


def is_denied_after(source: Ground, grounds: Grounds) -> bool:
    """Whether a source sentence, or the one after it, denies what it says, or lets it stand open."""
    if denies_what_was_said(source.text):
        return True
    after = [g for g in grounds.cited if g.before == source.text] + list(grounds.nearby)
    return any(denies_what_was_said(g.text) or leaves_open(g.text) for g in after)


def is_denial_of_theirs(claim: Ground, grounds: Grounds) -> bool:
    """Whether a sentence tells in full what its sources tell by "Hansen denied this".

    The denier is named on both sides, and what is denied stands in the sentence before.
    """
    match = _DENIES.search(claim.text)
    if match is None:
        return False
    deniers = {key for n in read_names(claim) if n.end <= match.start() for key in n.keys}
    ends = _GOES_ON.search(claim.text, match.end())
    end = ends.start() if ends is not None else len(claim.text)
    denied = {t.stem for t in claim.tokens if t.is_content and match.end() <= t.start < end}
    for ground in grounds.cited:
        found = denial_of_what_was_said(ground.text)
        if found is None or ground.before is None or not denied:
            continue
        theirs = {key for n in read_names(ground) if n.end <= found.start() for key in n.keys}
        before = Ground(ground.before)
        if _PRONOUN.match(ground.text):
            theirs |= {key for n in read_names(before) for key in n.keys}
        shared = len(denied & before.stems)
        # "Ida Kern denied", of "Kern rejected that"
        is_named = not deniers.isdisjoint(theirs) or deniers <= _initials(ground, before)
        if deniers and is_named and shared >= LEAST_DENIED * len(denied):
            return not (_says_not(claim, match.end()) or before.is_denying)
    return False


def _initials(*sentences: Ground) -> frozenset[str]:
    names = (name for sentence in sentences for name in read_names(sentence))
    return frozenset("".join(key[0] for key in name.keys) for name in names)


def _says_not(claim: Ground, start: int) -> bool:
    return Ground(claim.text[start:]).is_denying
