from __future__ import annotations

import doctest

import pytest

from bot.memory import stems
from bot.memory.stems import stem

FAMILIES = {
    "vote": ("vote", "votes", "voted", "voting"),
    "veto": ("veto", "vetoes", "vetoed", "vetoing"),
    "meet": ("meet", "meets", "met", "meeting"),
    "adopt": ("adopt", "adopted", "adopts", "adoption"),
    "negotiate": ("negotiate", "negotiated", "negotiator", "negotiations"),
    "ceasefire": ("ceasefire", "ceasefires", "Ceasefire"),
    "die": ("die", "dies", "died", "dying"),
    "elect": ("elect", "elected", "election", "elections"),
    "country": ("country", "countries"),
    "stop": ("stop", "stopped", "stopping"),
}
#: From the examples in Porter's paper.
PORTER = {
    "caresses": "caress",
    "ponies": "poni",
    "plastered": "plaster",
    "motoring": "motor",
    "conflated": "conflat",
    "sized": "size",
    "falling": "fall",
    "hissing": "hiss",
    "happy": "happi",
    "sky": "sky",
    "relational": "relat",
    "digitizer": "digit",
    "operator": "oper",
    "sensibiliti": "sensibl",
    "triplicate": "triplic",
    "hopefulness": "hope",
    "revival": "reviv",
    "adjustment": "adjust",
    "probate": "probat",
    "controll": "control",
}


@pytest.mark.parametrize("forms", FAMILIES.values(), ids=FAMILIES)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(("word", "expected"), PORTER.items())
def test_words_of_the_paper_have_its_stems(word, expected):
    assert expected == stem(word)


@pytest.mark.parametrize("pair", [("policy", "police"), ("united", "union"), ("iran", "iraq")])
def test_different_words_stay_apart(pair):
    assert stem(pair[0]) != stem(pair[1])


@pytest.mark.parametrize("word", ["2728", "президент", "安理会", "3.5", "à", "", "us"])
def test_figures_and_other_scripts_stay_as_they_are(word):
    assert word.casefold() == stem(word)


def test_the_examples_run():
    assert doctest.testmod(stems).failed == 0
