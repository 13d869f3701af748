from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversation.intents import read_intent
from bot.conversation.meanings import Ask, AskNews, MakeBrief, ShowAgenda, ShowChanged
from bot.conversation.moments import Ago, CalendarDay, DaysAgo, LastWeekday, WeeksAgo, Window
from bot.errors import TimeFormatError

MONDAY = LastWeekday(0)


@pytest.mark.parametrize(
    ("line", "topic", "since"),
    [
        ("What changed since Monday?", None, MONDAY),
        ("what has changed since last Monday", None, MONDAY),
        ("changed since Monday", None, MONDAY),
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


@pytest.mark.parametrize(
    ("line", "topic", "first", "last"),
    [
        ("what happened yesterday", None, DaysAgo(1), DaysAgo(1)),
        ("What happened on 21 March?", None, CalendarDay(3, 21, None), CalendarDay(3, 21, None)),
        ("what happened on Saturday?", None, LastWeekday(5), LastWeekday(5)),
        ("what happened last week", None, WeeksAgo(1), WeeksAgo(1)),
        ("What happened between 18 and 21 March?", None, CalendarDay(3, 18, None),
         CalendarDay(3, 21, None)),
        ("Summarise yesterday", None, DaysAgo(1), DaysAgo(1)),
        ("yesterday's news", None, DaysAgo(1), DaysAgo(1)),
        ("any news on the Sund bank on Friday?", "the Sund bank", LastWeekday(4), LastWeekday(4)),
        ("what happened two weeks ago, 3 days ago", None, None, None),
        ("brief on 21 March", None, CalendarDay(3, 21, None), CalendarDay(3, 21, None)),
    ],
)  # fmt: skip
def test_what_asks_for_the_news_of_past_days_is_answered_with_it(line, topic, first, last):
    intent = read_intent(line, is_thread_reply=False)
    if first is None:
        assert isinstance(intent, Ask)
    else:
        assert intent == AskNews(topic, Window(first, last))


@pytest.mark.parametrize(
    ("line", "topic", "since"),
    [
        ("any news today?", None, DaysAgo(0)),
        ("summarise the week", None, Ago(timedelta(weeks=1))),
        ("news about the Drass embargo this week", "the Drass embargo", WeeksAgo(0)),
        ("latest on Milosh", "Milosh", None),
        ("brief this week", None, WeeksAgo(0)),
        ("brief now", None, None),
    ],
)
def test_news_of_what_still_goes_on_is_a_briefing(line, topic, since):
    assert read_intent(line, is_thread_reply=False) == MakeBrief(topic, since)


@pytest.mark.parametrize(
    ("line", "days"),
    [("what's on next week", 14), ("what's happening tomorrow?", 1), ("What is coming up?", 14),
     ("what is planned for the next 3 days", 3)],
)  # fmt: skip
def test_what_asks_for_what_is_to_come_is_the_agenda(line, days):
    assert read_intent(line, is_thread_reply=False) == ShowAgenda(days)


@pytest.mark.parametrize(
    "line", ["brief tomorrow", "brief lastweek", "brief next week", "brief the weekend"]
)
def test_a_time_that_no_briefing_can_be_of_is_refused(line):
    with pytest.raises(TimeFormatError):
        read_intent(line, is_thread_reply=False)


@pytest.mark.parametrize("line", ["brief Monday talks", "brief the next round", "brief ceasefire"])
def test_a_topic_with_a_word_of_time_is_a_topic(line):
    assert isinstance(read_intent(line, is_thread_reply=False), MakeBrief)
