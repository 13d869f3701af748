"""A form's values are taken as values, whatever command they would be read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.intents import read_intent
from bot.conversation.meanings import DropDigest, Follow, SetDigest, SetTopics, Unfollow
from bot.errors import InputError, TimeFormatError, TimeZoneError
from bot.platforms.slack import actions
from bot.platforms.slack.form_values import (
    follow_words,
    question_words,
    schedule_words,
    topics_words,
    unfollow_words,
)


def values(**held):
    return {name: {name: value} for name, value in held.items()}


@given(
    st.integers(0, 23), st.integers(0, 59),
    st.sets(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), min_size=1),
    st.sampled_from(["Europe/Paris", "america/new york", "UTC", "Asia/Kolkata"]),
)  # fmt: skip
def test_a_schedule_form_is_read_as_it_was_meant(hour, minute, days, zone):
    chosen = [{"value": day} for day in days]
    said = schedule_words(
        values(
            **{
                actions.TIME: {"selected_time": f"{hour:02}:{minute:02}"},
                actions.DAYS: {"selected_options": chosen},
                actions.ZONE: {"value": zone},
            }
        )
    )
    intent = read_intent(said, is_thread_reply=False)

    assert isinstance(intent, SetDigest)
    assert (intent.request.at.hour, intent.request.at.minute) == (hour, minute)
    assert len(intent.request.days) == len(days)
    assert intent.request.timezone is not None


def test_no_days_are_no_digest():
    said = schedule_words(values(**{actions.DAYS: {"selected_options": []}}))
    assert read_intent(said, is_thread_reply=False) == DropDigest()


@pytest.mark.parametrize(
    ("typed", "topics"),
    [
        ("sanctions, ceasefire", ("sanctions", "ceasefire")),
        ("sanctions\nhostages; aid", ("sanctions", "hostages", "aid")),
        ("", ()),
        (None, ()),
        (" , ", ()),
        ("sanctions?", ("sanctions?",)),
        ("aid, sanctions?", ("aid", "sanctions?")),
        ("U.S., E.U.", ("U.S.", "E.U.")),
        ("“Wagner”, 'Ndrangheta", ("Wagner", "Ndrangheta")),
        ("what is new?", ("what is new?",)),
    ],
)
def test_a_topics_form_is_read_as_it_was_meant(typed, topics):
    said = topics_words(values(**{actions.TOPICS: {"value": typed}}))
    assert read_intent(said, is_thread_reply=False) == SetTopics(topics)


@pytest.mark.parametrize("typed", ["none", "all", "please"])
def test_a_topic_that_the_command_would_misread_is_refused(typed):
    with pytest.raises(InputError, match="something else"):
        topics_words(values(**{actions.TOPICS: {"value": typed}}))


def schedule(zone, at="08:00"):
    return values(
        **{
            actions.TIME: {"selected_time": at},
            actions.DAYS: {"selected_options": [{"value": "tue"}]},
            actions.ZONE: {"value": zone},
        }
    )


@pytest.mark.parametrize(
    "zone", ["mon", "Europe/Paris?", "weekdays", "9:30", "noon", "every", "", None]
)
def test_what_is_no_zone_is_refused(zone):
    with pytest.raises(TimeZoneError):
        schedule_words(schedule(zone))


def test_what_is_no_time_is_refused():
    with pytest.raises(TimeFormatError):
        schedule_words(schedule("UTC", at=None))


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (" https://x.example/feed ", "https://x.example/feed"),
        ("x.example/feed", "https://x.example/feed"),
        ("<https://x.example/feed>", "https://x.example/feed"),
        ("https://x.example/feed.", "https://x.example/feed."),
        ("https://x.example/feed?", "https://x.example/feed?"),
        ("https://x.example/please/feed", "https://x.example/please/feed"),
        ("https://x.example/a(b)", "https://x.example/a(b)"),
    ],
)
def test_an_address_is_followed_and_unfollowed_to_the_letter(typed, url):
    said = follow_words(values(**{actions.ADDRESS: {"value": typed}}))
    assert read_intent(said, is_thread_reply=False) == Follow(url, is_confirmed=True)
    assert read_intent(unfollow_words(url), is_thread_reply=False) == Unfollow(url)


@pytest.mark.parametrize("typed", ["", "feed", "https://a.example https://b.example", "the BBC", "w" * 2_900,
                                   "https://a..b/", "ftp://a.example/"])  # fmt: skip
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(InputError, match=r"^.{,90}is no web address"):
        follow_words(values(**{actions.ADDRESS: {"value": typed}}))


def test_a_question_changes_nothing():
    def asked(question):
        return question_words(values(**{actions.QUESTION: {"value": question}}))

    assert asked("Who abstained?") == "Who abstained?"
    for command in ("digest off", "forget all yes", "unfollow https://x.example/feed"):
        with pytest.raises(InputError, match="command"):
            asked(command)
