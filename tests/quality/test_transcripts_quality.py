"""Press briefings as they are written down: whose word each sentence is, held to floors.

The hundred briefings of the White House (2009 to 2016) were looked at while the rules were made.
"""

from __future__ import annotations

import gzip
import json

import pytest

from bot.briefing.diplomacy import LEAST_WEIGHT, read_article
from bot.built_in.briefing_writer import draft_item
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import StoryId
from bot.domain.stories import Story
from bot.grounding.gate import check_draft
from bot.sentence_reading.transcripts import is_asked, turns_of
from tests.builders import article
from tests.quality.figures import data_folder

NAME = "whitehouse_briefings_100.jsonl.gz"
FOLDER = data_folder()
FILE = FOLDER / NAME if FOLDER else None

pytestmark = pytest.mark.skipif(
    FILE is None or not FILE.exists(), reason="ATTACHE_QUALITY_DATA names no folder with briefings"
)


def briefings():
    assert FILE is not None
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        return [article(told["text"], title=told["title"]) for told in map(json.loads, lines)]


def test_each_sentence_is_told_as_its_speakers_word(figures):
    told = briefings()
    spoken = [a for a in told if turns_of(a.text)]
    figures.add("transcripts read by turns", NAME, len(spoken) / len(told), ">= .98")
    weighty = [a for a in told if read_article(a).weight >= LEAST_WEIGHT]
    figures.add("of diplomatic weight", NAME, len(weighty) / len(told))
    items = [(a, draft_item(Story(StoryId(a.article_id), a.title, (a,)))) for a in spoken]
    shown = [
        (a, check_draft(draft, item.evidence))
        for a, item in items
        for draft in (*item.sentences, *item.said)
    ]
    assert all(isinstance(claim, CitedClaim) for _, claim in shown)
    asked = [c for a, c in shown if is_asked(a.text, c.citations[0].start)]
    nobodys = [c for _, c in shown if c.speaker is None]
    figures.add("sentences shown without their speaker", NAME, len(nobodys), "0")
    assert len(spoken) >= 0.98 * len(told)
    assert all(item.sentences for _, item in items)
    assert asked == []
    assert nobodys == []
