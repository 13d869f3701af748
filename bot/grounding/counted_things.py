"""What a figure counts: 900 people, most of them children, are not 900 children.

For what is posted: a figure that every cited place has with another plural right after it, where
the sentence's own stands elsewhere in that sentence, counts another thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.figure_agreement import agrees
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.numbers import head_of
from bot.sentence_reading.near_synonyms import near_to


def check_counted(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a figure whose plural its sources have for something else."""
    for figure in claim.loose_figures:
        head = None if figure.unit else head_of(figure, claim)
        if head is None:
            continue
        told = [
            (head_of(found, ground), ground)
            for ground in (*grounds.cited, *grounds.about)
            for found in ground.loose_figures
            if agrees(figure, found)
        ]
        if told and all(
            other is not None
            and other.stem != head.stem
            and head.stem in ground.stems
            and head.key not in near_to(other.key)
            for other, ground in told
        ):
            yield Problem(ProblemKind.NUMBER, f"{figure.text} {head.text}")
