"""What asks to be told about a subject, and what asks for one fact."""

from __future__ import annotations

import pytest

from bot.conversation.about_questions import read_about, read_go_on


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("Tell me about the Varna talks", "Varna talks"),
        ("Could you please tell us more about Varna?", "Varna"),
        ("give me a quick overview of the election in Zambia, please", "election in Zambia"),
        ("Any details on the loan?", "loan"),
        ("background on Varna", "Varna"),
        ("more on the envoy's journey", "envoy's journey"),
        ("Can you explain the veto?", "veto"),
        ("summarise the boat disaster", "boat disaster"),
        ("What do we know about the Varna talks?", "Varna talks"),
        ("what's the status of the grain deal", "grain deal"),
        ("What’s going on in Varna?", "Varna"),
        ("what happened to the draft", "draft"),
        ("What about the prisoners?", "prisoners"),
        ("latest grain deal", "grain deal"),
        ("any word on the envoy?", "envoy"),
        ("where do things stand in Zambia", "Zambia"),
        ("whats up in Varna", "Varna"),
        ("what happend in Varna", "Varna"),
        ("tl;dr grain deal", "grain deal"),
        ("Was ist über die Fähre bekannt?", "Fähre"),
        ("Que sait-on de la trêve ?", "trêve"),
        ("Erzähl mir mehr über die Fähre", "Fähre"),
        ("Háblame del préstamo", "préstamo"),
    ],
)
def test_a_subject_is_asked_about(line, subject):
    assert read_about(line) == subject


@pytest.mark.parametrize(
    "line",
    [
        "Explain why the talks failed",
        "Tell me how many voted in favour",
        "Tell me about it",
        "latest landslide toll",
        "tell me about the death toll in Varna",
        "tell me more",
        "What happened in Varna yesterday?",
        "Any details on the talks on 21 March?",
        "What do you know about yourself?",
        "Summarise this text",
        "Who told the council about the talks?",
        "What is known as the Varna format?",
    ],
)
def test_facts_times_and_the_bot_itself_are_no_subjects(line):
    assert read_about(line) is None


@pytest.mark.parametrize(
    ("standalone", "before"),
    [
        ("tell me more (Varna, talks)?", "Varna, talks"),
        ("More details please (Varna)?", "Varna"),
        ("What else (Varna, talks)?", "Varna, talks"),
        ("and what else (Varna, talks)?", "Varna, talks"),
        ("Tell me more about it (Varna)?", "Varna"),
        ("Erzähl mir mehr (Varna)?", "Varna"),
        ("tell me more", None),
        ("Who abstained (Varna)?", None),
    ],
)
def test_a_reply_that_asks_for_more_goes_on(standalone, before):
    assert read_go_on(standalone) == before
