"""An item tells each thing to come once, and nothing that was done or moved."""

from __future__ import annotations

from datetime import timedelta

from bot.briefing.writer import gated
from bot.built_in.briefing_writer import draft_item
from bot.domain.identifiers import StoryId
from bot.domain.stories import Story
from tests.builders import VOTE_DAY, article

NAMED = article(
    "Ostmark's prime minister on Tuesday named Ana Maro, an envoy, as foreign minister. "
    "Maro, 52, takes office on 1 April. Parliament is expected to confirm her on Friday.",
    title="Ostmark names Maro foreign minister",
    published_at=VOTE_DAY - timedelta(days=3),
)
CONFIRMED = article(
    "Ostmark's parliament confirmed Ana Maro as foreign minister on Friday by 55 votes to 30. "
    "The former envoy takes office on 1 April.",
    title="Ostmark's parliament confirms Maro as foreign minister",
    published_at=VOTE_DAY,
)


def told(*articles):
    story = Story(StoryId("maro"), "", articles)
    item = gated(draft_item(story), story)
    return [c.text for c in item.sentences], [e.claim.text for e in item.agenda]


def test_who_takes_office_on_one_day_is_told_once_and_no_confirmation_is_to_come():
    sentences, agenda = told(NAMED, CONFIRMED)
    assert sentences[0].startswith("Ostmark's parliament confirmed")
    assert len(agenda) == 1
    told_of_office = {t for t in (*sentences, *agenda) if "takes office" in t}
    assert len(told_of_office) == 1
    assert not any("expected to confirm" in t for t in (*sentences, *agenda))


def test_before_it_was_done_it_is_to_come():
    _, agenda = told(NAMED)
    assert any("expected to confirm" in t for t in agenda)
