from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Velia recalled its envoy on Monday. It accused Tarsia of spying.", 2),
        ("Velia recalled its envoy on Monday. The decision follows a raid on the port.", 2),
        ("Velia recalled its envoy on Monday. The envoy, Ada Kesh, blamed the fog.", 0),
        ("Velia recalled its envoy on Monday. It will name another in May.", 0),
        ("Velia may recall its envoy. Tarsia recalled its own. It accused Velia of spying.", 0),
    ],
)
def test_a_reason_may_be_told_by_the_next_sentence(text, told):
    claims = draft_answer(
        "Why did Velia recall its envoy?", evidence(article(text, title="Envoys"))
    )

    assert len(claims) == told
