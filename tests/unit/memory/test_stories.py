from __future__ import annotations

from datetime import timedelta

from bot.domain.identifiers import DESK, ArticleId, ChannelKey, StoryId
from bot.memory.stories import WINDOW, choose_story, gather_stories, new_story_id, story_query
from tests.builders import VOTE_DAY, article

VOTE, QUAKE = StoryId("vote"), StoryId("quake")
VETO = article(
    "Russia and China vetoed a US draft on Gaza in the Security Council on Friday.",
    title="US draft on Gaza fails in Security Council",
    story_id=VOTE,
)
TREMOR = article(
    "An earthquake of magnitude 6.1 struck western Nepal and damaged hundreds of houses.",
    title="Earthquake in Nepal",
    story_id=QUAKE,
)
SAME_VOTE = article(
    "The Security Council did not adopt a draft of the United States on Gaza: China and Russia"
    " cast vetoes on Friday.",
    title="Russian and Chinese vetoes sink US draft on Gaza",
)
OTHER_QUAKE = article(
    "A quake shook the coast of Peru at dawn; no victims were reported by the mayor of Arequipa.",
    title="Peru wakes to tremor",
)


def test_an_article_joins_the_story_that_tells_of_the_same():
    assert choose_story(SAME_VOTE, [VETO, TREMOR]) == VOTE


def test_an_alike_event_elsewhere_is_another_story():
    assert choose_story(OTHER_QUAKE, [VETO, TREMOR]) is None


def test_with_no_candidates_it_starts_a_story():
    assert choose_story(SAME_VOTE, []) is None


def test_a_story_told_long_ago_is_not_joined():
    later = article(
        SAME_VOTE.text,
        title=SAME_VOTE.title,
        published_at=VOTE_DAY + WINDOW + timedelta(days=1),
    )

    assert choose_story(later, [VETO]) is None


def test_without_dates_time_decides_nothing():
    undated = article(SAME_VOTE.text, title=SAME_VOTE.title, published_at=None)

    assert choose_story(undated, [VETO]) == VOTE


def test_the_search_for_candidates_asks_for_the_telling_words():
    terms = set(story_query(SAME_VOTE).terms)

    assert {"Gaza", "draft"} <= terms
    assert not terms & {"the", "a", "of", "and"}


def test_an_id_comes_from_the_first_article_and_the_channel():
    first = ArticleId("article-1")

    assert new_story_id(DESK, first) == new_story_id(DESK, first)
    assert new_story_id(DESK, first) != new_story_id(ChannelKey("local", "other"), first)
    assert new_story_id(DESK, first) != new_story_id(DESK, ArticleId("article-2"))


def test_stories_come_newest_first_with_their_articles_in_order_of_publication():
    old = article("One.", title="First", story_id=VOTE, published_at=VOTE_DAY - timedelta(days=2))
    new = article("Two.", title="Second", story_id=VOTE, published_at=VOTE_DAY)
    other = article("Three.", story_id=QUAKE, published_at=VOTE_DAY - timedelta(days=1))

    vote, quake = gather_stories([new, other, old])

    assert (vote.story_id, vote.title, vote.articles) == (VOTE, "First", (old, new))
    assert quake.articles == (other,)


def test_an_article_without_a_story_stands_alone_and_untitled_by_its_first_sentence():
    alone = article("The council met. It rose.", title=None)

    (story,) = gather_stories([alone])

    assert story.title == "The council met."
    assert story.story_id == new_story_id(DESK, alone.article_id)
