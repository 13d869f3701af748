from __future__ import annotations

import pytest

from bot.built_in.predicates import Asks, read_predicate

READ = {
    "Who vetoed the US draft?": (Asks.DOER, set(), {"us", "draft"}),
    "Who is to present the draft?": (Asks.DOER, set(), {"draft"}),
    "Who will travel to Qatar?": (Asks.DOER, set(), {"qatar"}),
    "How many countries voted for the draft?": (Asks.DOER, set(), {"draft"}),
    "Which missile hit Kyiv?": (Asks.DOER, set(), {"kyiv"}),
    "What does resolution 2728 demand?": (Asks.DONE_TO, {"draft", "2728"}, set()),
    "What did the US veto?": (Asks.DONE_TO, {"us"}, set()),
    "Who did Blinken meet in Cairo?": (Asks.DONE_TO, {"blinken"}, {"cairo"}),
    "Who will the minister meet?": (Asks.DONE_TO, {"minist"}, set()),
    "How many drafts has the United States vetoed?": (Asks.DONE_TO, {"us"}, set()),
    "How many people were killed in Kyiv?": (Asks.DONE_TO, set(), {"kyiv"}),
    "Why did Israel call off the visit?": (Asks.NEITHER, {"israel"}, {"visit"}),
    "When does Ramadan end?": (Asks.NEITHER, {"ramadan"}, set()),
}


@pytest.mark.parametrize(("question", "sides"), READ.items(), ids=READ)
def test_which_side_of_its_deed_a_question_asks_for_and_what_it_names(question, sides):
    predicate = read_predicate(question)

    assert predicate is not None
    assert (predicate.asks, set(predicate.doer), set(predicate.done_to)) == sides


@pytest.mark.parametrize(
    "question",
    [
        "Who is the president of Egypt?",
        "When is the vote on the draft of the ten?",
        "How many hostages are there?",
        "How many votes did resolution 2728 get?",
        "What happened in Doha?",
        "Tell me about the talks",
        "Who",
        "",
    ],
)
def test_a_question_without_a_verb_of_meaning_has_no_predicate(question):
    assert read_predicate(question) is None


def test_a_particle_makes_another_verb():
    off = read_predicate("Who called off the visit?")
    demand = read_predicate("Who called for a truce?")

    assert ("cancel", None) in off.verb.forms
    assert ("demand", None) in demand.verb.forms
    assert not off.verb.forms & demand.verb.forms


@pytest.mark.parametrize(
    ("question", "deed"),
    [
        ("Which minister apologised for the blasts?", "apologis"),
        ("Which South African judge acquitted Duduzile Zuma?", "acquit"),
        ("Which Oslo-based agency apologised?", "apologis"),
    ],
)
def test_what_a_head_did_is_its_deed_though_no_list_has_the_verb(question, deed):
    predicate = read_predicate(question)

    assert predicate is not None
    assert (predicate.verb.keys, predicate.asks) == ({deed}, Asks.DOER)
