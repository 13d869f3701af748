from __future__ import annotations

import pytest

from bot.memory.named_outlets import Sourced, is_named, without_outlets

KNOWN = ["BBC News", "Reuters", "The Harbour Post", "TechWire", "Le Monde.fr", "France 24"]

ASKED = {
    "at the end": ("Who resigned, according to Reuters?", "Who resigned?", "Reuters"),
    "at the beginning": ("According to the BBC, who resigned?", "who resigned?", "BBC News"),
    "in the middle": ("Who, as Reuters reports, resigned?", "Who resigned?", "Reuters"),
    "as the one that reports": ("Which minister did Reuters say resigned?", "Which minister resigned?", "Reuters"),
    "as an article": (
        "Which body did the article from TechWire say received the money?",
        "Which body received the money?",
        "TechWire",
    ),
    "with a day": (
        "Who vetoed it, according to France 24's report of 21 March?",
        "Who vetoed it?",
        "France 24",
    ),
    "with spaces that it has not": ("Who paid, as described by Tech Wire?", "Who paid?", "TechWire"),
    "without its ending": ("Who paid, according to Le Monde?", "Who paid?", "Le Monde.fr"),
    "without its article": ("Who paid, Harbour Post reports?", "Who paid?", "The Harbour Post"),
    "about something": ("What did Reuters report about the talks?", "What of the talks?", "Reuters"),
    "about what another says": (
        "What did Blinken say about Rafah, according to Reuters?",
        "What did Blinken say about Rafah?",
        "Reuters",
    ),
    "whether it says so": (
        "Does the article from Reuters on the vote say that Guyana abstained?",
        "Is it so that Guyana abstained?",
        "Reuters",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("question", "rest", "outlet"), ASKED.values(), ids=ASKED)
def test_an_outlet_named_as_a_source_is_taken_out(question, rest, outlet):
    assert without_outlets(question, KNOWN) == Sourced(rest, frozenset({outlet}))


def test_several_outlets():
    found = without_outlets("What do both Reuters and the BBC report about the fire?", KNOWN)

    assert found == Sourced("What of the fire?", frozenset({"Reuters", "BBC News"}))


@pytest.mark.parametrize(
    "question",
    [
        "Who leads Reuters?",
        "Has the BBC closed its office?",
        "Did Reuters' journalist die?",
        "Which Reuters reporter was hurt?",
        "Who told Reuters that the talks failed?",
        "Who resigned, according to Hamas?",
        "Who resigned?",
        "",
    ],
)
def test_a_question_about_an_outlet_or_without_one_stands(question):
    assert without_outlets(question, KNOWN) == Sourced(question, frozenset())


@pytest.mark.parametrize(
    ("outlet", "text"),
    [
        ("BBC News", "the bbc says"),
        ("朝日新聞", "朝日新聞 says"),
        ("n-tv.de", "n-tv"),
        ("AP", "AP"),
    ],
)
def test_names_are_known_as_people_write_them(outlet, text):
    assert is_named(outlet, text)


@pytest.mark.parametrize(
    ("outlet", "text"), [("AP", "a map"), ("Metro", "metropolis"), ("The", "a")]
)
def test_a_part_of_a_word_is_no_outlet(outlet, text):
    assert not is_named(outlet, text)


@pytest.mark.parametrize("outlet", ["(A+", "*", "?", ""])
def test_a_name_of_hardly_a_letter_is_never_meant(outlet):
    assert without_outlets("Who paid, according to A?", [outlet]).outlets == frozenset()


def test_a_body_is_not_the_outlet_that_is_called_after_it():
    question = "How many died, according to the UN?"

    assert without_outlets(question, ["UN News", "U.S. News"]).question == question
    assert is_named("UN News", "according to UN News")
