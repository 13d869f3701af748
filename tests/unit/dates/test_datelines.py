from __future__ import annotations

import pytest

from bot.dates.datelines import after_dateline

SENTENCE = "The council met."
DATELINES = [
    "JERUSALEM — ",
    "NEW YORK (Concordia) — ",
    "UNITED NATIONS, March 22 (Reuters) - ",
    "PUTRAJAYA, Nov 22 — ",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_sentence_begins_after_its_dateline(dateline):
    text = f"{dateline}{SENTENCE}"

    assert text[after_dateline(text, 0, len(text)) :] == SENTENCE


@pytest.mark.parametrize(
    "text", [SENTENCE, "The draft — a text of the ten — was adopted.", "US talks go on."]
)
def test_a_sentence_without_dateline_begins_where_it_begins(text):
    assert after_dateline(text, 0, len(text)) == 0
