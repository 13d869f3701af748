"""Of two dates, the one that was given up and the one that holds."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

FAIR = (
    "The Vell grain fair, which was due to open on 3 May, has been postponed to 17 June, the "
    "council of Tarnow said."
)
TRIAL = "The trial of Ada Kern, scheduled for 12 April, was put off until 9 July by the court."
MOVED = "Kadria's election has been moved from 4 October to 22 November, the speaker said."

FALSE = {
    "the old date holds": ("The Vell grain fair will open on 3 May.", FAIR),
    "the new date as the old": ("The Vell grain fair was due to open on 17 June.", FAIR),
    "cancelled": ("The Vell grain fair has been cancelled.", FAIR),
    "a trial": ("The trial of Ada Kern begins on 12 April.", TRIAL),
    "a trial, new as old": ("The trial of Ada Kern was originally scheduled for 9 July.", TRIAL),
    "moved": ("Kadria's election is on 4 October.", MOVED),
}
TRUE = {
    "both": ("The Vell grain fair was postponed from 3 May to 17 June.", FAIR),
    "the new date": ("The Vell grain fair will open on 17 June.", FAIR),
    "the old date as old": ("The Vell grain fair was due to open on 3 May.", FAIR),
    "put off": ("The trial of Ada Kern was put off until 9 July.", TRIAL),
    "delayed": ("The trial of Ada Kern has been delayed to 9 July.", TRIAL),
    "old, scheduled": ("The trial of Ada Kern was scheduled for 12 April.", TRIAL),
    "moved": ("Kadria's election will be held on 22 November.", MOVED),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_a_date_that_was_given_up_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_the_date_that_holds_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
