"""What a sentence adds to the source sentence that it follows."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

SOURCE = (
    "Russia and China vetoed the US draft resolution on Gaza, which called for an immediate "
    "ceasefire. Guyana, a member of the council until next year, abstained in the vote on Friday."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Russia and China corruptly vetoed the US draft resolution on Gaza.",
        "Guyana, a member of the council, abstained in the vote on Friday, which is shameful.",
        "Russia and China vetoed the US draft resolution on Gaza after secretly plotting together.",
        "Russia and China vetoed the US draft resolution on Gaza, killing diplomacy forever.",
    ],
)
def test_an_addition_to_a_source_sentence_is_found(claim):
    assert verify(claim, [SOURCE])


@pytest.mark.parametrize(
    "claim",
    [
        "Russia and China vetoed the US draft resolution on Gaza.",
        "Russia and China vetoed the draft that called for an instant ceasefire.",
        "Guyana, a council member, abstained in the vote.",
        "Guyana abstained in the vote on the Gaza draft resolution on Friday.",
    ],
)
def test_leaving_out_and_rewording_adds_nothing(claim):
    assert verify(claim, [SOURCE]) == ()


def test_a_name_that_opens_a_sentence_is_not_taken_for_a_common_word():
    swapped = SOURCE.replace("Russia and", "Zamunda and")
    assert verify(swapped, [SOURCE])
