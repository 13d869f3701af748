from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversation.intents import read_intent
from bot.conversation.meanings import Ask, MakeBrief, ShowChanged
from bot.conversation.moments import Ago, CalendarDay, DaysAgo, LastWeekday

MONDAY = LastWeekday(0)


@pytest.mark.parametrize(
    ("line", "topic", "since"),
    [
        ("What changed since Monday?", None, MONDAY),
        ("what has changed since last Monday", None, MONDAY),
        ("What happened since 22 March?", None, CalendarDay(3, 22, None)),
        ("What's new?", None, None),
        ("What’s new on Gaza since yesterday?", "Gaza", DaysAgo(1)),
        ("What is new today?", None, DaysAgo(0)),
        ("Anything new on the Black Sea talks?", "the Black Sea talks", None),
        ("any news about Rafah in the last 2 days?", "Rafah", Ago(timedelta(days=2))),
        ("What did I miss since Friday?", None, LastWeekday(4)),
        ("So what have we missed?", None, None),
        ("Catch me up on Sudan", "Sudan", None),
        ("What has happened in Sudan over the past 24 hours?", "Sudan", Ago(timedelta(hours=24))),
        ("What changed in the council's position since Monday?",
         "the council's position", MONDAY),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_thread_reply", [False, True])
def test_what_asks_for_news_is_a_briefing(line, topic, since, is_thread_reply):
    assert read_intent(line, is_thread_reply=is_thread_reply) == MakeBrief(topic, since)


@pytest.mark.parametrize(
    "line",
    [
        "What happened in Rafah yesterday?",
        "What changed?",
        "What changed in the council's position?",
        "What happened to the draft since its veto?",
        "What new sanctions were announced since Monday?",
        "What is the latest ceasefire proposal?",
        "Any news conference planned since Monday?",
        "Who has changed sides since Monday?",
        "What is new on this: Russia and China veto the draft?",
        "What happened since the talks in Doha began?",
        "What is the news agency's name?",
    ],
)
def test_what_asks_about_the_world_is_a_question(line):
    assert isinstance(read_intent(line, is_thread_reply=False), Ask)


def test_what_changed_in_an_article_is_still_asked_of_it():
    line = "What changed in https://harbour-post.example/vote since Monday?"
    assert isinstance(read_intent(line, is_thread_reply=False), ShowChanged)
