"""Evidence whose marks stand between spaces is read as it was written."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify
from bot.grounding.spaced_texts import as_written

SPACED = (
    "Ramapo College 's rowers , led by Ada Roe , beat Vell 3 : 2 on Friday . About one - third of the "
    "guests , she said , `` did n't see the end '' ( of the race ) . The race was closed to cars ."
)


@pytest.mark.parametrize(
    ("spaced", "written"),
    [
        ("A boat , a pier , a crane .", "A boat, a pier, a crane."),
        ("He did n't , she 's here , we 'll go .", "He didn't, she's here, we'll go."),
        ("( twice ) , a one - third share , 3 : 2 .", "(twice), a one-third share, 3:2."),
        ("He said `` no '' , and left , and fell .", "He said “no”, and left, and fell."),
    ],
)
def test_it_is_put_together(spaced, written) -> None:
    assert as_written(spaced) == written


@pytest.mark.parametrize(
    "text",
    [
        "A boat, a pier , a crane, a rope.",
        "Ida : Are you coming? Bo : Yes .",
        "From 3 - 5 , then 6 - 8",
    ],
)
def test_other_texts_stay_as_they_are(text) -> None:
    assert as_written(text) == text


@pytest.mark.parametrize(
    "claim",
    [
        "Ramapo College's rowers beat Vell 3:2 on Friday.",
        "One-third of the guests, she said, “didn't see the end”.",
    ],
)
def test_a_claim_about_it_is_carried(claim) -> None:
    assert verify(claim, [SPACED]) == ()


def test_what_is_asked_is_not_contradicted() -> None:
    told = "Is the swimming hall in Vell still open? The swimming hall was pulled down in May."
    assert verify("No, the swimming hall in Vell is no longer open.", [told]) == ()
