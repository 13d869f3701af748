from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sentence_reading.changed_figures import changed_figure
from tests.builders import article

WEDNESDAY = datetime(2024, 3, 20, 9, tzinfo=UTC)
THURSDAY = datetime(2024, 3, 21, 9, tzinfo=UTC)


def changed(earlier, later, outlet="The Courier", at=THURSDAY):
    first = article(earlier, published_at=WEDNESDAY, outlet="The Herald")
    second = article(later, published_at=at, outlet=outlet)
    found = changed_figure(second, later, first, earlier)
    return None if found is None else (found.before, found.now)


QUAKE = "An earthquake killed 12 people in the Varna province of Kestria on Wednesday."
PLEDGE = "Norland pledged 30 million euros in aid to Tavia on Wednesday."


@pytest.mark.parametrize(
    ("earlier", "later", "figures"),
    [
        (
            QUAKE,
            "Kestria's interior ministry on Thursday revised the death toll of the earthquake in Varna to 9.",
            ("12", "9"),
        ),
        (QUAKE, "The death toll of the earthquake in Varna province has risen to 31.", ("12", "31")),
        (QUAKE, "The earthquake in Kestria's Varna province killed nine people, not 12.", ("12", "nine")),
        (PLEDGE, "Norland raised its pledge of aid to Tavia to 50 million euros on Thursday.", ("30 million euros", "50 million euros")),
        (PLEDGE, "Norland increased its aid pledge to Tavia to €50 million.", ("30 million euros", "€50 million")),
        (
            "The parliament of Kestria adopted the treaty by 61 votes to 48.",
            "The parliament of Kestria corrected the count: the treaty was adopted by 62 votes to 47.",
            ("61", "62"),
        ),
        (
            "Ostland holds 40 prisoners of war, the mediator said.",
            "Ostland holds 46 prisoners of war, the mediator said, correcting an earlier figure.",
            ("40", "46"),
        ),
        (
            "The parliament of Kestria adopted the treaty by 61 votes to 48.",
            "In fact 50 deputies voted against the treaty, the record of Kestria's parliament shows, correcting the count.",
            ("48", "50"),
        ),
        ("The attack on the port of Dorn wounded 20 people.", "The number of wounded in the attack on the port of Dorn rose to 35.", ("20", "35")),
    ],
)  # fmt: skip
def test_another_figure_for_the_same_thing_is_a_change(earlier, later, figures):
    assert changed(earlier, later) == figures


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        # The same figure, and one that is told as the old one.
        (QUAKE, "The earthquake killed 12 people in the Varna province of Kestria."),
        # Others, elsewhere, another day, another event.
        (QUAKE, "The earthquake injured 40 people in the Varna province of Kestria."),
        (QUAKE, "An earthquake killed 9 people in the Dorn province of Ostland on Thursday."),
        (QUAKE, "The earthquake killed 9 soldiers in the Varna province of Kestria."),
        (QUAKE, "A bus crash killed 9 people in Kestria on Thursday."),
        (QUAKE, "An earthquake killed 9 people in the Varna province of Kestria on Thursday."),
        # What is added, or part of it.
        (QUAKE, "Another 9 people were killed by the earthquake in the Varna province of Kestria."),
        (QUAKE, "Rescuers found 3 more dead after the earthquake in the Varna province of Kestria."),
        (QUAKE, "The earthquake in Varna, Kestria, killed 12 people, 4 of them children."),
        # Another sum, for another purpose or by another donor.
        (PLEDGE, "Ostland pledged 50 million euros in aid to Tavia."),
        (PLEDGE, "Norland raised its budget for roads to 50 million euros."),
        (PLEDGE, "Norland pledged 20 generators in aid to Tavia."),
        # Those against are no other count of those for.
        (
            "In Kestria 61 deputies voted for the treaty.",
            "Kestria's parliament corrected the record: 48 deputies voted against the treaty.",
        ),
        # Days and years count nothing.
        ("The talks will be held in Ostby on 2 April.", "The talks in Ostby were moved to 9 April."),
        ("The treaty of 1999 settled the border of Kestria.", "The treaty of 2001 settled the border of Kestria."),
    ],
)  # fmt: skip
def test_a_figure_of_something_else_is_no_change(earlier, later):
    assert changed(earlier, later) is None


@pytest.mark.parametrize(
    "told",
    [
        "A 1996 earthquake killed 300 people in the Varna province of Kestria.",
        "In 1996 an earthquake killed 300 people in the Varna province of Kestria.",
        "An earthquake killed 300 people in the Varna province of Kestria on 3 June 1996.",
        "An earthquake killed 300 people in the Varna province of Kestria thirty years ago.",
        "An earthquake could kill 300 people in the Varna province of Kestria, a study says.",
        "An earthquake may have killed 300 people in the Varna province of Kestria.",
        "The earthquake did not kill 300 people in the Varna province of Kestria.",
    ],
)
def test_an_event_of_long_ago_or_that_may_not_have_been_changes_no_toll_and_is_not_changed(told):
    later = datetime(2024, 3, 22, 9, tzinfo=UTC)
    assert changed(QUAKE, told, at=later) is None
    assert changed(told, QUAKE, at=later) is None


def test_a_toll_may_rise_further_and_be_the_highest_for_years():
    told = "The toll of the earthquake in the Varna province of Kestria rose to 31 and could rise further."
    assert changed(QUAKE, told) == ("12", "31")
    told = "The earthquake in Kestria's Varna province, the worst since 1996, killed 31 people."
    assert changed(QUAKE, told, at=datetime(2024, 3, 22, 9, tzinfo=UTC)) == ("12", "31")


def test_two_outlets_of_one_day_differ_and_neither_replaces_the_other():
    later = "An earthquake killed 15 people in the Varna province of Kestria on Wednesday."
    noon = WEDNESDAY.replace(hour=12)

    assert changed(QUAKE, later, at=noon) is None
    assert changed(QUAKE, later, outlet="The Herald", at=noon) == ("12", "15")


def test_what_was_told_earlier_changes_nothing():
    later = "The death toll of the earthquake in Varna was revised to 9."

    assert changed(QUAKE, later, at=WEDNESDAY.replace(hour=3)) is None
