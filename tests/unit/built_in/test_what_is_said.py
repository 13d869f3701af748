from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence


@pytest.mark.parametrize(
    ("question", "text", "is_told"),
    [
        ("What did Kesh say?", "According to Kesh, the harbour opens in May.", True),
        ("What did Kesh say?", "Kesh reports to the ministry twice a year.", False),
        ("When did the mayor resign?", "On the resignation of the mayor, Kesh commented on Friday.", False),
    ],
)  # fmt: skip
def test_what_is_said_and_when_it_is_said_are_told_apart(question, text, is_told):
    assert bool(draft_answer(question, evidence(article(text)))) is is_told
