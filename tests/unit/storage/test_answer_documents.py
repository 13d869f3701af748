from __future__ import annotations

import json
from dataclasses import replace

from bot.domain.answers import NewsScope
from bot.storage.answer_documents import answer_document, restored_answer
from tests.contracts.remembering import NOON, answer


def test_an_answer_without_sentences_survives_its_document():
    document = json.loads(json.dumps(answer_document(answer())))

    assert restored_answer(document, {}) == answer()
    assert document["asked_at"] == NOON.isoformat()


def test_an_answer_kept_before_the_moment_was_kept_is_still_read():
    document = answer_document(answer())
    del document["asked_at"]

    assert restored_answer(document, {}).asked_at is None


def test_what_was_looked_for_and_that_nothing_was_read_survive():
    told = NewsScope(NOON.date(), NOON.date(), "Rafah", 3)
    kept = replace(answer(), told=told, is_unread=True, as_of=NOON)
    ahead = replace(answer(), told=NewsScope(days_ahead=14))

    for one in (kept, ahead):
        assert restored_answer(json.loads(json.dumps(answer_document(one))), {}) == one
