"""A text that is pasted is told from a question, and what is wanted of it from what leads up to it."""

from __future__ import annotations

import pytest

from bot.conversation.intents import read_intent, text_pasted
from bot.conversation.meanings import (
    Ask,
    BriefSaid,
    MakeBrief,
    OfferReading,
    ReadPasted,
    ReadSaid,
    SetTopics,
)
from bot.conversation.pasted import Wanted, pasted_in
from bot.conversation.typed import accepts

NEWS = (
    "The foreign ministers of Norland and Estmark met in Porthaven on Tuesday to discuss fishing "
    "rights in the strait. They agreed to set up a joint commission, which will report before the "
    "end of June. Both called on all parties to refrain from unilateral measures until then."
)
LONG_NEWS = " ".join((NEWS, NEWS.replace("Tuesday", "Wednesday"), NEWS.replace("June", "July")))
COMMUNIQUE = (
    "Joint communiqué\n\nWe, the ministers, met in Porthaven. We welcomed the report of the commission "
    "and took note of its proposals.\n\nWe asked our deputies to prepare a programme of work by the "
    "summer, and to consult all parties to the treaty of 1998 about it."
)
INTERVIEW = (
    "“Why now?” the envoy was asked on the steps of the ministry. "
    + NEWS
    + " “Is that not enough?” "
    "she replied, and left."
)

OFFERED = [
    ("an article", NEWS, NEWS),
    ("a communiqué, with its title", COMMUNIQUE, COMMUNIQUE),
    ("questions that somebody is quoted with", INTERVIEW, INTERVIEW),
    ("a headline that asks", f"Will they sign?\n\n{LONG_NEWS}", f"Will they sign?\n\n{LONG_NEWS}"),
    ("a command's name begins it", f"Sources close to it spoke. {NEWS}", f"Sources close to it spoke. {NEWS}"),
    ("brief begins it", f"Brief remarks were made. {NEWS}", f"Brief remarks were made. {NEWS}"),
    ("what leads up to it", f"Here is the communiqué of today:\n\n{COMMUNIQUE}", COMMUNIQUE),
    ("for your information", f"FYI: {NEWS}", NEWS),
    ("in French", f"Voici le communiqué :\n{COMMUNIQUE}", COMMUNIQUE),
    ("in German", f"Hier ist der Text:\n{NEWS}", NEWS),
    ("a sentence of its own that points", f"Here is a rare sight. {NEWS}", f"Here is a rare sight. {NEWS}"),
    ("no spaces between words", "外交部长会议在星期二举行。" * 8, "外交部长会议在星期二举行。" * 8),
]  # fmt: skip

READ = [
    ("read this", f"read this: {NEWS}", NEWS),
    ("on the line below", f"Please read the following\n{NEWS}", NEWS),
    ("a sentence of its own", f"Could you please read this text for me. {NEWS}", NEWS),
    ("below it", f"{COMMUNIQUE}\n\nPlease read this.", COMMUNIQUE),
    ("keep", f"Hi, please keep this statement: {NEWS}", NEWS),
    ("a short one", "Please note this: envoys met in Porthaven on Tuesday.", "envoys met in Porthaven on Tuesday."),
    ("lies", f"Lies bitte das:\n{NEWS}", NEWS),
    ("lis", f"Lis ce texte :\n{NEWS}", NEWS),
]  # fmt: skip

ASKED = [
    ("context, then a question", f"{NEWS}\n\nWho chairs the commission?"),
    ("in the same line, with thanks", f"{NEWS} Who chairs the commission? Thank you!"),
    ("context, then a request", f"{NEWS} Tell me who chairs it"),
    ("a question, then context", f"What did Estmark say of this? {LONG_NEWS}"),
    ("talk of one's own", f"I read in the morning's papers what follows and must answer. {NEWS}"),
    ("a question with a quotation", f"Who said that? {NEWS}"),
    ("a short statement", "Envoys met in Porthaven. They spoke about fish."),
    ("a long sentence", "who " + "of all the envoys of the coastal states that came " * 6 + "abstained"),
]  # fmt: skip


def rows(table):
    return pytest.mark.parametrize(
        tuple("text meant".split())[: len(table[0]) - 1],
        [row[1:] if len(row) > 2 else row[1] for row in table],
        ids=[row[0] for row in table],
    )


@rows(OFFERED)
@pytest.mark.parametrize("is_thread_reply", [False, True])
def test_a_pasted_text_is_offered_to_be_read(text, meant, is_thread_reply):
    assert read_intent(text, is_thread_reply=is_thread_reply) == OfferReading(meant)


@rows(READ)
@pytest.mark.parametrize("is_thread_reply", [False, True])
def test_a_text_that_is_said_to_be_read_is_read(text, meant, is_thread_reply):
    assert read_intent(text, is_thread_reply=is_thread_reply) == ReadPasted(meant)


@pytest.mark.parametrize("text", [row[1] for row in ASKED], ids=[row[0] for row in ASKED])
def test_a_long_question_stays_a_question(text):
    assert read_intent(text, is_thread_reply=False) == Ask(text)


@pytest.mark.parametrize(
    "lead", ["Summarise this:", "Please brief me on this:\n", "Give us a short summary of the text below."]
)  # fmt: skip
def test_what_is_to_be_summarised_is_offered_to_be_read_first(lead):
    assert read_intent(f"{lead} {NEWS}", is_thread_reply=False) == OfferReading(
        NEWS, is_briefed=True
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("summarise this", None),
        ("topics: fish, ports. Treaties " + "and quotas " * 40, SetTopics),
        ("brief the strait", MakeBrief),
    ],
)
def test_a_command_is_no_text(text, meant):
    assert pasted_in("summarise this") is None
    assert meant is None or isinstance(read_intent(text, is_thread_reply=False), meant)


def test_the_yes_below_an_offer_names_the_message():
    assert read_intent("read message #$a:b", is_thread_reply=False) == ReadSaid("$a:b")
    assert read_intent("brief message #12.3~4", is_thread_reply=True) == BriefSaid("12.3~4")
    assert isinstance(read_intent("read message boards", is_thread_reply=False), Ask)


@pytest.mark.parametrize(
    ("said", "is_accepted"),
    [
        ("Yes, please.", True),
        ("ja", True),
        ("Please read it!", True),
        ("yes, read this", True),
        ("follow it", False),
        ("no", False),
        ("yes and who abstained?", False),
    ],
)
def test_what_says_yes_to_an_offer(said, is_accepted):
    assert accepts(said, "read message #1") is is_accepted


def test_a_text_of_any_length_is_told_at_once():
    text = f"{NEWS} " * 600
    assert pasted_in(text.strip()).wanted is Wanted.UNSAID


@pytest.mark.parametrize(
    "before", ["@attache ", "Attaché, ", "@attache please summarise this: ", "Attaché: FYI:\n"]
)
def test_after_a_yes_the_text_is_read_that_was_offered(before):
    offered = read_intent(before + NEWS, is_thread_reply=False)

    assert isinstance(offered, OfferReading)
    assert offered.text == text_pasted(before + NEWS) == NEWS
