"""Figures and their deeds: what somebody claimed is not what they were awarded.

"300 marched; police arrested four": each figure has a verb of its own.  A figure that the sources
have with another verb, in a sentence that has the verb with another figure, is not told of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.claims import Problem, ProblemKind
from bot.figures.numerals import NUMBER_WORDS
from bot.figures.reading import Figure
from bot.grounding.deed_sides import is_counted, root_of, roots_at
from bot.grounding.figure_agreement import agrees
from bot.grounding.grounds import Ground, Grounds
from bot.memory.stems import PAST_FORMS
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token, is_verb, low_at, tokens_of
from bot.sentence_reading.readings import is_name
from bot.sentence_reading.reporting_verbs import saying_verbs

_TIMES = frozenset({"s", "min", "h", "d", "wk", "mo", "yr"})
#: Words after a figure among which the verb stands whose figure it is: "38 of them have paid".
REACH = 7


@dataclass(frozen=True, slots=True)
class FigureDeed:
    """A figure with the verb that it goes with."""

    figure: Figure
    root: str
    roots: frozenset[str]


def check_figure_deeds(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a figure that every source sentence ties to another deed than the sentence's."""
    mine = list(_told(claim))
    if not mine:
        return
    for one in mine:
        there = [g for g in grounds.cited if any(agrees(one.figure, f) for f in g.loose_figures)]
        if there and all(_is_of_another(one, claim, ground) for ground in there):
            yield Problem(ProblemKind.NUMBER, one.figure.text)


def is_of_same_deed(figure: Figure, claim: Ground, source: Ground) -> bool:
    """Whether a source sentence has the figure, and no other, with the deed of the sentence."""
    mine = next((one.roots for one in _told(claim) if one.figure == figure), frozenset[str]())
    told = [one for one in _told(source) if one.root in mine]
    return len(told) == 1 and agrees(figure, told[0].figure)


def _is_of_another(mine: FigureDeed, claim: Ground, ground: Ground) -> bool:
    told = list(_told(ground))
    here = [one for one in told if agrees(mine.figure, one.figure)]
    if not here or any(one.root in mine.roots or one.root in claim.stems for one in here):
        return False
    return any(one.root in mine.roots and not agrees(mine.figure, one.figure) for one in told)


def _told(sentence: Ground) -> Iterator[FigureDeed]:
    """The figures of a sentence, each with the verb after it in its clause, or else before it."""
    if not sentence.loose_figures:
        return
    tokens = tokens_of(sentence.text)
    for figure in sentence.loose_figures:
        if figure.unit in _TIMES:
            continue  # "Three weeks later" is no sum of the deed's.
        at = _verb_after(tokens, figure)
        at = _verb_before(tokens, figure) if at is None else at
        if at is not None:
            yield FigureDeed(figure, root_of(tokens[at]), roots_at(tokens, at))


def _verb_after(tokens: Sequence[Token], figure: Figure) -> int | None:
    after = [at for at, token in enumerate(tokens) if token.word.start >= figure.end][:REACH]
    for at in after:
        token = tokens[at]
        if token.after_border or token.after_comma or token.low in {"and", "or", "but"}:
            return None
        if _is_told(tokens, at):
            return at
    return None


def _verb_before(tokens: Sequence[Token], figure: Figure) -> int | None:
    before = [at for at, token in enumerate(tokens) if token.word.start < figure.start]
    for at in reversed(before):
        if _is_told(tokens, at):
            return at
        if tokens[at].after_border or _begins_anew(tokens, at):
            return None
    return None


def _begins_anew(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody else comes in, whose verb is left out: "Ostra lost 120 and Velland 40"."""
    is_joined = low_at(tokens, at - 1) in {"and", "but", "while"} or tokens[at].after_comma
    return is_joined and is_name(tokens[at].word, tokens[at].key)


def _is_told(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is a verb that tells of a deed, and no participle: "a promised sum"."""
    token = tokens[at]
    if token.word.is_stop or token.word.is_figure or token.low.endswith("ing"):
        return False
    if (
        token.low == "last"
        or is_counted(tokens, at)
        or token.low in saying_verbs().plain | {"put", "puts"}
    ):
        return False
    is_known = root_of(token) in deed_words().verbs or token.low.endswith("ed")
    is_known = is_known or token.low in PAST_FORMS
    # "Nine were freed and three fled"
    is_past = token.low.endswith("ed") or token.low in PAST_FORMS
    is_of_figure = is_past and low_at(tokens, at - 1) in NUMBER_WORDS
    return (
        is_known
        and (is_of_figure or is_verb(tokens, at))
        and low_at(tokens, at - 1) not in {"the", "a", "an"}
    )
