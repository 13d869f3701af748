"""Thumbs from chat as a set of questions for `attache eval`."""

from __future__ import annotations

import json

from bot.app.evaluation.cases import read_case
from bot.app.evaluation.thumbs import line_of, lines_of
from bot.domain.identifiers import AnswerId, MessageId
from bot.domain.messages import Feedback, Sentence
from tests.contracts.remembering import DESK, NOON, answer, learn, post, quoting


async def posted(messages, briefings, given, name):
    """An answer that was given in a message of this name."""
    await briefings.keep_answer(given)
    said = tuple(Sentence(claim) for claim in given.sentences)
    await messages.keep_delivery(post(*said, name=name, answer_id=given.answer_id), NOON)
    await messages.mark_sent(name, [MessageId(name)], NOON)


def thumb(name, *, is_good, sender="ada"):
    return Feedback(DESK, MessageId(name), sender, is_good, NOON)


async def test_an_answer_with_a_thumb_is_a_line_and_one_that_people_disagree_on_is_none(
    database, messages, briefings
):
    vote = await learn(database)
    for number in range(3):
        given = answer(quoting(vote), name=f"a{number}", standalone=f"How was vote {number}?")
        await posted(messages, briefings, given, f"m{number}")
    for given in (
        thumb("m0", is_good=True),
        thumb("m1", is_good=True),
        thumb("m1", is_good=False, sender="bob"),
    ):
        await messages.keep_feedback(given)

    (line,) = await lines_of([DESK], messages, briefings)
    assert line["question"] == "How was vote 0?"
    assert line["channel"] == str(DESK)
    assert line["asked_at"] == NOON.isoformat()
    assert json.loads(json.dumps(line)) == line


async def test_a_thumb_on_what_is_no_answer_makes_no_line(messages, briefings):
    await messages.keep_delivery(post(name="d1"), NOON)
    await messages.mark_sent("d1", [MessageId("d1")], NOON)
    await messages.keep_delivery(post(name="d2", answer_id=AnswerId("gone")), NOON)
    await messages.mark_sent("d2", [MessageId("d2")], NOON)
    for name in ("d1", "d2", "never"):
        await messages.keep_feedback(thumb(name, is_good=True))

    assert await lines_of([DESK], messages, briefings) == []


async def test_what_was_liked_passes_its_line_and_what_was_not_does_not(database):
    vote = await learn(database)
    given, nothing = answer(quoting(vote)), answer(nearest=quoting(vote))
    said = given.sentences[0].text
    liked = read_case(line_of(given, is_good=True))
    assert liked.is_right(said, abstained=False)
    assert not liked.is_right("Something else was said.", abstained=False)
    assert not liked.is_right("", abstained=True)
    assert not read_case(line_of(given, is_good=False)).is_right(said, abstained=False)

    assert read_case(line_of(nothing, is_good=True)).is_right("", abstained=True)
    assert not read_case(line_of(nothing, is_good=False)).is_right("", abstained=True)
