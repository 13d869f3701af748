from __future__ import annotations

from contextlib import suppress
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.grammar import COMMANDS
from bot.conversation.intents import read_intent
from bot.conversation.meanings import (
    Ask,
    BriefPasted,
    DropDigest,
    Follow,
    ForgetAll,
    ForgetLink,
    ForgetTitled,
    MakeBrief,
    ReadLinks,
    ReadPasted,
    SetDigest,
    SetLanguage,
    SetTopics,
    ShowAgenda,
    ShowChanged,
    ShowChanges,
    ShowDigest,
    ShowHelp,
    ShowLanguage,
    ShowOmitted,
    ShowPositions,
    ShowSources,
    ShowStatus,
    ShowStories,
    ShowTopics,
    Unclear,
    Unfollow,
)
from bot.conversation.moments import Ago, CalendarDay, DaysAgo, LastWeekday
from bot.digest.schedule import ScheduleRequest
from bot.errors import InputError, TimeFormatError, TimeZoneError

WEEKDAYS = frozenset(range(5))
MARCH_22 = CalendarDay(3, 22, 2024)

COMMAND_ROWS = [
    ("brief alone", "brief", MakeBrief(None, None)),
    ("brief shouted", "BRIEF!", MakeBrief(None, None)),
    ("brief asked", "brief?", MakeBrief(None, None)),
    ("brief by its other name", "briefing please", MakeBrief(None, None)),
    ("brief in backticks, as the help shows it", "`brief`", MakeBrief(None, None)),
    ("brief after the bot's name", "@Attaché brief", MakeBrief(None, None)),
    ("brief with a topic", "brief ceasefire talks", MakeBrief("ceasefire talks", None)),
    ("brief since a day", "brief since yesterday", MakeBrief(None, DaysAgo(1))),
    ("brief of a stretch", "brief 24h", MakeBrief(None, Ago(timedelta(hours=24)))),
    ("brief of days", "brief for the last 3 days", MakeBrief(None, Ago(timedelta(days=3)))),
    (
        "brief with topic and day",
        "brief me on Cairo since Monday",
        MakeBrief("Cairo", LastWeekday(0)),
    ),
    (
        "since in a topic's name",
        "brief the talks since Oslo",
        MakeBrief("the talks since Oslo", None),
    ),
    ("a polite request", "Could you brief me on Gaza?", MakeBrief("Gaza", None)),
    ("follow", "follow https://a.example/feed.xml", Follow("https://a.example/feed.xml")),
    ("follow without scheme", "follow a.example/feed", Follow("https://a.example/feed")),
    ("follow in angle brackets", "Follow <https://a.example/f>.", Follow("https://a.example/f")),
    ("follow in smart quotes", "follow “https://a.example/f”", Follow("https://a.example/f")),
    (
        "follow, confirmed",
        "follow <https://a.example/f?> yes",
        Follow("https://a.example/f?", is_confirmed=True),
    ),
    (
        "follow, and yes!",
        "follow a.example/f, yes!",
        Follow("https://a.example/f", is_confirmed=True),
    ),
    ("follow yes", "follow yes", ShowHelp("follow")),
    ("follow nothing", "follow", ShowHelp("follow")),
    ("follow no address", "follow bbc", ShowHelp("follow")),
    ("unfollow", "unfollow https://a.example/f", Unfollow("https://a.example/f")),
    ("sources", "Sources", ShowSources()),
    ("sources asked", "sources?", ShowSources()),
    ("read a link", "read https://a.example/x", ReadLinks(("https://a.example/x",))),
    ("read a link after a colon", "read: https://a.example/x", ReadLinks(("https://a.example/x",))),
    ("a bare link", "https://a.example/x", ReadLinks(("https://a.example/x",))),
    (
        "a link with brackets in it",
        "https://a.example/Foo_(bar)",
        ReadLinks(("https://a.example/Foo_(bar)",)),
    ),
    (
        "two bare links",
        "https://a.example/x\nhttps://b.example/y.",
        ReadLinks(("https://a.example/x", "https://b.example/y")),
    ),
    ("pasted text", "read:\nCairo, 21 March.\n\nText.", ReadPasted("Cairo, 21 March.\n\nText.")),
    ("pasted text without a colon", "read\nCairo, 21 March.", ReadPasted("Cairo, 21 March.")),
    (
        "pasted text with a link in it",
        "read: See https://a.example/x now",
        ReadPasted("See https://a.example/x now"),
    ),
    ("read nothing", "read", ShowHelp("read")),
    (
        "digest set",
        "digest 08:00 weekdays Europe/Paris",
        SetDigest(ScheduleRequest(time(8), WEEKDAYS, "Europe/Paris")),
    ),
    ("digest shown", "digest", ShowDigest()),
    ("digest ended", "Digest off.", DropDigest()),
    ("topics shown", "topics", ShowTopics()),
    (
        "topics set",
        "topics sanctions, “two-state solution”",
        SetTopics(("sanctions", "two-state solution")),
    ),
    ("topics cleared", "topics none", SetTopics(())),
    ("language shown", "language", ShowLanguage()),
    ("language set", "language French", SetLanguage("French")),
    ("agenda", "agenda", ShowAgenda(14)),
    ("agenda of days", "agenda 7", ShowAgenda(7)),
    ("agenda of weeks", "agenda 2 weeks", ShowAgenda(14)),
    ("agenda in words", "agenda for the next month", ShowAgenda(30)),
    ("agenda without end", "agenda 9999", ShowAgenda(366)),
    ("omitted", "omitted", ShowOmitted()),
    ("stories", "stories", ShowStories(None)),
    ("story of a link", "story <https://a.example/x>", ShowStories("https://a.example/x")),
    ("stories by title", "Stories about “Council votes”", ShowStories("Council votes")),
    ("changed", "changed", ShowChanged(None)),
    ("changed link", "changed <https://a.example/x>", ShowChanged("https://a.example/x")),
    ("changed title", "Changed “Council votes”", ShowChanged("Council votes")),
    (
        "what changed in a link",
        "What has changed in https://a.example/x since it was cited?",
        ShowChanged("https://a.example/x"),
    ),
    (
        "what changed in a title",
        "Please, what changed in the article “Council votes on a draft”?",
        ShowChanged("Council votes on a draft"),
    ),
    ("positions", "positions on the ceasefire?", ShowPositions("the ceasefire")),
    ("positions on nothing", "positions", ShowHelp("positions")),
    ("as of a date", "asof 2024-03-22 who vetoed?", Ask("who vetoed?", MARCH_22)),
    ("as of, as people write it", "As of 22 March 2024, who vetoed?", Ask("who vetoed?", MARCH_22)),
    ("as of a day by name", "asof yesterday what was said?", Ask("what was said?", DaysAgo(1))),
    ("as of without a question", "asof 2024-03-22", ShowHelp("asof")),
    ("forget a title", "forget “Draft fails in council”", ForgetTitled("Draft fails in council")),
    ("forget a link", "forget https://a.example/x", ForgetLink("https://a.example/x")),
    ("forget all, not confirmed", "forget all", ForgetAll(is_confirmed=False)),
    ("forget all, confirmed", "Forget all, yes!", ForgetAll(is_confirmed=True)),
    ("forget what", "forget it", ShowHelp("forget")),
    ("status", "status.", ShowStatus()),
    ("help", "help", ShowHelp(None)),
    ("help on a command", "help Brief", ShowHelp("brief")),
    ("nothing at all", "  ", ShowHelp(None)),
    ("a slip", "sorces", Unclear("sorces", "sources")),
    ("a slip in a longer line", "breif ceasefire", Unclear("breif", "brief ceasefire")),
    (
        "a text below brief is a text, however short",
        "brief:\nEnvoys met in Oslo.",
        BriefPasted("Envoys met in Oslo."),
    ),
    ("a topic stands beside it", "brief: envoys", MakeBrief("envoys", None)),
    ("two letters of a short name in the wrong order", "hlep", Unclear("hlep", "help")),
    (
        "the last two letters in the wrong order",
        "raed https://x.example/a",
        Unclear("raed", "read https://x.example/a"),
    ),
    (
        "a slip before an address",
        "folow https://a.example/f",
        Unclear("folow", "follow https://a.example/f"),
    ),
]

QUESTIONS = [
    "What changed in the council's position?",
    "What changed in the article?",
    "changed who abstained?",
    "stories of the siege?",
    "Who vetoed the US draft?",
    "Guyana",
    "Brief history of the talks?",
    "Follow the money: who paid?",
    "follow the talks in Cairo closely and tell me who came",
    "Sources say what about the delegation?",
    "source of the quote",
    "read between the lines",
    "topics covered by the ministers?",
    "language of the resolution",
    "agenda of the meeting",
    "status of the talks",
    "help me understand the veto",
    "what does https://a.example/x say?",
    "grief in Gaza",
    "forgot password",
    "digest the speech for me?",
    "What did “the official” say?",
    "¿Quién vetó?",
    "Good morning!",
    "thank you :)",
    "谁否决了草案",
]

IN_A_THREAD = [
    ("a plain command still works", "sources", ShowSources()),
    ("a lone word is a question", "sorces", Ask("sorces")),
    ("a remark sets no topics", "topics discussed in Cairo", Ask("topics discussed in Cairo")),
    ("a colon makes it a command", "topics: sanctions", SetTopics(("sanctions",))),
    ("a remark sets no digest", "digest this for me", Ask("digest this for me")),
    ("a remark is no briefing", "brief, but good", Ask("brief, but good")),
    ("a remark forgets nothing", "forget that", Ask("forget that")),
    ("a link is read", "https://a.example/x", ReadLinks(("https://a.example/x",))),
]


@pytest.mark.parametrize(
    ("text", "meant"), [r[1:] for r in COMMAND_ROWS], ids=[r[0] for r in COMMAND_ROWS]
)
def test_a_command_is_understood(text, meant):
    assert read_intent(text, is_thread_reply=False) == meant


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_only_begins_like_a_command_stays_a_question(text):
    assert read_intent(text, is_thread_reply=False) == Ask(text)


@pytest.mark.parametrize(
    ("text", "meant"), [r[1:] for r in IN_A_THREAD], ids=[r[0] for r in IN_A_THREAD]
)
def test_in_a_thread_remarks_change_nothing(text, meant):
    assert read_intent(text, is_thread_reply=True) == meant


@pytest.mark.parametrize(
    ("text", "error", "hint"),
    [
        ("digest 25:00", TimeFormatError, "25:00"),
        ("digest tomorrow", TimeFormatError, "08:00 weekdays Europe/Paris"),
        ("digest 08:00 Europe/Pariss", TimeZoneError, "Europe/Paris"),
        ("brief since the war", TimeFormatError, "yesterday"),
        ("asof the other day who came?", TimeFormatError, "2024-03-22"),
    ],
)
def test_a_command_with_an_impossible_time_says_what_would_work(text, error, hint):
    with pytest.raises(error, match=hint):
        read_intent(text, is_thread_reply=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(name):
    assert read_intent(f"help {name}", is_thread_reply=False) == ShowHelp(name)


@given(st.text(max_size=200), st.booleans())
def test_any_text_means_something_or_is_refused_in_words(text, is_thread_reply):
    with suppress(InputError):
        assert read_intent(text, is_thread_reply=is_thread_reply)


def test_a_very_long_message_is_read_at_once():
    question = "why " * 50_000
    assert read_intent(question, is_thread_reply=False) == Ask(question.strip())


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("brief in threads", MakeBrief(None, None, in_threads=True)),
        ("brief Gaza since monday in threads", MakeBrief("Gaza", LastWeekday(0), in_threads=True)),
        ("brief strikes as threads", MakeBrief("strikes", None, in_threads=True)),
        ("brief threads in the Balkans", MakeBrief("threads in the Balkans", None)),
    ],
)
def test_each_story_can_be_asked_for_in_a_thread_of_its_own(said, meant):
    assert read_intent(said, is_thread_reply=False) == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("What changed?", ShowChanges()),
        ("so what's changed", ShowChanges()),
        ("and what was left out?", ShowOmitted()),
        ("Left out", ShowOmitted()),
    ],
)
def test_below_a_briefing_its_buttons_can_be_said(line, meant):
    assert read_intent(line, is_thread_reply=True) == meant
    assert isinstance(read_intent(line, is_thread_reply=False), Ask)
