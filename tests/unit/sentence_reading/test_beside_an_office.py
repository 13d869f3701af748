"""Who stands beside an office holds it only where nothing between makes it another's."""

from __future__ import annotations

import pytest

from bot.sentence_reading.offices import Surroundings, names_holder


@pytest.mark.parametrize(
    ("sentence", "office", "whose", "holds"),
    [
        ("The ambassador, Carl Beck, was recalled in August.", "ambassador", (), True),
        ("Norvald would return its ambassador to Grenfeld in May.", "ambassador", (), False),
        ("Norvald recalled its ambassador from Grenfeld.", "ambassador", (), False),
        ("Helga Prins urged the president to overrule the vote.", "president", (), False),
        ("Helga Prins was elected president on Sunday.", "president", (), True),
        ("Helga Prins, the president, overruled the vote.", "president", (), True),
        ("President Helga Prins overruled the vote.", "president", (), True),
        ("The president criticised Helga Prins.", "president", (), False),
    ],
)
def test_a_holder_stands_by_the_office_with_nothing_between(sentence, office, whose, holds):
    assert names_holder(sentence, (office,), frozenset(whose), Surroundings(frozenset())) is holds


@pytest.mark.parametrize(
    ("titled", "holds"),
    [
        ({"ghana"}, True),
        ({"ghana", "nato"}, True),
        ({"ghana", "asean"}, True),
        ({"ghana", "kenya"}, False),
    ],
)
def test_a_body_of_states_in_the_title_has_no_ministers(titled, holds):
    sentence = "Foreign Minister Ada Kesh said after two days of talks in the capital that it would hear Norway."
    around = Surroundings(frozenset(titled))
    assert names_holder(sentence, ("foreign", "minister"), frozenset({"ghana"}), around) is holds
