from __future__ import annotations

import pytest

from bot.app.evaluation import evaluate
from bot.errors import InputError


@pytest.fixture(autouse=True)
def a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


async def test_the_shipped_questions_reach_their_floors_and_every_citation_is_verbatim():
    report = await evaluate(None)

    assert report.is_good, report.document()
    assert report.shares["citations"] == 1.0
    assert len(report.asked) >= 35


async def test_a_line_that_expects_nothing_is_turned_down():
    with pytest.raises(InputError):
        await evaluate([{"question": "Who vetoed the draft?"}])
