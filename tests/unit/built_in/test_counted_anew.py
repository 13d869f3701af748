from __future__ import annotations

from datetime import timedelta

import pytest

from bot.built_in.counted_anew import tells_same_figures, without_old_tolls
from bot.built_in.story_sentences import sentences_of
from bot.domain.identifiers import StoryId
from bot.domain.stories import Story
from tests.builders import VOTE_DAY, article

FIRST = "The storm killed at least 31 people on the coast of Velia, the ministry said."


def kept(later, hours=24):
    old = article(FIRST, published_at=VOTE_DAY)
    new = article(later, published_at=VOTE_DAY + timedelta(hours=hours))
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
    ("text", "told", "expected"),
    [
        ("Sixty voted for it and 12 against.", "It was passed by 60 votes to 12.", True),
        ("Sixty voted for it and 14 against.", "It was passed by 60 votes to 12.", False),
        ("Sixty members voted.", "It was passed by 60 votes to 12.", False),
    ],
)
def test_a_sentence_with_no_figure_of_its_own_tells_the_same(text, told, expected):
    assert tells_same_figures(text, told) is expected
