from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.which_story import about, may_pick, picked, stories_meant
from bot.domain.articles import Hit, Passage
from bot.domain.identifiers import StoryId
from tests.builders import article

PARIS, ANKARA = "French minister rules out troops", "Minister in Ankara demands talks"


def hit(rank, title, text, story, score):
    found = replace(article(text, title=title), story_id=StoryId(story))
    return Hit(rank, score, Passage(found.version_id, 0, len(text), text), found)


TWO = (
    hit(1, PARIS, "The minister said no soldiers would go to the Sahel.", "paris", 1.0),
    hit(2, ANKARA, "The minister said that the old formula was dead.", "ankara", 0.9),
)


@pytest.mark.parametrize(
    "question", ["What did the minister say?", "what has the minister said", "Who is the minister?"]
)
def test_a_thing_of_which_two_stories_tell_is_asked_back(question):
    assert stories_meant(question, TWO) == ("paris", "ankara")


TWO_VOTES = (
    hit(1, "Draft on Kesh falls", "Eleven voted for it. Velia abstained.", "friday", 1.0),
    hit(2, "Resolution on Kesh passes", "Tarsia abstained.", "monday", 0.9),
    hit(3, "Envoy in Larsa", "The envoy spoke.", "envoy", 0.8),
)


@pytest.mark.parametrize(
    ("question", "stories"),
    [
        ("Who abstained?", ("friday", "monday")),
        ("and who has abstained", ("friday", "monday")),
        ("Who spoke?", ()),
        ("Who is Tarsia?", ()),
    ],
)
def test_a_deed_alone_of_which_two_stories_tell_is_asked_back(question, stories):
    assert stories_meant(question, TWO_VOTES) == stories


@pytest.mark.parametrize(
    "question",
    [
        "What did the minister say about the Sahel?",
        "What did the French minister say?",
        "What did the minister say on 3 May?",
        "What did the minister say last? And today?",
        "Which soldiers did the minister mean?",
        "What did ministers say?",
        "What did the envoy say?",
        "When is the next vote?",
        'What is "the formula"?',
        "",
        "the",
    ],
)
def test_what_is_clear_or_fits_no_two_stories_is_not(question):
    assert stories_meant(question, TWO) == ()


def test_one_story_is_never_asked_back_for_however_many_articles_it_has():
    first, second = TWO
    same = replace(second, article=replace(second.article, story_id=StoryId("paris")))

    assert stories_meant("What did the minister say?", (first, same)) == ()
    assert stories_meant("What did the minister say?", (first, replace(second, score=0.3))) == ()
    assert stories_meant("What did the minister say?", ()) == ()


@pytest.mark.parametrize(
    "reply", ["1", "1.", "#1", "number 1", "the first one", "First", "the French one"]
)
def test_a_number_or_a_word_of_one_title_picks_it(reply):
    assert picked(reply, (PARIS, ANKARA)) == PARIS


@pytest.mark.parametrize(
    "reply", ["3", "0", "", "minister", "yes", "Ankara?", "What about China?", "2 " * 80, "٣"]
)
def test_other_replies_pick_nothing(reply):
    assert picked(reply, (PARIS, ANKARA)) is None


def test_what_is_long_or_asks_picks_nothing_unread():
    assert may_pick("the second")
    assert not may_pick("x" * 200)
    assert not may_pick("Ankara?")
    assert not may_pick("  ")


def test_the_question_goes_on_about_what_was_picked():
    assert about("What did he say?", PARIS) == f"What did he say ({PARIS})?"
