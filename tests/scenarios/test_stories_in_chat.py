"""How a story went, asked for in chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.articles import Way
from bot.domain.identifiers import DESK, StoryId
from bot.domain.messages import Paragraph, Rows
from bot.domain.stories import Placement, Regrouping, StoryChange
from tests.contracts.reading_in import arrival, indexed
from tests.scenarios.two_stories import RATIFIED, TREATY, VOTE
from tests.scenarios.whole_house import NOW, whole_house


@pytest.fixture
async def house(tmp_path):
    async with whole_house(tmp_path) as opened:
        yield opened


async def read(house, text, title, **facts):
    (learned,) = await house.read_in(text, title=title, **facts)
    return await house.parts.articles.article(DESK, learned.article_id)


async def told(house, words):
    """The bot's own lines, in order."""
    (post,) = await house.say(words)
    lines = []
    for part in post.parts:
        lines += [str(part.words)] if isinstance(part, Paragraph) else []
        lines += map(str, part.rows) if isinstance(part, Rows) else []
    return lines


async def test_a_story_is_shown_by_title_address_and_id_and_listed(house):
    treaty = await read(house, TREATY, "Lake treaty signed", outlet="Kisumu Post")
    later = await read(
        house, RATIFIED, "Lake treaty ratified", outlet="Arusha Post", published_at=NOW
    )
    await house.count_to_story(later.article_id, treaty.story_id)
    await read(house, VOTE, "Draft on Gaza vetoed")

    by_title = await told(house, "stories lake treaty")
    listed = await told(house, "stories")

    assert by_title[:3] == [
        "Lake treaty ratified",
        "On Fri 22 March 2024",
        "2 articles, 2 outlets, 2 independent origins: Kisumu Post, Arusha Post",
    ]
    assert by_title[4:] == [
        "Fri 22 March 2024 15:00 UTC, Kisumu Post: Lake treaty signed",
        "Fri 22 March 2024 18:00 UTC, Arusha Post: Lake treaty ratified",
    ]
    assert await told(house, f"story {later.url}") == by_title
    assert await told(house, f"stories {treaty.story_id}") == by_title
    assert len(listed) == 3
    assert (
        "Lake treaty ratified; last Fri 22 March 2024; 2 articles, 2 outlets, 2 independent origins"
        in listed
    )


async def test_a_story_tells_its_merges_and_splits(house):
    treaty = await read(house, TREATY, "Lake treaty signed")
    vote = await read(house, VOTE, "Draft on Gaza vetoed")
    house.clock.moment += timedelta(hours=1)
    merge = StoryChange(Regrouping.MERGED, vote.story_id, treaty.story_id)
    lesson = indexed(RATIFIED, "https://lake.example/n", title="Lake treaty ratified")
    came = arrival(DESK, at=house.clock.now(), way=Way.FEED)
    await house.parts.articles.learn(lesson, came, None, Placement(treaty.story_id, (merge,)))
    split = StoryChange(Regrouping.SPLIT, treaty.story_id, StoryId("vote"), (vote.article_id,))
    lesson = indexed(f"{VOTE} It was late.", "https://vote.example/n", title="Vote held")
    await house.parts.articles.learn(lesson, came, None, Placement(StoryId("vote"), (split,)))

    lines = await told(house, f"stories {treaty.url}")

    assert "Merges and splits:" in lines
    merged, parted = lines[lines.index("Merges and splits:") + 1 :]
    assert merged.endswith(
        "another story turned out to be this one, as Lake treaty ratified showed"
    )
    assert "a part turned out to be of another story, Draft on Gaza vetoed" in parted


async def test_what_names_no_story_or_several_is_said(house):
    assert await told(house, "stories") == [
        "This channel has read nothing yet, so there are no stories."
    ]
    await read(house, TREATY, "Lake treaty signed")
    await read(house, VOTE, "Draft treaty on Gaza vetoed")

    several = await told(house, "stories treaty")
    assert several[0].startswith("For treaty I have these")
    assert len(several) == 3
    for unknown in ("https://x.example/none", "0" * 20, "volcanoes"):
        assert await told(house, f"stories {unknown}") == [
            f"This channel has read no story that {unknown} names."
        ]


async def test_a_title_with_markup_stays_text(house):
    evil = "Treaty <!channel> [x](https://evil.example) @room"
    await read(house, TREATY, evil)
    (post,) = await house.say("stories treaty")
    literals = [
        piece
        for part in post.parts
        for row in getattr(part, "rows", ())
        for piece, is_data in row.marked_pieces()
        if not is_data
    ]
    assert not any("evil" in str(piece) for piece in literals)
