"""Stories are merged and split between briefings: nothing is told twice, and nothing never."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.articles import Way
from bot.domain.identifiers import DESK, BriefingId, StoryId
from bot.domain.stories import Placement, Regrouping, StoryChange
from tests.contracts.reading_in import arrival, indexed
from tests.scenarios.two_stories import RATIFIED, TREATY, VOTE
from tests.scenarios.whole_house import NOW, whole_house

HOUR = timedelta(hours=1)


@pytest.fixture
async def house(tmp_path):
    async with whole_house(tmp_path) as opened:
        yield opened


async def read(house, text, title):
    (learned,) = await house.read_in(text, title=title, outlet=f"{title} Post")
    return learned.article_id


async def change(house, turn, story, other, text, *article_ids, title="Treaty ratified"):
    """An article comes in and shows that stories are one, or that one was two."""
    house.clock.moment += HOUR
    where = Placement(other, (StoryChange(turn, story, other, article_ids),))
    lesson = indexed(text, "https://lake.example/n", title=title, published_at=NOW, language="en")
    came = arrival(DESK, at=house.clock.now(), way=Way.FEED)
    await house.parts.articles.learn(lesson, came, None, where)


async def story_of(house, article_id):
    return (await house.parts.articles.article(DESK, article_id)).story_id


async def brief(house):
    """What a briefing tells as news, by headline, with its status; it is sent."""
    (post,) = await house.say("brief")
    await house.parts.briefings.move_ledger(post.briefing_id, house.clock.now())
    told = await house.parts.briefings.briefing(post.briefing_id)
    shown = told.items[: told.receipt.shown]
    return {i.headline.text: (str(i.status), texts(i)) for i in shown}, told.items


def texts(item):
    return " ".join(claim.text for claim in item.claims())


async def test_two_stories_that_become_one_are_not_told_again(house):
    vote, treaty = await read(house, VOTE, "Veto"), await read(house, TREATY, "Treaty")
    first, _ = await brief(house)
    assert len(first) == 2

    ids = (await story_of(house, vote), await story_of(house, treaty))
    await change(house, Regrouping.MERGED, ids[1], ids[0], RATIFIED)
    second, _ = await brief(house)
    third, running = await brief(house)

    ((status, said),) = second.values()
    assert status == "changed"
    assert "ratified" in said
    assert third == {}
    assert [item.story_id for item in running] == [ids[0]]


async def test_of_a_story_that_is_split_only_the_news_is_told(house):
    vote, treaty = await read(house, VOTE, "Veto"), await read(house, TREATY, "Treaty")
    one = await story_of(house, vote)
    await house.count_to_story(treaty, one)
    first, _ = await brief(house)
    ((_, said),) = first.values()
    assert "vetoed" in said
    assert "Kenya and Tanzania signed" in said

    await change(house, Regrouping.SPLIT, one, StoryId("lake"), RATIFIED, treaty)
    second, _ = await brief(house)
    third, _ = await brief(house)

    ((status, said),) = second.values()
    assert status == "changed"
    assert "ratified" in said
    assert third == {}


async def test_what_was_told_still_runs_under_the_name_of_the_part_that_took_it(house):
    treaty = await read(house, TREATY, "Treaty")
    await brief(house)
    own = await story_of(house, treaty)

    bread = "Bread is baked at dawn and sold by noon."
    await change(house, Regrouping.SPLIT, own, StoryId("lake"), bread, treaty, title="Bread")
    news, items = await brief(house)

    assert news == {}
    (running,) = items
    assert running.story_id == "lake"
    assert "Kenya and Tanzania signed" in texts(running)


async def test_what_a_briefing_had_no_room_for_is_told_with_what_came_of_it(house):
    """Two days of one story, of which the first had no room: both are news to the channel."""
    treaty = await read(house, TREATY, "Treaty")
    await told_without_room_for(house, treaty)

    house.clock.moment += HOUR
    own = await story_of(house, treaty)
    later = await read(house, RATIFIED, "Treaty ratified")
    await house.count_to_story(later, own)
    second, _ = await brief(house)

    ((status, said),) = second.values()
    assert status == "new"
    assert "ratified" in said
    assert "Wardens of both navies" in said


async def told_without_room_for(house, article_id):
    """A briefing is sent that had no room for an article's story."""
    channel, until = DESK, house.clock.now()
    own = await story_of(house, article_id)
    empty = await house.parts.briefer.brief(
        channel, briefing_id=BriefingId("crowded"), since=until, until=until
    )
    assert empty.items == ()
    kept = replace(empty, briefing_id=BriefingId("full"), since=None)
    await house.parts.briefings.keep_briefing(kept)
    await house.parts.briefings.move_ledger(kept.briefing_id, until)
    assert own not in await house.parts.briefings.ledger(channel)
