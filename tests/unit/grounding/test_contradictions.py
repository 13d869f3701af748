"""What a sentence in words of its own says against its sources, word by word and in company."""

from __future__ import annotations

import pytest

from bot.domain.claims import ProblemKind
from bot.grounding.gate import verify

TALK = (
    "Anna: Emily, could you take care of the food? Emily: Sure, I will bake a chocolate cake. "
    "Anna: The old remote control is easy to use, even for my father. "
    "Rick told Anna that he was not very happy here, and that the flat was too cold for him. "
    "The ministry may close the northern ferry terminal if the strike goes on."
)


@pytest.mark.parametrize(
    "claim",
    [
        # denied, where the sources only have it as so
        "Emily said she would not bake any chocolate cake for Anna and the others.",
        # so, where the sources only deny it
        "Rick assured Anna that he felt happy, very happy, in the flat.",
        # the opposite, beside the same words
        "According to Anna and her father, the remote control is hard to use.",
        # a denial that is nowhere in the sources
        "Anna and Emily agreed that the father did not deserve any of the food.",
        # "may" as a fact
        "Because of the strike the ministry decided: the northern ferry terminal will close.",
    ],
)
def test_what_the_sources_say_the_contrary_of_is_found(claim):
    assert ProblemKind.NEGATION in {problem.kind for problem in verify(claim, [TALK])}


@pytest.mark.parametrize(
    "claim",
    [
        "Emily is going to bake a chocolate cake.",
        "The remote control is easy to use, said Anna.",
        "Rick said to Anna he was not happy.",
        # the same word, of something else
        "Anna told Emily about the food, and Rick about the cold flat.",
        # only supposed
        "Anna asks what the ministry may do if the strike does not go on.",
        # both sides are named
        "For some the control is easy to use, for others hard.",
    ],
)
def test_the_same_word_in_other_company_is_no_contradiction(claim):
    assert ProblemKind.NEGATION not in {problem.kind for problem in verify(claim, [TALK])}
