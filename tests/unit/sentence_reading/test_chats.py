"""Messages that begin with their sender's name and a colon."""

from __future__ import annotations

import pytest

from bot.sentence_reading.chats import messages_of

LINES = "Ida: Are you coming?\nBo Lund: Yes!\nIda: When?\nBo Lund: At noon: sharp."


@pytest.mark.parametrize(
    "text",
    [LINES, LINES.replace("\n", " "), LINES.replace("\n", " . "), LINES.replace(":", " :")],
    ids=["lines", "one line", "stops between", "spaces before colons"],
)
def test_each_message_has_its_sender(text) -> None:
    assert [m.sender for m in messages_of(text)] == ["Ida", "Bo Lund", "Ida", "Bo Lund"]


@pytest.mark.parametrize(
    "text",
    [
        "Note: it rained. Update: it rained on. Correction: it did not. Source: the council.",
        "The minister said: We wait. The envoy said: We go. The minister said: No.",
        "Ida: Are you coming? Bo: Yes!",
        "x" * 300 + "\n" + LINES,
    ],
    ids=["headings", "quotations", "too few", "after an article"],
)
def test_another_text_has_none(text) -> None:
    assert messages_of(text) == ()
