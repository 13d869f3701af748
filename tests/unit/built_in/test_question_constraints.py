from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot.built_in.answer_writer import draft_answer
from bot.built_in.asked_bounds import bounds
from tests.builders import VOTE_DAY, article, evidence


def answer(question, text, title="Ostmark and Velland"):
    return [c.text for c in draft_answer(question, evidence(article(text, title=title)))]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Until when is the Velland embargo in force?", "The League adopted an embargo on Velland on Tuesday, in force at once."),
        ("Since when has Pia Roth been governor of Kesten?", "Governor Pia Roth of Kesten opened a bridge in 2023."),
        ("By when must Velland pay the fine?", "Velland paid the fine on Monday."),
        ("What time does the Kesten session open?", "The Kesten session opens on Monday."),
        ("When is the next exchange in Velland?", "Velland freed 40 sailors on Monday in the first exchange."),
        ("How many votes are needed in the Velland senate?", "Roth got 31 votes in the Velland senate."),
        ("How many people are on the Velland blacklist?", "Ostmark adds 40 people to the Velland blacklist."),
        ("How many sailors will Velland free?", "Velland freed 40 sailors on Monday."),
        ("How many sailors did Velland free?", "Velland will free 40 sailors by Monday."),
        ("By how much did Velland's imports rise?", "Velland's exports rose by 4 percent while imports rose more slowly."),
        ("How many boats did Velland build in 2019?", "Velland built 40 boats."),
        ("How many people were killed in the Velland power station?", "In Velland 12 people were killed in the storm."),
        ("How much did Ostmark get from the harbour fund?", "Ostmark gave up its veto for a harbour fund of 40 million euros."),
        ("How much fish did Velland sell in 2019?", "Velland sold 40 tonnes of fish in 2020, up 9 percent from 2019."),
        ("How large is the herring quota in Velland?", "The quota of mackerel in Velland, 40 tonnes last year, is nought."),
        ("How many Lestian boats fish in Velland?", "In Velland 60 boats may fish."),
        ("How many years was Ivo Kesh of Velland sentenced to?", "The clerk of Velland could be sentenced to nine years."),
        ("How much did Velland pay for the licence?", "Velland has spent 140 million dollars on drilling since it won the licence."),
        ("What is the share of Velland's gas in the pipeline?", "Velland's gas has a share in the pipeline until 31 December."),
        ("When is the vote in Velland?", "The League left Velland on Wednesday over the vote."),
        ("How many Velian soldiers train in Ostmark?", "Ostmark lets 600 Lestian soldiers train with those of Velia."),
        ("How many soldiers does Velland's army have?", "Nine soldiers were killed, Velland's army said."),
        ("How many barrels did the Velland line spill?", "The Velland line has a capacity of 40 barrels."),
        ("How long did the repairs in Velland take?", "In Velland repairs would take ten days."),
        ("By how much will the price of diesel rise in Velland?", "In Velland the price of petrol will rise by 4 percent."),
        ("Is that more than last year?", "Velland sold 40 tonnes of fish, compared with 60 tonnes last year."),
    ],
)  # fmt: skip
def test_what_small_words_ask_for_is_not_told(question, text):
    assert answer(question, text) == []


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Until when is the Velland embargo in force?", "The embargo on Velland is in force until 3 May."),
        ("Since when has Velland been under embargo?", "Velland has been under embargo since March 2019."),
        ("When is the next exchange in Velland?", "The next exchange in Velland is planned for Sunday."),
        ("How many votes are needed in the Velland senate?", "In the Velland senate 41 votes are needed."),
        ("How many people are on the Velland blacklist?", "There are now 340 people on the Velland blacklist."),
        ("How many sailors will Velland free?", "Velland will free 40 sailors by Monday."),
        ("By how much did Velland's imports rise?", "Velland's imports rose by 9 percent, after months of decline, to $2 billion."),
        ("How much did Velland's bank cut rates by?", "Velland's bank cut its main lending rate by half a point to 3 percent."),
        ("How much rice did Velland sell in May?", "Velland sold 40,000 tonnes of rice in May."),
        ("How many barges and tugs did Velland seize?", "Velland seized 43 barges and tugs."),
        ("How many people were arrested in Velland?", "Police arrested 40 protesters."),
        ("How many people died in the Velland flood?", "At least 12 people drowned in the Velland flood."),
        ("What share of the herring does Ostmark get?", "The pact gives Ostmark 40 percent of the herring."),
        ("How many seats did the Harbour Party win?", "The Harbour Party came third with 11 percent and 9 seats."),
        ("How did the Ostmark council vote on Velland?", "On Velland the Ostmark council voted by 12 to 3."),
        ("How much fish did Velland sell in 2019?", "Velland sold 40 tonnes of fish in 2019, up 9 percent from 2018."),
        ("By how much did Velland's fish exports fall?", "Velland's fish exports came to 40 tonnes, 16 percent less than in May."),
        ("By how many points did Roth's party fall in Velland?", "In Velland Roth's party took 33 percent, 7.4 points less than in 2019."),
        ("How many rebels were killed in Velland?", "In Velland the army put the number of rebels killed at 40."),
        ("When does VAT rise in Velland?", "Value added tax rises in Velland on 1 July."),
        ("What time do the bond talks in Velland start?", "Velland will start bond talks on Thursday at 2 p.m."),
        ("How far did Velland's crown fall?", "Velland's crown fell 6 per cent on Monday."),
        ("What was inflation in Velland in October?", "Inflation in Velland was 8 percent in mid-October."),
        ("How large was Velland's trade deficit?", "Velland's trade deficit was $3 billion."),
    ],
)  # fmt: skip
def test_what_small_words_ask_for_is_told(question, text):
    assert answer(question, text) == [text]


def test_a_seat_of_government_in_the_dateline_is_not_the_place_that_is_counted():
    text = "ANKARA - Turnout was 58 percent."
    assert answer("What was the turnout in Ankara?", text, "Turkey votes") == []
    assert answer("What was the turnout in Turkey?", text, "Turkey votes") == [
        "Turnout was 58 percent."
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What toll does Ankara want?", "Turkey wants a toll of 40 dollars."),
        ("When do talks between Velland and Turkey begin?", "Velland's talks with Ankara begin on 7 May."),
    ],
)  # fmt: skip
def test_a_seat_of_government_stands_for_its_country(question, text):
    assert answer(question, text) == [text]


def test_what_is_done_so_far_does_not_replace_what_will_be():
    plan = article("Velland will free 310 sailors by May.", title="Sailors of Velland")
    later = VOTE_DAY + timedelta(days=3)
    begun = article(
        "Velland freed 48 sailors on Monday.", title="Sailors of Velland", published_at=later
    )
    told = draft_answer("How many sailors will Velland free?", evidence(plan, begun))
    assert [c.text for c in told] == ["Velland will free 310 sailors by May."]


def test_patterns_of_bounds_are_linear():
    for pattern in (pattern for pair in bounds() for pattern in pair):
        for unit in ("a ", "1 ", "1,", " ", "when is the ", "since ", "what is the "):
            began = time.process_time()
            pattern.search(unit * 2_000)
            assert time.process_time() - began < 0.3, (pattern.pattern, unit)
