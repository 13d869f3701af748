"""Commands as people say them who have not read the help: each means what the grammar's own line means."""

from __future__ import annotations

import pytest

from bot.conversation.intents import read_intent
from bot.conversation.meanings import Ask, BriefLinks, MakeBrief, ReadLinks, ShowEvidence
from bot.errors import TimeFormatError, TimeMissingError

URL = "https://a.example/f"

#: The grammar's own line, and how else it is said.
SAID = {
    "brief": ["*brief*", "_brief_", "**brief**", "> brief", "- brief", "(brief)", "brief 🙏", "brief :pray:", "brief :)",
              "hey attaché, brief me please", "Good morning, brief me please", "Hello! Could you brief me?", "hi there, what's new?",
              "summary please", "summarise the news", "brief,please", "briefs", "give me a briefing", "Could you give me a brief?", "please send the briefing",
              "can I have a briefing?", "morning briefing", "today's briefing", "briefing bitte", "Zusammenfassung",
              "Fais-moi un résumé, s'il te plaît", "/brief", "!brief", "digest now", "Hi, can you make us a new briefing?"],
    "brief Ruritania": ["brief:Ruritania", "brief us on Ruritania", "brief – Ruritania", "I'd like a briefing on Ruritania please",
                        "Can we get a brief about Ruritania?", "brief Ruritania, please."],
    "brief today": ["brief me on today's news", "briefing for today please"],
    "sources": ["hi there, what do you follow?", "sources 👍", "list sources", "show me your sources", "my sources", "which sources?", "what do you follow?", "feeds",
                "what sources do you follow?", "What do you read here?", "could you please list the sources", "Quellen?",
                "welche Quellen", "les sources", "subscriptions", "Sources, s'il vous plaît"],
    f"follow {URL}": [f"follow:{URL}", f"follow this feed: {URL}", f"can you follow {URL} for me?", f"follow <{URL}|A feed>",
                      f"follow [A feed]({URL})", f"subscribe to {URL}", f"add source {URL}", f"please add {URL}",
                      f"follow the feed at {URL}", f"abonniere {URL}", f"suivre {URL}, svp", f"follow\u00a0{URL}"],
    f"follow {URL} yes": [f"follow the feed at {URL} yes"],
    "help brief": ["summarise this", "brief that", "sum up the above"],
    "help language": ["can you translate this into French?", "translate it"],
    "help follow": ["follow The Harbour Post", "add a feed", "add this to our sources", "subscribe to a new feed", "how do I follow a feed?", "how can I add a source?", "help with follow", f"follow {URL} and https://b.example/g",
                    f"follow {URL}, https://b.example/g"],
    f"unfollow {URL}": [f"stop following {URL}", f"unsubscribe from {URL}", f"delete source {URL}", f"don't follow {URL} anymore",
                        f"unfollow the feed {URL}", f"please remove the feed {URL}"],
    "help unfollow": ["unfollow all", "unfollow everything", "how do I stop following feeds?"],
    "digest": ["show digest", "when is the next digest?", "digest when?", "digest status", "when does the digest come?"],
    "digest off": ["digest = off", "stop the digest", "Could you please stop the digest?", "turn the digest off", "no more digests", "digest:off",
                   "cancel the daily digest", "digest aus", "kein Digest mehr", "arrête le digest", "pause the digest please"],
    "digest 08:00": ["Digest @ 8am", "digest for 8am", "digest 8", "digest at 8", "digest 8am", "digest at eight", "digest 0800", "digest every morning at 8",
                     "daily digest at 8", "send me a digest at 8am every day", "I want a digest at 8", "digest 8am my time",
                     "täglicher Digest um 8 Uhr", "digest 8h tous les jours", "digest at 8 in the morning"],
    "digest 08:00 weekdays": ["digest 8am weekdays", "digest Monday to Friday at 8", "set the digest to 8am weekdays",
                              "can you send a digest every weekday at 8am?", "digest 8 Uhr werktags", "digest à 8h en semaine",
                              "digest mon through fri 8 am", "schedule a digest at 8 on weekdays"],
    "digest 20:00": ["digest at 8 in the evening", "digest 8pm", "digest every evening at 8"],
    "digest 08:00 America/New_York": ["digest 8am ET", "digest 8am new-york", "digest 8am New York"],
    "evidence 2": ["evidence no. 2", "evidence #2", "show evidence 2", "evidence for [2]"],
    "digest 08:00 Europe/Paris": ["digest 8am Europe / Paris", "digest 8am Paris time", "digest 08:00 “Europe/Paris”", "digest 08:00 (Europe/Paris)."],
    "help digest": ["stop", "stop it!", "be quiet", "how do I stop the digest?", "how can I set up a digest?", "change the digest to 9am", "help on the digest"],
    "topics: fish, ports": ["set topics to fish, ports", "topics are fish, ports", "topics:fish, ports"],
    "topics none": ["clear topics", "no topics", "remove all topics"],
    "topics": ["what are the topics?", "show topics", "which topics"],
    "language French": ["set language to French", "answer in French", "langue French", "switch to French please"],
    "agenda": ["what is the agenda?", "is there an agenda?", "what next?", "the agenda", "show me the agenda", "what's on the agenda?", "calendar", "upcoming events", "ordre du jour", "Kalender"],
    "agenda 7": ["agenda this week", "what's on the agenda this week?", "agenda:7", "show me the agenda for this week"],
    "agenda 14": ["agenda next week", "agenda nächste Woche", "agenda for next week please"],
    "omitted": ["what did you leave out?", "what have you left out of the briefing?", "show omitted"],
    "evidence": ["show me the evidence", "Belege?", "preuves"],
    "stories": ["list stories", "show me the stories"],
    f"forget {URL}": [f"forget:{URL}", f"delete the article {URL}", f"forget <{URL}|A vote>", f"please forget {URL}"],
    "forget “Envoys meet in Porthaven”": ["forget the article “Envoys meet in Porthaven”", "forget the text: 'Envoys meet in Porthaven'"],
    "forget all": ["forget everything", "vergiss alles", "oublie tout"],
    "help forget": ["delete my data", "forget everything I said", "forget this", "how do I delete an article?", "forget this article"],
    "status": ["do you use AI?", "which model do you use?", "what's your status?", "are you alive?", "statut", "show status", "ping"],
    "settings": ["show settings", "config", "Einstellungen", "paramètres"],
    "help": ["help me", "Hilfe", "aide", "!help", "what commands are there?", "show me the commands"],
}  # fmt: skip

CASES = [(said, meant) for meant, others in SAID.items() for said in others]


@pytest.mark.parametrize(("said", "meant"), CASES, ids=[said for said, _ in CASES])
def test_a_command_in_other_words_means_what_it_says(said, meant):
    assert read_intent(said, is_thread_reply=False) == read_intent(meant, is_thread_reply=False)
    assert not isinstance(read_intent(meant, is_thread_reply=False), Ask)


@pytest.mark.parametrize(
    "said",
    [f"read this: {URL}", f"please read this article {URL}", f"read [A vote]({URL})", f"have a look at {URL}",
     f"{URL} please read", f"Lies bitte {URL}", f"check this out: {URL}", f"FYI {URL}"],
)  # fmt: skip
def test_an_address_among_a_few_words_is_read(said):
    assert read_intent(said, is_thread_reply=False) == ReadLinks((URL,))


@pytest.mark.parametrize(
    "said",
    [f"summarise {URL}", f"brief me on {URL}", f"can you sum up this article? {URL}", f"brief on this {URL}"],
)  # fmt: skip
def test_an_address_that_is_to_be_summarised_is_briefed_on(said):
    assert read_intent(said, is_thread_reply=False) == BriefLinks((URL,))


@pytest.mark.parametrize(
    "said",
    [
        "show me how Estmark voted",
        "list the states that abstained",
        "tell me the agenda of the meeting",
        "the sources of the conflict",
        "the status of the talks",
        "what topics did the ministers discuss?",
        "which sources are there on the attack?",
        "what do we read about the strait?",
        "how do ministers follow the talks?",
        "how was the source protected?",
        "stop the digestion of grain",
        "add sanctions on Ruritania",
        "answer in kind",
        "switch to renewables",
        "change topics like climate affect talks?",
        "when is the next summit?",
        "are you sure that they met?",
        f"what does {URL} say about the strait?",
        "calendar of the talks?",
        "feeds the hungry",
        # Nothing is set by the way.
        "We need topics for the next meeting",
        "can we have the language of the treaty",
        "help for refugees in Ruritania",
    ],
)
def test_a_question_that_only_sounds_like_a_command_stays_one(said):
    assert read_intent(said, is_thread_reply=False) == Ask(said)


@pytest.mark.parametrize(
    "remark",
    ["no more digests", "my sources", "clear topics", "answer in French", "set topics to fish", "daily digest at 8",
     "are you there?", "brief as ever", "topics are fish, ports", "we need a digest at 8 for this",
     "I want language classes", "could we get a language teacher"],
)  # fmt: skip
def test_a_remark_in_a_thread_changes_nothing(remark):
    assert read_intent(remark, is_thread_reply=True) == Ask(remark)


@pytest.mark.parametrize(
    "said",
    [
        "where does this come from?",
        "Sources for this?",
        "the source?",
    ],
)
def test_in_a_thread_evidence_is_asked_for_in_words(said):
    assert read_intent(said, is_thread_reply=True) == ShowEvidence(None)


@pytest.mark.parametrize(
    "said",
    ["brief today", "brief 24 hours", "brief again", "brief Ruritania"],
)
def test_in_a_thread_a_briefing_of_a_time_or_a_name_is_no_remark(said):
    assert isinstance(read_intent(said, is_thread_reply=True), MakeBrief)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("digest every morning", "At what time.* digest 08:00 every day"),
        ("digest weekdays", "digest 08:00 weekdays"),
        ("digest Mondays and Thursdays", "digest 08:00 Mon, Thu"),
        ("digest tomorrow 8am", "not a time"),
        ("digest weekly 8am", "not a time"),
    ],
)
def test_a_digest_without_a_time_or_with_another_kind_of_day_is_asked_back(said, told):
    with pytest.raises((TimeFormatError, TimeMissingError), match=told):
        read_intent(said, is_thread_reply=False)
