"""Numbers in words are read whole, so that outlets which agree are not shown as differing."""

from __future__ import annotations

import time

import pytest

from bot.sentence_reading.counted import counts_of, differ


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Twenty-one people were hurt.", 21),
        ("Two hundred people were hurt.", 200),
        ("Forty-five people were hurt.", 45),
        ("A hundred and twenty people were hurt.", 120),
        ("Seventy people were hurt.", 70),
        ("Two hundred thousand people fled.", 200_000),
        ("Mayor 12 people named.", 12),
        ("Octopus 12 people saw.", 12),
        ("Marched 30 people.", 30),
    ],
)
def test_a_number_is_read_whole(sentence, number):
    assert set().union(*counts_of(sentence).values()) == {number}


def test_numbers_differ_by_their_last_word():
    one, other = counts_of("Sixty-one people died."), counts_of("Sixty-two people died.")
    assert differ(one, other)
    assert not differ(one, counts_of("At least 61 people died."))


@pytest.mark.parametrize(
    "sentence",
    [
        "On May 12 people voted.",
        "The climber fell 60m down a ridge.",
        "It was 14-0 at 12:30 on zero day.",
        "Twice as many ships came for the third time.",
    ],
)
def test_what_only_looks_like_a_count_counts_nothing(sentence):
    assert not counts_of(sentence)


def test_money_is_no_count_of_its_currency():
    assert counts_of("Ostby gave a grant of 5 million euros for roads.") == {"road": {5e6}}


def test_many_numbers_are_read_at_once():
    begun = time.process_time()
    counts_of("1 " * 6000)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("At least 90 people were killed.", "At least 115 people were killed.", True),
        ("At least 90 people were killed.", "Some 90 people were killed.", False),
        ("About 1.5 million people fled.", "Some 1,500,000 people fled.", False),
        ("Two soldiers died.", "Three soldiers died.", True),
        ("The vote is on 22 March.", "The vote is on 25 March.", False),
        ("War began on October 7 in Gaza.", "War began on October 8 in Gaza.", False),
        ("Ninety people died.", "Aid worth 115 dollars came.", False),
        ("Support fell to 40 percent.", "Support fell to 35%.", True),
    ],
)
def test_figures_differ_when_they_count_the_same_thing(one, other, expected):
    assert differ(counts_of(one), counts_of(other)) is expected
