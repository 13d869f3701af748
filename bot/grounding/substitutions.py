"""Things put in each other's place: the name, figure or date of one in the sentence of another.

A name may be known to the sources and still be the wrong one here.  Where a sentence follows a
source sentence word for word, what it says instead of a name, a figure or a date is told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.alignment import Change, changes, followed
from bot.grounding.dates import agrees as dates_agree
from bot.grounding.figure_agreement import agrees as figures_agree
from bot.grounding.figure_deeds import is_of_same_deed
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import Name, key_of, read_names
from bot.grounding.office_holders import named_together
from bot.grounding.places import place_of
from bot.grounding.same_names import are_same, names_among
from bot.grounding.tokens import Spanned, Token


def check_substitutions(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for each name, figure or date that stands where the sources have another.

    A sentence that is told by two source sentences has to depart from both.
    """
    faults = [list(_faults(claim, source, grounds)) for source in followed(claim, grounds)]
    if faults and all(faults):
        yield from faults[0]


def _faults(claim: Ground, source: Ground, grounds: Grounds) -> Iterator[Problem]:
    found = changes(claim, source) or ()
    if any(_turns_passive(change) for change in found):
        return
    for change in found:
        if change.claimed and change.told:
            yield from _wrong_names(change, claim, source, grounds)
            yield from _wrong_figures(change, claim, source)
            yield from _wrong_dates(change, claim, source)


def _turns_passive(change: Change) -> bool:
    """Whether the change adds or takes away a "by", which turns who does what around."""
    return ("by" in {t.key for t in change.claimed}) != ("by" in {t.key for t in change.told})


def _wrong_names(
    change: Change, claim: Ground, source: Ground, grounds: Grounds
) -> Iterator[Problem]:
    mine = names_among(claim, change.claimed)
    theirs = names_among(source, change.told)
    for name in mine if theirs else ():
        is_wrong = not any(are_same(name, other, grounds.whole) for other in theirs)
        is_moved = _only_moved(name, theirs, claim, source) and not _says_it(name, source)
        if is_wrong and not (is_moved or _is_with_office(name, claim, source)):
            yield Problem(ProblemKind.NAME, name.text)


def _only_moved(name: Name, theirs: Sequence[Name], claim: Ground, source: Ground) -> bool:
    """Whether the source has the name elsewhere, and what stood here was left out.

    As in "EU leaders" for "In Brussels, leaders of the European Union".
    """
    mine, told = read_names(claim), read_names(source)
    is_dropped = not any(are_same(other, kept, ()) for other in theirs for kept in mine)
    times = [sum(are_same(name, other, ()) for other in names) for names in (mine, told)]
    return is_dropped and 0 < times[0] <= times[1]


def _is_with_office(name: Name, claim: Ground, source: Ground) -> bool:
    """Whether it stands with an office here and there, before or behind the other's name."""
    words = {place_of(name.text) or name.text.casefold(), *name.keys}
    return not words.isdisjoint(named_together(claim, source))


def _says_it(name: Name, sentence: Ground) -> bool:
    """Whether it is the name of who says what the sentence tells."""
    speaker = Ground(sentence.speaker or "")
    return bool(name.keys) and set(name.keys) <= {key_of(token) for token in speaker.tokens}


def _wrong_figures(change: Change, claim: Ground, source: Ground) -> Iterator[Problem]:
    mine = _in(claim.loose_figures, change.claimed)
    theirs = _in(source.loose_figures, change.told)
    years = _in(source.dates, change.told)
    for figure in mine if theirs or years else ():
        is_day = figure.is_ordinal and any(figure.value == word.day for word in years)
        is_wrong = not is_day and not any(figures_agree(figure, other) for other in theirs)
        if is_wrong and not is_of_same_deed(figure, claim, source):
            yield Problem(ProblemKind.NUMBER, figure.text)


def _wrong_dates(change: Change, claim: Ground, source: Ground) -> Iterator[Problem]:
    mine = _in(claim.dates, change.claimed)
    theirs = _in(source.dates, change.told)
    figures = _in(source.loose_figures, change.told)
    at, told_at = claim.day, source.day
    for word in mine if theirs or figures else ():
        if not any(dates_agree(word, at, other, told_at) for other in theirs):
            yield Problem(ProblemKind.DATE, word.text)


_Read = TypeVar("_Read", bound=Spanned)


def _in(found: Sequence[_Read], tokens: Sequence[Token]) -> list[_Read]:
    """Those of what was read in a sentence that any of these words of it belongs to."""
    return [
        each for each in found if any(t.start < each.end and each.start < t.end for t in tokens)
    ]
