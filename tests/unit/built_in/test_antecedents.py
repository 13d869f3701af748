from __future__ import annotations

import pytest

from bot.built_in.answer_writer import draft_answer
from tests.builders import article, evidence


def answer(question, text, title="News of the day"):
    return [c.text for c in draft_answer(question, evidence(article(text, title=title)))]


BEFORE = [
    (
        "Who broke off relations with Velland?",
        ("Velland will send its minister, Pia Roth. Ostmark said that the border would stay shut."
        " It broke off relations with Velland on Monday."),
        ["Ostmark said that the border would stay shut.", "It broke off relations with Velland on Monday."],
    ),
    (
        "When will Marn be sworn in?",
        ("Ada Marn has promised to close the port. Ivo Kesh had promised to enlarge it. She will be"
        " sworn in on 12 January."),
        [
            "Ada Marn has promised to close the port.",
            "Ivo Kesh had promised to enlarge it.",
            "She will be sworn in on 12 January.",
        ],
    ),
    (
        "When will Marn travel to Velland?",
        ("Ada Marn said that gaps were narrowing. The talks are held in Ostmark and in Brenn. She will"
        " travel to Velland on Friday."),
        ["Ada Marn said that gaps were narrowing.", "She will travel to Velland on Friday."],
    ),
    (
        "Where was Kesh arrested?",
        "Ivo Kesh, 61, is accused of fraud. He denies the charges. He was arrested in Kesten in April.",
        ["Ivo Kesh, 61, is accused of fraud.", "He was arrested in Kesten in April."],
    ),
]  # fmt: skip


def test_a_quotation_with_a_named_speaker_needs_no_sentence_before_it():
    text = "Fees fell by a tenth on Monday. “This is no gift,” said Ada Marn, who chaired the talks in Brenn."

    assert answer("Who chaired the talks in Brenn?", text) == [
        "“This is no gift,” said Ada Marn, who chaired the talks in Brenn."
    ]


@pytest.mark.parametrize(("question", "text", "told"), BEFORE)
def test_a_pronoun_stands_after_what_it_means(question, text, told):
    assert answer(question, text) == told


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did Velland leave the pact?", "It left the pact on Monday with Velland's consent."),
        ("Where was Kesh arrested?", "He was arrested in Kesten with a cousin of Kesh."),
        ("Who met Ada Marn?", "They met Ada Marn and Ivo Kesh on Monday."),
    ],
)
def test_a_pronoun_whose_sentence_is_not_at_hand_is_left_out(question, text):
    assert answer(question, text) == []
