"""On which side of now a sentence puts its day, rule by rule."""

from __future__ import annotations

import time

import pytest

from bot.dates.date_words import Side
from bot.dates.reading import read_dates

AHEAD, BEHIND = Side.FUTURE, Side.PAST


@pytest.mark.parametrize(
    ("text", "side"),
    [
        # A sentence in the present looks ahead; one without a verb does not.
        ("The two sides swap prisoners on Sunday.", AHEAD),
        ("No word on Sunday from the mine.", None),
        ("Two sides swap prisoners Sunday", None),
        # A perfect has no day of its own.
        ("The party has called a vote for Sunday.", AHEAD),
        ("The party has been divided since Sunday.", BEHIND),
        # What was asked for lies ahead if it is an event, and is the asking's day if not.
        ("She urged supporters to rally on Sunday.", AHEAD),
        ("She urged supporters to show restraint on Sunday.", BEHIND),
        # The verb of what was said counts, and not the one of saying.
        ("The minister said talks on Sunday would focus on grain.", AHEAD),
        ("The minister said talks on Sunday were useful.", BEHIND),
        ("The two sides swap prisoners on Sunday, the ministry said.", AHEAD),
        ("“On Sunday we present our answer,” the minister told reporters.", AHEAD),
        # What is told by the way does not count.
        ("On Sunday the court, which ruled against him in May, will hear him.", AHEAD),
        ("Ministers confer in Rome on Sunday, a week after the talks collapsed.", AHEAD),
        ("The force, which holds the port, struck the town on Sunday.", BEHIND),
        # A named event has its own time.
        ("The council will look into Sunday's attack.", BEHIND),
        ("The delegates arrived for Sunday's summit.", AHEAD),
        # Until: what lasted is over, what was granted is not.
        ("The fighting went on and lasted until Sunday.", BEHIND),
        ("The bank suspended trading until Sunday.", AHEAD),
        # A full stop in a name ends no sentence.
        ("He is due to meet Gen. Orr on Sunday.", AHEAD),
        ("The truce begins at 6 p.m. on Sunday.", AHEAD),
        ("It will be sold to Orr Inc.\nOn Sunday the court agreed.", BEHIND),
        ("He is due in the U.S. The envoy left on Sunday.", BEHIND),
    ],
)
def test_a_sentence_tells_on_which_side_its_day_lies(text, side):
    (word,) = (word for word in read_dates(text) if word.text == "Sunday")
    assert word.side is side


def test_many_dates_without_a_stop_are_read_in_time():
    def seconds(count: int) -> float:
        begun = time.process_time()
        read_dates("on Monday " * count)
        return time.process_time() - begun

    seconds(10)
    assert seconds(600) < 12 * max(seconds(100), 0.02)
