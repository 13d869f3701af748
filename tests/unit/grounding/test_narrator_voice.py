"""Whose word a sentence is that has only a pronoun, or nobody, by the sentences before it."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify
from bot.grounding.narrator_voice import voice_of

KERN = "Velland's foreign minister, Ida Kern, said the pier was late."
MET = "The consul, Ada Holm, met Governor Jon Vail on Friday."
VOICES = {
    "a pronoun": (
        "She added that it would be cheap.",
        (KERN,),
        "Velland's foreign minister, Ida Kern",
    ),
    "past a quotation": (
        "She denied that it was unsafe.",
        (KERN, "“Nobody is in a hurry,” she told the radio."),
        "Velland's foreign minister, Ida Kern",
    ),
    "a bare quotation": (
        "“That is all.”",
        (KERN, "“We wait,” she said."),
        "Velland's foreign minister, Ida Kern",
    ),
    "whom the sentence is about": (
        "Afterwards she told reporters that it was calm.",
        (MET,),
        "Ada Holm",
    ),
    "another's pronoun": ("He said it was shut.", (KERN, "“We wait,” she said."), None),
    "nobody before": ("He said it was shut.", (), None),
    "a body": (
        "It warned of storms.",
        ("The Weather Office said so on Monday.",),
        "The Weather Office",
    ),
    "no word of anybody": ("The pier is 300 metres long.", (KERN,), None),
    "a clause with commas": (
        "It offered to pay.",
        ("The Lake League, which sits in Ostra's capital, Lomm, urged both to talk.",),
        "The Lake League",
    ),
}

TALKS = (
    "Velland's envoy, Ida Kern, said the talks were slow. “We count hours,” she said. Ostra's envoy, "
    "Jon Vail, called them useful. He added that the line had never been cut. Ida Kern left at noon."
)
LOST = "Dremland's navy told it otherwise. Its spokesman, Aro Lind, spoke at noon. “We lost a boat,” he said."
WHOSE = {
    "past a quotation": ("Jon Vail said that the line had never been cut.", TALKS, True),
    "another's": ("Ida Kern said that the line had never been cut.", TALKS, False),
    "a people for its spokesman": ("A Dremish spokesman said they had lost a boat.", LOST, True),
    "its country": ("Dremland said it had lost a boat.", LOST, True),
}


@pytest.mark.parametrize(("sentence", "before", "who"), VOICES.values(), ids=VOICES)
def test_the_voice_goes_on(sentence, before, who) -> None:
    assert voice_of(sentence, before) == who


@pytest.mark.parametrize(("claim", "told", "is_theirs"), WHOSE.values(), ids=WHOSE)
def test_what_a_pronoun_says_is_its_speakers(claim, told, is_theirs) -> None:
    assert (verify(claim, [told]) == ()) is is_theirs
