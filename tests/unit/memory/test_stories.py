from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.articles import ReadArticle
from bot.domain.identifiers import DESK, ArticleId, ChannelKey, StoryId
from bot.domain.stories import Placement, Regrouping, StoryChange, StorySample
from bot.memory.similarity import likeness
from bot.memory.stories import (
    WINDOW,
    gather_stories,
    nearest_stories,
    new_story_id,
    place,
    story_query,
)
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


def sample(story_id, *articles):
    mine = tuple(replace(a, story_id=StoryId(story_id)) for a in articles)
    return StorySample(StoryId(story_id), min(a.learned_at for a in articles), mine)


def placed(new, *stories):
    read = ReadArticle(new.text, new.url, new.title, published_at=new.published_at)
    return place(read, DESK, stories)


def test_an_article_joins_the_story_that_tells_of_the_same():
    assert placed(SAME_VOTE, sample(VOTE, VETO), sample(QUAKE, TREMOR)) == Placement(VOTE)


def test_an_alike_event_elsewhere_is_another_story():
    assert placed(OTHER_QUAKE, sample(VOTE, VETO), sample(QUAKE, TREMOR)) == Placement()


def test_one_offices_deeds_in_one_country_are_no_story():
    """Who acts is all that they share: two votes of one parliament, under one head of government."""
    levy = article(
        "The Danish parliament backed a levy on straw on Tuesday. Prime Minister Lone Vang was glad.",
        title="Danish parliament backs straw levy",
    )
    scouts = article(
        "The Danish parliament voted on Wednesday to train scouts for longer. Prime Minister Lone Vang"
        " said they were needed.",
        title="Danish parliament lengthens training of scouts",
    )

    assert placed(scouts, sample("levy", levy)) == Placement()


def test_a_story_goes_on_from_its_newest_article():
    """What comes after sixteen days is near to a story that was told of eight days before."""
    first, second, third = (
        article(
            f"The trial of banker Otmar Kveld over the Tarnholt loans {what} in Skarvik.",
            title=f"Trial of Otmar Kveld {what}",
            published_at=VOTE_DAY + timedelta(days=day),
        )
        for day, what in ((0, "opened"), (8, "heard a witness"), (16, "ended"))
    )

    assert placed(third, sample("trial", first)) == Placement()
    assert placed(third, sample("trial", first, second)) == Placement(StoryId("trial"))


def test_with_no_story_near_it_starts_one():
    assert placed(SAME_VOTE) == Placement()


def test_a_story_told_long_ago_is_not_joined():
    later = replace(SAME_VOTE, published_at=VOTE_DAY + WINDOW + timedelta(days=1))

    assert placed(later, sample(VOTE, VETO)) == Placement()


def test_without_dates_time_decides_nothing():
    assert placed(replace(SAME_VOTE, published_at=None), sample(VOTE, VETO)) == Placement(VOTE)


def test_an_earlier_text_of_the_article_itself_is_not_compared():
    assert placed(replace(SAME_VOTE, url=VETO.url), sample(VOTE, VETO)) == Placement()


def test_an_article_that_tells_of_two_stories_makes_them_one_and_the_older_stays():
    older = article(
        "Ferry workers in Norland walked out on Monday over pay, the union of seamen said.",
        title="Norland ferry workers walk out",
    )
    younger = article(
        "Island towns ran short of fuel as crossings stopped and a minister called for talks.",
        title="Islands short of fuel as crossings stop",
        learned_at=VOTE_DAY + timedelta(hours=1),
    )
    both = article(
        "Norland ferry workers walked out over pay and island towns ran short of fuel as crossings"
        " stopped; a minister called the seamen's union to talks.",
        title="Norland ferry walk-out leaves islands short of fuel",
    )
    strike, fuel = StoryId("strike"), StoryId("fuel")

    found = placed(both, sample(fuel, younger), sample(strike, older))

    assert found == Placement(strike, (StoryChange(Regrouping.MERGED, fuel, strike),))


def test_a_story_that_was_two_is_split_and_the_larger_part_keeps_the_id():
    votes = [replace(SAME_VOTE, article_id=ArticleId(f"vote-{n}")) for n in range(4)]
    tremors = [replace(TREMOR, article_id=ArticleId(f"quake-{n}")) for n in range(3)]

    found = placed(replace(SAME_VOTE, url="https://x.example/new"), sample(VOTE, *votes, *tremors))

    (split,) = found.changes
    assert found.story_id == VOTE
    assert (split.turn, split.story_id) == (Regrouping.SPLIT, VOTE)
    assert split.other_id not in {VOTE, new_story_id(DESK, tremors[0].article_id)}
    assert split.article_ids == tuple(a.article_id for a in tremors)


def test_the_stories_looked_at_are_those_with_the_likest_article():
    assert nearest_stories(SAME_VOTE, [TREMOR, VETO, OTHER_QUAKE]) == (VOTE, QUAKE)


def test_function_words_make_no_two_articles_of_a_language_alike():
    one = article("Le ministre a dit que les routes de la ville sont dans un état.", language="fr")
    two = article("Il a dit que la pêche est dans une crise et que le port a fermé.", language="fr")
    titled = [replace(a, title=None) for a in (one, two)]

    assert likeness(titled)[0, 1] < 0.05
    assert likeness([replace(a, language="en") for a in titled])[0, 1] > 0.05


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
