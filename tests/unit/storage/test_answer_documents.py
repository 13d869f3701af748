from __future__ import annotations

import json

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
