from __future__ import annotations

from datetime import timedelta

import pytest

from bot.built_in.recounted_figures import tells_same_figures, without_old_tolls
from bot.built_in.story_sentences import sentences_of
from bot.domain.identifiers import StoryId
from bot.domain.stories import Story
from tests.builders import VOTE_DAY, article

FIRST = "The storm killed at least 31 people on the coast of Velia, the ministry said."


def kept(later, hours=24, **changes):
    old = article(FIRST, published_at=VOTE_DAY)
    new = article(later, published_at=VOTE_DAY + timedelta(hours=hours), **changes)
    sentences = sentences_of(Story(StoryId("s"), "", (old, new)), ())
    return FIRST in {s.text for s in without_old_tolls(sentences)}


@pytest.mark.parametrize(
    ("later", "hours", "is_kept"),
    [
        ("The toll now stands at 44 dead.", 24, False),
        ("The number of deaths rose to 44, the ministry said.", 24, False),
        # The same toll, another count, another event, and two outlets of one morning.
        ("The toll still stands at 31 dead.", 24, True),
        ("The number of injured rose to 210, the ministry said.", 24, True),
        ("A bus crash near Olm killed 4 people on the same day.", 24, True),
        ("The toll now stands at 44 dead.", 2, True),
    ],
)
def test_a_toll_that_was_brought_up_to_date_is_not_told_as_it_stood(later, hours, is_kept):
    assert kept(later, hours) is is_kept


@pytest.mark.parametrize(
    ("title", "later", "is_kept"),
    [
        (
            "Mayor puts Velia storm dead at 44",
            "The mayor of Velia said 44 were dead in the storm.",
            False,
        ),
        (
            "Search ends",
            "Velia ended the search after the storm, saying 44 people had died.",
            False,
        ),
        # Fewer, another event, one that shares nothing with it, and one killing more.
        (
            "Mayor puts Velia storm dead at 4",
            "The mayor of Velia said 4 were dead in the storm.",
            True,
        ),
        ("Second storm leaves 44 dead in Velia", "The storm left 44 dead in Velia.", True),
        ("Velia cleans up", "In 2009, 300 people had died in a storm on the coast of Velia.", True),
        ("Crash leaves 44 dead", "A bus crash left 44 dead near Olm.", True),
        ("Velia buries its dead", "The storm killed 44 cows on the coast of Velia.", True),
    ],
)
def test_a_newer_title_s_own_toll_and_a_count_of_all_so_far_are_updates(title, later, is_kept):
    assert kept(later, title=title) is is_kept


def test_a_toll_that_came_after_a_far_higher_one_is_of_another_event():
    days = [VOTE_DAY + timedelta(days=n) for n in range(3)]
    texts = [
        "A mine at Olm collapsed, killing 18 people.",
        "A bus with rescuers on the way to the mine at Olm crashed, killing four people.",
        "The death toll of the collapse at Olm rose to 29.",
    ]
    articles = [article(text, published_at=day) for text, day in zip(texts, days, strict=True)]
    sentences = sentences_of(Story(StoryId("s"), "", tuple(articles)), ())
    assert {s.text for s in without_old_tolls(sentences)} == {*texts[1:]}


@pytest.mark.parametrize(("hours", "is_kept"), [(24, False), (2, True)])
def test_a_toll_that_may_rise_does_so_until_it_is_counted_anew(hours, is_kept):
    early = article(
        "The death toll could still rise, the mayor of Olm said.", published_at=VOTE_DAY
    )
    later = article(
        "The collapse at Olm killed 29 people, the mayor said.",
        published_at=VOTE_DAY + timedelta(hours=hours),
    )
    sentences = sentences_of(Story(StoryId("s"), "", (early, later)), ())
    assert (early.text in {s.text for s in without_old_tolls(sentences)}) is is_kept


def test_who_is_still_missing_replaces_who_was_missing_before():
    early = article("Some 40 miners are missing after the collapse at Olm.", published_at=VOTE_DAY)
    later = article(
        "Nine miners are still missing after the collapse at Olm.",
        published_at=VOTE_DAY + timedelta(days=1),
    )
    sentences = sentences_of(Story(StoryId("s"), "", (early, later)), ())
    assert [s.text for s in without_old_tolls(sentences)] == [later.text]


def test_bodies_found_so_far_are_a_toll_that_a_later_one_takes_in():
    early = article("Divers found eleven bodies in the mine at Olm.", published_at=VOTE_DAY)
    later = article(
        "Olm ended its search of the mine, saying 29 people had died.",
        published_at=VOTE_DAY + timedelta(days=1),
    )
    sentences = sentences_of(Story(StoryId("s"), "", (early, later)), ())
    assert [s.text for s in without_old_tolls(sentences)] == [later.text]


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("Sixty voted for it and 12 against.", "It was passed by 60 votes to 12.", True),
        ("Sixty voted for it and 14 against.", "It was passed by 60 votes to 12.", False),
        ("Sixty members voted.", "It was passed by 60 votes to 12.", False),
    ],
)
def test_a_sentence_with_no_figure_of_its_own_tells_the_same(text, told, expected):
    assert tells_same_figures(text, told) is expected
