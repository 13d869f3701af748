from __future__ import annotations

import pytest

from bot.domain.title_marks import is_explaining, is_notice, news_begins


@pytest.mark.parametrize(
    ("title", "news"),
    [
        ("UPDATE 3-Talks resume in Olm", "Talks resume in Olm"),
        ("CORRECTED-Norland signs accord", "Norland signs accord"),
        ("CORRECTED (OFFICIAL)-Norland signs accord", "Norland signs accord"),
        ("RPT-UPDATE 2-Oil deal signed", "Oil deal signed"),
        ("BREAKING: Envoy leaves", "Envoy leaves"),
        ("  Envoy leaves", "Envoy leaves"),
        ("Update of the treaty agreed", "Update of the treaty agreed"),
        ("URGENT talks on Velia", "URGENT talks on Velia"),
    ],
)
def test_the_mark_of_a_new_version_is_no_news(title, news):
    assert title[news_begins(title) :] == news


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Correction: Vote on the border treaty", True),
        ("Corrections and clarifications", True),
        ("Berichtigung: Abstimmung im Rat", True),
        ("Correction officers go on strike", False),
        ("CORRECTED-Norland signs accord", False),
        (None, False),
    ],
)
def test_a_notice_sets_right_what_its_outlet_told(title, expected):
    assert is_notice(title) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("What to know about the border treaty", True),
        ("Explainer: The border treaty", True),
        ("Will the truce hold?", True),
        ("Here’s why the pact matters", True),
        ("WHO warns of cholera in Velia", False),
        ("Norland says why it left the pact", False),
        (None, False),
    ],
)
def test_a_headline_that_explains_is_no_report(title, expected):
    assert is_explaining(title) is expected
