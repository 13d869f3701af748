"""An answer completed: what came later, and what the other side says.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.built_in.antecedents import only_resolved
from bot.built_in.candidates import Candidate
from bot.built_in.latest import up_to_date
from bot.built_in.questions import Asked
from bot.built_in.readings import Reading

#: Sentences of an answer.
MOST_SENTENCES = 3

Shown = tuple[int, Reading]


def completed(
    asked: Asked, chosen: Sequence[Shown], among: Sequence[Candidate]
) -> tuple[Shown, ...]:
    """The sentences of an answer with what overtook and what contradicts them."""
    shown = up_to_date(asked, chosen, among)
    return tuple(only_resolved(shown[:MOST_SENTENCES], among))
