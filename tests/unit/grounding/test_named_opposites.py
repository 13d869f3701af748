"""Of two opposites the one that is told of somebody is theirs."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

LIST = "The ministry added 14 firms to the register on Friday. One name was removed from the register: that of Pavel Orlik, a former pilot."

FALSE = {
    "added": ("Pavel Orlik, a former pilot, was added to the register.", LIST),
}


TRUE = {
    "removed": ("Pavel Orlik, a former pilot, was removed from the register.", LIST),
    "others": ("The ministry added 14 firms to the register.", LIST),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_what_is_told_otherwise_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_so_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
