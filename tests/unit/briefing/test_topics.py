"""Which articles are about a topic, as people type it."""

from __future__ import annotations

import pytest

from bot.briefing.topics import is_about
from tests.builders import article

VETO = "Russia and China vetoed the American draft resolution in the Security Council on Friday."


def told(title, text, language="en"):
    return [article(text, title=title, language=language)]


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("Gaza", True),
        ("security council", True),
        ("vetoes", True),
        ("Kosovo", False),
        # as it is written elsewhere
        ("加沙", True),
        ("朝鲜", False),
    ],
)
def test_a_topic_is_met_by_all_of_its_words_in_any_form(topic, expected):
    assert is_about([article(VETO, title="Veto on Gaza")], topic) is expected


LOAN = told("Fund and Zambia agree on loan", "The Fund and Zambia reached an agreement on a loan.")
BOAT = told(
    "22 dead as boat sinks off Varna", "Twenty-two people drowned when a boat sank in a storm."
)
STORM = told("Storm kills 4 in Olm", "A storm named Ada struck the coast of Olm on Friday.")
RAID = told("Jets kill 4 in Olm", "Jets of Belmar struck the port of Olm during a storm on Friday.")
PACT = told(
    "Berlin kündigt Abkommen", "Die Bundesregierung hat das Abkommen mit Polen gekündigt.", "de"
)


@pytest.mark.parametrize(
    ("articles", "topic", "expected"),
    [
        (LOAN, "Zambia deal", True),
        (LOAN, "Zambia drought", False),
        (BOAT, "the boat disaster", True),
        (BOAT, "the situation in Varna", True),
        (BOAT, "the train disaster", False),
        (STORM, "the strike in Olm", False),
        (RAID, "the strike in Olm", True),
        (PACT, "Germany", True),
        (PACT, "Poland", True),
        (PACT, "Germany agreement", True),
        (PACT, "France", False),
        # of words that go with anything something must be there
        (LOAN, "the crisis", False),
    ],
)
def test_words_of_a_desk_find_what_articles_call_otherwise(articles, topic, expected):
    assert is_about(articles, topic) is expected


def test_what_is_named_further_down_is_no_subject_of_the_opening():
    text = "The envoys met. " * 30 + "Norway pays."
    assert is_about(told("Envoys meet", text), "Norway")
    assert not is_about(told("Envoys meet", text), "Norway", within=300)


def test_a_language_may_be_told_with_its_region():
    assert is_about(told(PACT[0].title, PACT[0].text, "de-AT"), "pact with Poland")
