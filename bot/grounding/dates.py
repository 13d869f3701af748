"""Whether the sources carry the dates of a sentence, and which days these are (promise 5).

Relative words count from the publication day and never from today; without one they stay
unresolved, and are then only compared as words.  `bot.dates` reads and places them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.dates.announced_dates import announced_by
from bot.dates.calendar_limits import limits_in
from bot.dates.date_words import DateWord, Kind, Lead
from bot.dates.periods import Period, period_of
from bot.domain.claims import Ahead, Problem, ProblemKind, ResolvedDate
from bot.grounding.grounds import Ground, Grounds

#: Before a date that is the source's own and not the event's: "as of 21 March".
_OF_SOURCE = re.compile(r"\b(?:as\s+of|published(?:\s+on)?|reported\s+on|dated)\s*$", re.IGNORECASE)
#: Words for these name their days themselves; others count from the publication day.
_NAMED = frozenset({Kind.DAY, Kind.MONTH, Kind.YEAR})
#: What a year has once.
_IN_A_YEAR = frozenset({Kind.DAY, Kind.MONTH})


def resolved_dates(claim: Ground, grounds: Grounds) -> tuple[ResolvedDate, ...]:
    """The date words of a sentence of ours with the days that they mean in the cited sentences.

    "The Friday vote" shows no tense of its own, and of two cited articles each counts from its
    own publication.  What was to come when the newest of them was published is told to be ahead.
    """
    told = [(w, g) for g in (*grounds.cited, *grounds.nearby, *grounds.about) for w in g.dates]
    days = [ground.day for ground in grounds.cited]
    newest = None if None in days else max((d for d in days if d is not None), default=None)
    found = ((word, _meant(word, claim, told)) for word in claim.dates)
    limits = () if newest is None else limits_in(claim.text, newest)
    return (
        *(_resolved(word, period, claim.text, newest) for word, period in found if period),
        *(ResolvedDate(w.text, day, ahead=Ahead(day, is_limit=True)) for w, day in limits),
    )


def _resolved(word: DateWord, period: Period, text: str, newest: date | None) -> ResolvedDate:
    found = None if newest is None else announced_by(text, word, period, newest)
    ahead = None
    if found is not None:
        told = found.period
        ahead = Ahead(told.first, None if told.is_day else told.last, found.is_limit)
    return ResolvedDate(word.text, period.first, None if period.is_day else period.last, ahead)


def _meant(word: DateWord, claim: Ground, told: Sequence[tuple[DateWord, Ground]]) -> Period | None:
    mine = period_of(word, claim.day)
    if word.year is not None or mine is None:
        return mine
    sources = (period_of(w, g.day) for w, g in told if agrees(word, claim.day, w, g.day))
    return {p.last - p.first: p for p in sources if p is not None}.get(mine.last - mine.first, mine)


# ---------------------------------------------------------------- the check


def check_dates(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every date of the sentence that no date of its sources agrees with."""
    sources = (*grounds.cited, *grounds.nearby, *grounds.about)
    told = [(word, source) for source in sources for word in source.dates]
    for word in claim.dates:
        if not _is_carried(word, claim, told, grounds):
            yield Problem(ProblemKind.DATE, word.text)


def _is_carried(
    word: DateWord, claim: Ground, told: Sequence[tuple[DateWord, Ground]], grounds: Grounds
) -> bool:
    if any(agrees(word, claim.day, w, g.day) for w, g in told):
        return True
    if word.kind is Kind.YEAR and any(
        figure.value == word.year for g in (*grounds.cited, *grounds.about) for figure in g.figures
    ):
        return True
    return _names_publication(word, claim, grounds) or _is_year_elsewhere(word, claim, told)


def _is_year_elsewhere(
    word: DateWord, claim: Ground, told: Sequence[tuple[DateWord, Ground]]
) -> bool:
    """Whether bare texts have the month and day without a year, and that year and no other beside.

    A text of which nothing more is known may tell its year in a line of its own; of an article
    with a publication day "7 May" is placed by it.
    """
    if claim.day is not None or word.year is None or word.month is None:
        return False
    plain = replace(word, year=None)
    is_there = any(w.year is None and agrees(plain, None, w, None) for w, _ in told)
    return is_there and word.year in {w.year for w, _ in told}


def _names_publication(word: DateWord, claim: Ground, grounds: Grounds) -> bool:
    if not _OF_SOURCE.search(claim.text, 0, word.start):
        return False
    period = period_of(word, claim.day)
    published = {ground.day for ground in grounds.cited if ground.day}
    return period is not None and any(period.covers(Period(day, day)) for day in published)


def agrees(
    claimed: DateWord, claimed_at: date | None, told: DateWord, told_at: date | None
) -> bool:
    """Whether a date word of the source, published on `told_at`, carries one of the sentence.

    A wider word is carried by a narrower one inside it: "in March" by "on 22 March".
    """
    wide, narrow = period_of(claimed, claimed_at), period_of(told, told_at)
    if wide is not None and narrow is not None:
        return wide.covers(narrow) or _same_words(claimed, told, wide, narrow)
    return _same_unresolved(claimed, told)


def _same_words(claimed: DateWord, told: DateWord, wide: Period, narrow: Period) -> bool:
    """A bare weekday, month or day whose tense was read otherwise than its source's: the source's counts.

    "Invited them on 9 December" of "invited them to come on 9 December".
    """
    if (
        claimed.kind in _IN_A_YEAR
        and claimed.kind is told.kind
        and claimed.year is None is told.year
    ):
        mine, theirs = ((w.month, w.day, w.part) for w in (claimed, told))
        return mine == theirs
    is_bare = claimed.kind is Kind.WEEKDAY and claimed.lead == told.lead
    is_one_day = narrow.is_day and narrow.first.weekday() == claimed.weekday
    return is_bare and is_one_day and abs((wide.first - narrow.first).days) <= 7


def _same_unresolved(claimed: DateWord, told: DateWord) -> bool:
    if claimed.kind is Kind.WEEKDAY:
        # "The following Friday" is carried by the same words alone.
        if Lead.OTHER in {claimed.lead, told.lead} and claimed.lead is not told.lead:
            return False
        return claimed.weekday == told.weekday or _weekday_of(told) == claimed.weekday
    if claimed.kind not in _NAMED:
        return (claimed.kind, claimed.offset, claimed.span) == (told.kind, told.offset, told.span)
    if told.month is None and told.year is None:
        return False
    return all(
        mine is None or mine == theirs
        for mine, theirs in (
            (claimed.year, told.year),
            (claimed.month, told.month),
            (claimed.day, told.day),
            (claimed.part, told.part),
        )
    )


def _weekday_of(told: DateWord) -> int | None:
    period = period_of(told, None) if told.kind is Kind.DAY else None
    return period.first.weekday() if period else None
