from __future__ import annotations

import pytest

from bot.briefing.diplomacy import LEAST_WEIGHT, read_article
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
        ("Correction: harvest figures", "The ministry's figure for wheat was wrong. It is 4,000 tonnes. Chile attacked a convoy in May."),
    ],
)  # fmt: skip
def test_what_no_type_fits_gets_none(title, text):
    assert read_article(article(text, title=title)).event_type is None
