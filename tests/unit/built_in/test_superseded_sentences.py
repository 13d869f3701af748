from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.built_in.answer_writer import draft_answer
from bot.built_in.briefing_writer import draft_item
from bot.domain.identifiers import StoryId
from bot.domain.stories import Story
from tests.builders import article, evidence

MONDAY = datetime(2024, 3, 18, 9, tzinfo=UTC)
WILL = "Ostmark and Velia will sign a fishing accord in Kesten on 3 April, a minister said."
OFF = "Ostmark has cancelled the signing of the fishing accord with Velia, its president said."


def at(text, hours=0, title="Ostmark and Velia"):
    when = MONDAY + timedelta(hours=hours)
    return article(text, title=title, published_at=when, learned_at=when)


def answer(question, *articles):
    return [claim.text for claim in draft_answer(question, evidence(*articles))]


@pytest.mark.parametrize("is_turned", [False, True])
def test_what_was_called_off_since_answers_in_place_of_the_announcement(is_turned):
    articles = [at(WILL), at(OFF, 30)]
    found = answer(
        "When will Ostmark and Velia sign the accord?", *articles[:: -1 if is_turned else 1]
    )
    assert found == [OFF]


def test_what_was_told_before_the_announcement_does_not():
    found = answer("When will Ostmark and Velia sign the accord?", at(WILL, 30), at(OFF))
    assert found[0] == WILL


def test_what_somebody_said_stays_said():
    will = "“We will sign the accord with Velia on 3 April,” Ostmark's president, Ilan Cord, said."
    found = answer("What did Ilan Cord say about the accord?", at(will), at(OFF, 30))
    assert will in found


def test_a_denial_comes_before_what_it_denies_and_both_are_told():
    did = "Ostmark expelled the envoy of Velia on Monday, diplomats said."
    did_not = "Ostmark did not expel the envoy of Velia, its foreign ministry said."
    assert answer("Did Ostmark expel the envoy of Velia?", at(did), at(did_not, 5)) == [
        did_not,
        did,
    ]


def test_a_correction_is_told_with_what_is_right():
    wrong = "The Gazette wrongly said that the accord sets a quota of 24,000 tonnes of cod."
    right = "The correct figure is 42,000 tonnes."
    old = at("The accord sets a quota of 24,000 tonnes of cod.")
    assert answer("What is the cod quota?", old, at(f"{wrong} {right}", 20)) == [wrong, right]


def test_an_item_does_not_announce_what_was_called_off():
    told = f"{WILL} The ministers met in Kesten on Monday for talks about fishing."
    item = draft_item(Story(StoryId("story-1"), "", (at(told), at(OFF, 30))))
    texts = [claim.text for claim in (*item.sentences, *item.said)]
    assert OFF in texts
    assert WILL not in texts


def test_an_item_does_not_announce_what_did_not_come():
    told = "The jailed editor Mira Tal will be freed in a prisoner swap, a diplomat of Velia said."
    later = "Ostmark and Velia swapped prisoners. Mira Tal was not among those freed, Velia said."
    item = draft_item(Story(StoryId("story-1"), "", (at(told), at(later, 3))))
    assert told not in [claim.text for claim in (*item.sentences, *item.said)]


def test_of_figures_that_differ_the_newest_comes_first():
    fewer = "Some 170 sailors of Velia were released on Monday, two officials said."
    more = "The fleet of Ostmark freed 190 sailors of Velia who were released on Monday, the navy said."
    asked = "How many sailors of Velia were released?"
    assert answer(asked, at(fewer), at(more, 5)) == [more, fewer]
    assert answer(asked, at(fewer, 5), at(more)) == [fewer, more]
