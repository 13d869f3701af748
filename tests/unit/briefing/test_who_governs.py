from __future__ import annotations

import pytest

from bot.briefing.diplomacy import LEAST_WEIGHT, read_article
from bot.domain.briefings import EventType
from tests.builders import article

NEWS = [
    ("Maro wins Veldan presidency by 900 votes", "Ana Maro won 50.2 percent of the ballots, the electoral commission said. Her rival asked for a recount."),
    ("Court orders recount in Veldan's north", "The constitutional court ordered a recount of the presidential election in two provinces."),
    ("Veldan votes in presidential run-off", "Voters chose between two former ministers in a presidential run-off. Turnout was low."),
    ("Veldan's cabinet falls", "Parliament passed a vote of no confidence in the government by ten votes."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), NEWS)
def test_who_governs_is_news_in_a_country_that_no_list_names(title, text):
    reading = read_article(article(text, title=title))
    assert (reading.off_subject, reading.weight >= LEAST_WEIGHT) == (None, True)


def test_a_result_outweighs_an_extradition():
    result = read_article(article(NEWS[0][1], title=NEWS[0][0]))
    handed_over = article("A trader was extradited from Veldan to Chile on Friday to stand trial for fraud.", title="Trader extradited to Chile")  # fmt: skip
    assert result.weight > read_article(handed_over).weight


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Veldan's army chief suspended", "The army chief was suspended by the government over lost papers."),
        ("Trader extradited to Chile", "A trader was extradited from Veldan to Chile to stand trial for fraud."),
        ("Loser to appeal against the count in Chile", "The loser of the election filed an appeal against the result with the Constitutional Court of Chile, his lawyer said."),
        ("Quake kills nine in northern Peru", "An earthquake killed nine people in northern Peru, the interior ministry said, and struck a school."),
        ("Peru sends ship to typhoon-struck islands", "A typhoon killed 40 people in the Philippines, the disaster agency said."),
        ("Plane of Chile's president suffers bird strike", "The government of Chile said that a bird strike had stopped the plane of its president."),
        ("Signing of Chile's accord with Peru postponed", "Chile and Peru put off the signing of their border agreement by a week, both governments said."),
        ("Chile raises tariff on wheat from Peru", "Chile will raise its tariff on wheat from Peru to 20 percent, its trade minister said."),
        ("Correction: harvest figures", "The ministry's figure for wheat was wrong. It is 4,000 tonnes. Chile attacked a convoy in May."),
    ],
)  # fmt: skip
def test_what_no_type_fits_gets_none(title, text):
    assert read_article(article(text, title=title)).event_type is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Quake of magnitude 6 kills 14 in Peru", "An earthquake of magnitude 6 killed 14 people in Peru. Rescuers searched the rubble. Chile sent a rescue team."),
        ("Toll of quake in Peru rises", "The death toll of the earthquake in Peru rose to 20, the interior ministry said. Chile held out the prospect of aid."),
        ("Chile names envoy to the trade body", "Chile appointed its former trade minister as ambassador to the World Trade Organization."),
        ("Trade ministers fail to settle duties", "Chile and Peru failed to settle their trade dispute over quotas for fish, ministers said."),
    ],
)  # fmt: skip
def test_disasters_appointments_and_duties_between_states_are_news(title, text):
    reading = read_article(article(text, title=title))
    assert (reading.off_subject, reading.weight >= LEAST_WEIGHT) == (None, True)


def test_the_title_says_what_kind_of_event_it_is():
    warned = article(
        "Lawmakers of Chile warned that they would not pass the trade agreement with Peru. The agreement was signed in May.",
        title="Chile's lawmakers warn over wheat",
    )
    assert read_article(warned).event_type is EventType.THREATEN
