"""An answer completed: what came later, and what the other side says.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.built_in.antecedents import only_resolved
from bot.built_in.candidates import Candidate
from bot.built_in.contradicting_sides import with_other_sides
from bot.built_in.following_lists import with_lists
from bot.built_in.later_reports import with_later_stands
from bot.built_in.questions import Asked
from bot.built_in.superseded_sentences import up_to_date
from bot.sentence_reading.readings import Reading

#: Sentences of an answer.
MOST_SENTENCES = 3

Shown = tuple[int, Reading]


def completed(
    asked: Asked, chosen: Sequence[Shown], among: Sequence[Candidate]
) -> tuple[Shown, ...]:
    """The sentences of an answer with what overtook and what contradicts them."""
    shown = with_later_stands(asked, up_to_date(asked, chosen, among), among)
    told = with_other_sides(asked, with_lists(asked, shown, among), among, MOST_SENTENCES)
    return tuple(only_resolved(told[:MOST_SENTENCES], among))
