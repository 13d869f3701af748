"""What "the draft" is must be known where it is shown."""

from __future__ import annotations

import pytest

from bot.sentence_reading.back_references import refers_back


@pytest.mark.parametrize(
    ("sentence", "refers"),
    [
        ("Eleven members voted for the draft and three against it.", True),
        ("The text demands an immediate ceasefire for the month of Ramadan.", True),
        ("Russia's delegation said that the wording was too weak.", True),
        ("The latest proposal was rejected.", True),
        ("Norland rejected the draft of the ten elected members.", False),
        ("The resolution on Gaza was adopted with 14 votes.", False),
        ("The council adopted resolution 2728.", False),
        ("The resolution 2728 was adopted.", False),
        ("A draft was put forward, and two members vetoed the draft.", False),
        ("The American draft was vetoed by Russia and China.", False),
        ("The contextual reading is new.", False),
    ],
)
def test_a_document_is_named_before_it_is_the_document(sentence: str, refers: bool) -> None:
    assert refers_back(sentence) is refers
