"""Tellers: who a draft has say something says it in the sentence cited for it, not in another one.

`attribution` compares speakers by name.  Of two cited sentences each has its own, and often one
without a name: "the union estimates" of what the ministry expects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import CLOSE
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.left_open import any_of
from bot.grounding.places import place_of
from bot.grounding.tokens import Token
from bot.grounding.word_lists import TITLES, listed
from bot.sentence_reading.whose_offices import is_same_owner

_SAYS = any_of("tells")
#: "..., the union estimates."; "... , according to the union."; "The union says that ..."
_BEHIND = re.compile(rf",\s+(?P<who>[^,;:]{{3,80}}?)\s+{_SAYS}(?:\son\s\w+)?\.?$")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,;:.]{3,80})")
_BEFORE = re.compile(rf"^(?P<who>[^,;:]{{3,60}}?)\s+{_SAYS}\s(?!by\b|to\b)")
_ITS = re.compile(r"(?:Its|Their)\b")
_CLAUSES = re.compile(r"[,;]\s")
#: Words for a speaker that stand for no one in particular.
_ANYBODY = listed("he she it they who both others officials some") | TITLES


def check_tellers(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a speaker of whom the sentences cited for what they say have nothing."""
    found = _BEHIND.search(claim.text) or _ACCORDING.search(claim.text) or _BEFORE.match(claim.text)
    if found is None or ";" in claim.text:
        return
    who = [t for t in claim.tokens if _is_in(t, found) and t.is_content and t.key not in _ANYBODY]
    said = {t.stem for t in claim.tokens if t.is_content and not _is_in(t, found)}
    figures = {t.stem for t in claim.tokens if t.key[0].isdigit() and not _is_in(t, found)}
    if not who or not said:
        return
    for ground in grounds.cited:
        if _is_in_anothers_clause(who, figures, ground):
            yield Problem(ProblemKind.NAME, found["who"])
            return
    there = [g for g in grounds.cited if not figures.isdisjoint(g.stems)] or list(grounds.cited)
    shares = [(len(said & g.stems) / len(said), g) for g in there]
    best = max(share for share, _ in shares)
    nearest = [g for share, g in shares if share >= best - CLOSE]
    others = [g for g in grounds.cited if g not in nearest]
    known = frozenset[str]().union(*(g.stems for g in nearest))
    # Of two sentences told in one the teller of the second may say no more than that.
    others = [g for g in others if not (said - known) & g.content]
    if not any(_has(who, g, with_before=True) for g in nearest) and any(
        _has(who, g, with_before=False) for g in others
    ):
        yield Problem(ProblemKind.NAME, found["who"])


def _is_in_anothers_clause(who: list[Token], figures: set[str], ground: Ground) -> bool:
    """Whether of two who count in one sentence the other has the figure.

    "The union said that 900 had come, the ministry counted 300."
    """
    clauses = [Ground(text) for text in _CLAUSES.split(ground.text)]
    counting = [c for c in clauses if len(c.loose_figures) == 1 and c.content]
    if len(counting) < 2 or len(figures) != 1:
        return False
    theirs = [c for c in counting if not figures.isdisjoint(c.stems)]
    mine = [c for c in counting if not c.stems.isdisjoint(t.stem for t in who)]
    return len(theirs) == 1 and len(mine) == 1 and theirs[0] is not mine[0]


def _is_in(token: Token, found: re.Match[str]) -> bool:
    return found.start("who") <= token.start < found.end("who")


def _before(ground: Ground) -> Sequence[str]:
    """The sentence before one, and for a voice that goes on from further back all from where it is named.

    "Its spokesman said so" begins one sentence further back.
    """
    if not ground.before:
        return ()
    before = (*ground.earlier, ground.before)
    named = [at for at, text in enumerate(before) if ground.voice and ground.voice in text]
    if not named:
        return before[-1:]
    start = named[-1] - 1 if named[-1] and _ITS.match(before[named[-1]]) else named[-1]
    return before[start:]


def _has(who: list[Token], ground: Ground, *, with_before: bool) -> bool:
    """Whether a source sentence, or the one before it, has a word for the speaker."""
    texts = [ground.text, *(_before(ground) if with_before else ())]
    for text in texts:
        words = Ground(text)
        if not words.stems.isdisjoint(t.stem for t in who):
            return True
        places = {place for t in words.tokens if (place := place_of(t.text)) is not None}
        if any(place_of(t.text) in places for t in who if place_of(t.text) is not None):
            return True
        if is_same_owner(frozenset(t.key for t in who), frozenset(t.key for t in words.tokens)):
            return True
    return False
