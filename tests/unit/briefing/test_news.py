"""All that is known of a subject: what was set right, what is left to tell, and what comes first."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.briefing.news import NewsAsked, overview
from bot.briefing.writer import gated
from bot.built_in.briefing_writer import draft_item
from bot.domain.identifiers import DESK, StoryId
from bot.domain.stories import Story
from tests.builders import VOTE_DAY, article

LATER = VOTE_DAY + timedelta(days=2)
FREED = "Rebels in Olmar released five engineers whom they had held for two years, the Olmar government said."
ERROR = "In a story about engineers released in Olmar, The Harbour Post reported erroneously that they were held for two years."
RIGHT = "They were held for three years."


class OneStory:
    def __init__(self, *articles):
        self.story = Story(StoryId("s"), "", articles)

    async def stories_of(self, channel, articles, *, as_of=None):
        return (self.story,)


def told(*articles, topic=None, said=()):
    asked = NewsAsked(LATER, LATER, topic)
    found = asyncio.run(overview(OneStory(*articles), DESK, articles, asked, said=said))
    return [claim.text for claim in found]


def test_what_an_outlet_set_right_is_told_with_what_it_told():
    report = article(FREED, title="Engineers released in Olmar")
    notice = article(
        f"{ERROR} {RIGHT}",
        title="Correction: Olmar engineers",
        published_at=VOTE_DAY + timedelta(days=1),
    )
    assert told(report, notice, topic="engineers") == [FREED, f"{ERROR} {RIGHT}"]
    other = article(FREED, title="Engineers released in Olmar", outlet="Another Paper")
    assert told(other, notice, topic="engineers") == [FREED]


def test_going_on_tells_the_rest_of_a_story_before_it_tells_that_there_is_none():
    sentences = [
        "The council of Olmar approved a treaty with Kesten on Friday, its speaker said.",
        "The treaty ends a dispute over fishing that had lasted for nine years.",
        "Kesten will open two harbours to ships from Olmar.",
        "The mayor of Port Luma praised the treaty.",
        "Farmers in the north protested against lower tariffs on grain.",
        "A joint commission of six judges settles disagreements.",
        "The railway between both capitals reopens.",
    ]
    report = article("\n\n".join(sentences), title="Olmar approves treaty with Kesten")
    said: list[str] = []
    while more := told(report, said=said):
        assert not set(more) & set(said)
        said += more
    assert set(said) == set(sentences)


def test_what_few_articles_of_a_story_are_about_comes_first():
    quakes = [
        article(
            f"An earthquake in Olmar damaged {n} villages, the army said.",
            title="Earthquake in Olmar",
            published_at=LATER - timedelta(hours=n),
        )
        for n in (2, 3, 5)
    ]
    moved = "The summit in Olmar was moved to Kesten because of the earthquake, the foreign ministry said."
    summit = article(moved, title="Summit moved to Kesten")
    assert told(*quakes, summit, topic="summit")[0] == moved
    assert told(*quakes, summit, topic="earthquake")[0] != moved


def test_a_briefing_tells_it_too_and_once():
    report = article(FREED, title="Engineers released in Olmar")
    notice = article(
        f"{ERROR} {RIGHT}",
        title="Correction: Olmar engineers",
        published_at=VOTE_DAY + timedelta(days=1),
    )
    story = Story(StoryId("s"), "", (report, notice))
    item = gated(draft_item(story), story)
    assert [c.text for c in item.sentences] == [FREED, f"{ERROR} {RIGHT}"]
