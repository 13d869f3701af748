"""Dates and their deeds: what was agreed on Thursday is not told as agreed on the Sunday it began.

A date may be in the sources and belong to something else.  Where every source sentence with the
verb gives another date of the same kind, and none with this date has the verb, it is not its date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.dates.date_words import DateWord
from bot.domain.claims import Problem, ProblemKind
from bot.grounding.dates import agrees
from bot.grounding.deed_sides import root_of, roots_at
from bot.grounding.grounds import Ground, Grounds
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import is_verb, tokens_of

#: Words beside the verb that a source sentence has to share to tell of the same deed.
LEAST_SHARED = 1


def check_date_deeds(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for the one date of a sentence that the sources give to another deed than its own."""
    if len(claim.dates) != 1:
        return
    word, verbs = claim.dates[0], list(_verbs(claim))
    if len(verbs) != 1:
        return
    roots = verbs[0]
    wanted = claim.content - roots
    least = min(LEAST_SHARED, len(wanted))
    told = [g for g in (*grounds.cited, *grounds.about) if not roots.isdisjoint(g.stems)]
    same = [g for g in told if len(wanted & g.stems) >= least]
    if any(_carries(word, claim, ground) for ground in same):
        return
    if same and all(_has_another(word, ground) for ground in same):
        yield Problem(ProblemKind.DATE, word.text)


def _verbs(claim: Ground) -> Iterator[frozenset[str]]:
    """The stems by which each verb of a sentence may be told."""
    tokens = tokens_of(claim.text)
    for at, token in enumerate(tokens):
        is_listed = root_of(token) in deed_words().verbs or token.low.endswith("ed")
        is_known = not token.word.is_stop and is_listed
        if is_known and is_verb(tokens, at):
            yield roots_at(tokens, at)


def _carries(word: DateWord, claim: Ground, ground: Ground) -> bool:
    # "On 7 May 2018" of "on 7 May" is a matter for `dates`.
    plain = replace(word, year=None) if word.month is not None else word
    return any(
        agrees(word, claim.day, told, ground.day)
        or (told.year is None and agrees(plain, claim.day, told, ground.day))
        for told in ground.dates
    )


def _has_another(word: DateWord, ground: Ground) -> bool:
    return any(told.kind is word.kind for told in ground.dates)
