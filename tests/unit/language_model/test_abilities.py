from __future__ import annotations

import pytest

from bot.language_model.abilities import Abilities, ReplyFormat


def fields(abilities, *, is_streamed=False):
    return abilities.fields(reasoning_effort="low", most_tokens=5, is_streamed=is_streamed)


@pytest.mark.parametrize("base_url", [None, "https://api.openai.com/v1"])
def test_openai_is_asked_in_its_newer_words(base_url):
    assert fields(Abilities.of(base_url)) == {"reasoning_effort": "low", "max_completion_tokens": 5}


def test_other_servers_are_asked_in_the_older_words():
    abilities = Abilities.of("http://127.0.0.1:11434/v1")

    assert fields(abilities, is_streamed=True) == {
        "reasoning_effort": "low",
        "temperature": 0,
        "max_tokens": 5,
        "stream_options": {"include_usage": True},
    }


@pytest.mark.parametrize(
    ("complaint", "gone"),
    [
        ("Unsupported value: 'reasoning_effort' does not support 'low'", "reasoning_effort"),
        ("'temperature' does not support 0 with this model", "temperature"),
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.", "max_tokens"),
        ("extra fields not permitted: stream_options", "stream_options"),
    ],
)
def test_what_is_turned_down_is_sent_no_more(complaint, gone):
    left = Abilities().without(complaint)

    assert gone not in fields(left, is_streamed=True)
    assert len(fields(left, is_streamed=True)) >= 3


def test_the_form_of_the_reply_is_asked_for_ever_more_loosely():
    abilities = Abilities()
    seen = []
    while abilities is not None:
        seen.append(abilities.reply_format)
        abilities = abilities.without("response_format is not supported")

    assert seen == [ReplyFormat.JSON_SCHEMA, ReplyFormat.JSON_OBJECT, ReplyFormat.TEXT]


def test_complaints_come_to_an_end():
    abilities = Abilities()
    complaint = (
        "reasoning_effort temperature stream_options max_tokens max_completion_tokens schema"
    )
    for _ in range(20):
        left = abilities.without(complaint)
        if left is None:
            break
        abilities = left

    assert fields(abilities, is_streamed=True) == {}


def test_other_complaints_teach_nothing():
    assert Abilities().without("the moon is not full") is None
