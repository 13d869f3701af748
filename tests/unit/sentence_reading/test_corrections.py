from __future__ import annotations

import pytest

from bot.sentence_reading.corrections import own_error, set_right_at_once, tells_what_is_right


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("In our report of Monday we said that 80 lorries may pass.", "80 lorries may pass."),
        ("An earlier version of this article said that Kesh had resigned.", "Kesh had resigned."),
        ("A previous version of the story gave 3 May as the day.", "3 May as the day."),
        ("We also gave the envoy's name as Tarn; she is Ida Roe.", "the envoy's name as Tarn"),
        ("“We said that we would wait,” the minister told us.", None),
        ("The report said that 80 lorries may pass.", None),
    ],
)
def test_what_an_outlet_says_that_it_told_wrongly(sentence, wrong):
    assert own_error(sentence) == wrong


def test_what_is_set_right_in_the_same_sentence():
    told = set_right_at_once("The vote is on 9 May, not on 3 May as previously reported.")

    assert told == ("The vote is on 9 May", "on 3 May")
    assert set_right_at_once("The vote is on 9 May, not on 3 May.") is None


def test_what_tells_what_is_right():
    assert tells_what_is_right("The correct spelling is Kesh.")
    assert tells_what_is_right("It should have read 60.")
    assert not tells_what_is_right("The lorries pass.")
