from __future__ import annotations

import pytest

from bot.sentence_reading.transcripts import after_head, is_asked, spoken_by, turns_of
from tests.builders import article

BRIEFING = """Ministry of Foreign Affairs, Tarn

11:05 A.M.

MS. ROE: Good morning. I have two announcements.

The envoy leaves for Velm on Monday.

Q Has the embassy closed since the shelling?

MS. ROE: It has not.

QUESTION: Will the minister resign over the 40 dead?

MR. VAN DER MEER (via interpreter): The minister stays."""

INTERVIEW = """The Courier: Mr Lind, is the pact dead?

Karl Lind: It sleeps.

The Courier: Who wakes it?

Karl Lind: Whoever signs first."""


def speakers(text):
    return [turn.speaker for turn in turns_of(text)]


def test_each_turn_has_its_speaker_and_a_question_has_none():
    assert speakers(BRIEFING) == ["Ms. Roe", None, "Ms. Roe", None, "Mr. Van Der Meer"]


def test_an_outlet_that_asks_is_no_speaker():
    assert speakers(INTERVIEW) == [None, "Karl Lind", None, "Karl Lind"]


@pytest.mark.parametrize(
    "text",
    [
        "TARN: The council met.\n\nUPDATE: It voted.",
        "What we know:\n\nThe council met.\n\nWhat comes next:\n\nIt votes.\n\nWho votes: all.\n\nWhen: on Monday.",
        "Q fever was found on four farms.\n\nIt spreads.",
        "",
    ],
)
def test_other_texts_have_no_turns(text):
    assert turns_of(text) == ()


def test_what_follows_a_head_is_that_speakers_until_the_next():
    told = article(BRIEFING)
    assert spoken_by(told, BRIEFING.index("The envoy leaves")) == "Ms. Roe"
    assert spoken_by(told, BRIEFING.index("Ministry")) is None
    assert is_asked(BRIEFING, BRIEFING.index("Will the minister"))
    assert not is_asked(BRIEFING, BRIEFING.index("It has not"))


def test_a_sentence_begins_after_its_head():
    start, end = BRIEFING.index("MS. ROE: Good"), BRIEFING.index("I have two")
    assert BRIEFING[after_head(BRIEFING, start, end) : end].startswith("Good morning.")
    other = BRIEFING.index("The envoy")
    assert after_head(BRIEFING, other, other + 10) == other
