"""Numbers in words are read whole, so that outlets which agree are not shown as differing."""

from __future__ import annotations

import time

import pytest

from bot.built_in.figures import counts_of, differ


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


def test_a_day_of_a_month_counts_nothing():
    assert not counts_of("On May 12 people voted.")


def test_many_numbers_are_read_at_once():
    begun = time.process_time()
    counts_of("1 " * 6000)
    assert time.process_time() - begun < 2
