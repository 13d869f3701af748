from __future__ import annotations

import pytest

from bot.sentence_reading.deeds import Verb, deeds_of, telling

TOLD = {
    "before the verb": ("veto", "Russia and China vetoed it.", "russia china", ""),
    "in a clause of its own": (
        "veto",
        "A draft of the United States failed on Friday after Russia and China vetoed it.",
        "russia china",
        "",
    ),
    "after by": ("veto", "The draft had been vetoed by Russia and China.", "russia china", "draft"),
    "after by, without to be": (
        "put forward",
        "Resolution 2728, put forward by the ten members, was adopted with 14 votes.",
        "ten members",
        "resolution 2728",
    ),
    "past what is inserted": (
        "meet",
        "Antony Blinken, who came from Egypt, met the ministers.",
        "antony blinken came egypt",
        "ministers",
    ),
    "of the second of two verbs": (
        "abstain",
        "Russia vetoed the draft and Guyana abstained.",
        "guyana",
        "",
    ),
    "shared by two verbs": (
        "continue",
        "The talks are mediated by Egypt and continue in Doha.",
        "talks",
        "doha",
    ),
    "shared by two verbs, past a border": (
        "sign",
        "The accord runs until the end of 2031 and was signed by both envoys.",
        "envoys",
        "accord",
    ),
    "in other words": (
        "travel",
        "Israel said that its spy chief would also head back to Qatar.",
        "spy chief",
        "back qatar",
    ),
}


def verb(words):
    root, _, particle = words.partition(" ")
    return Verb.of(root, root, particle)


def said(tokens):
    return " ".join(token.low for token in telling(tokens))


@pytest.mark.parametrize(("asked", "sentence", "doer", "done_to"), TOLD.values(), ids=TOLD)
def test_who_does_it_and_what_it_is_done_to(asked, sentence, doer, done_to):
    (deed,) = deeds_of(sentence, verb(asked))

    assert (said(deed.doer), said(deed.done_to)) == (doer, done_to)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("veto", "A resolution needs nine votes and no veto by any of the five."),
        ("veto", "The votes of Russia and China count as vetoes because both are permanent."),
        ("vote", "The vote on the draft is expected on Monday."),
        ("dismiss", "Their demand was the general's dismissal, followed by talks."),
        ("call off", "Blinken called for a truce."),
    ],
)
def test_a_noun_and_another_verb_are_no_such_deed(asked, sentence):
    assert deeds_of(sentence, verb(asked)) == ()
