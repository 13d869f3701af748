from __future__ import annotations

import pytest

from bot.answering.thread_question import stand_alone
from bot.domain.answers import Turn
from tests.builders import VOTE_DAY


def asked(text):
    return Turn(text, is_ours=False, said_at=VOTE_DAY)


def answered(text):
    return Turn(text, is_ours=True, said_at=VOTE_DAY)


RUSSIA = [asked("What did Russia say about the draft?"), answered("It called it hypocritical.")]
VETO = [asked("Who vetoed the US draft?"), answered("Russia and China vetoed the draft.")]
SHIPPED = [asked("How much grain did Velland ship in March?"), answered("40,000 tonnes.")]
BLINKEN = [
    asked("Who spoke in Cairo?"),
    answered("Secretary of State Antony Blinken told reporters that gaps are narrowing."),
]

CASES = {
    "another name": (RUSSIA, "And China?", "What did China say about the draft?"),
    "what about": (RUSSIA, "what about Algeria?", "What did Algeria say about the draft?"),
    "another month": (SHIPPED, "and in May?", "How much grain did Velland ship in May?"),
    "a year, where a month was asked": (
        SHIPPED,
        "and in 2023?",
        "How much grain did Velland ship in March in 2023?",
    ),
    "next year": (
        [asked("What is the budget deficit of Velland?"), answered("It is 10 percent.")],
        "and next year?",
        "What is the budget deficit of Velland next year?",
    ),
    "the next one": (
        [asked("How many were freed in the first exchange?"), answered("Twelve.")],
        "When is the next one?",
        "When is the next exchange (first, freed)?",
    ),
    "another place": (
        [asked("How many boats sank in Peru?"), answered("Two.")],
        "and in Chile?",
        "How many boats sank in Chile?",
    ),
    "why": (VETO, "Why?", "Why vetoed the US draft?"),
    "when was that": (VETO, "When was that?", "When vetoed the US draft?"),
    "he": (BLINKEN, "What did he say about Rafah?", "What did Antony Blinken say about Rafah?"),
    "his": (BLINKEN, "What is his plan?", "What is Antony Blinken’s plan?"),
    "a question without a name": (VETO, "Who abstained?", "Who abstained (US, vetoed, draft)?"),
    "there": (
        [asked("What is new in Gaza?"), answered("Talks.")],
        "How many people died there?",
        "How many people died there (Gaza, new)?",
    ),
    "a question that stands alone": (
        VETO,
        "Who is the president of Egypt?",
        "Who is the president of Egypt?",
    ),
    "a reply to a reply": (
        [*RUSSIA, asked("And China?"), answered("It agreed.")],
        "and Algeria?",
        "What did Algeria say about the draft?",
    ),
    "thanks in between": (
        [*RUSSIA, asked("Thanks!"), answered("You are welcome.")],
        "And China?",
        "What did China say about the draft?",
    ),
    "what about another subject": (
        VETO,
        "What about the hostages?",
        "What about the hostages (US, vetoed, draft)?",
    ),
    "another name without the article of the first": (
        [asked("What did the UN say about aid?"), answered("Trucks wait.")],
        "And China?",
        "What did China say about aid?",
    ),
    "the most telling words of a long question": (
        [asked("What would happen to annuity payments and investments?"), answered("Nothing.")],
        "Aren't they considered as inheritance?",
        "Aren't they considered as inheritance (annuity, happen, investments, payments)?",
    ),
    "two words": (VETO, "Regional reactions", "Regional reactions (US, vetoed, draft)?"),
    "German": (
        [asked("Was sagte Scholz zu den Verhandlungen?"), answered("Er begrüßt sie.")],
        "Und Macron?",
        "Was sagte Macron zu den Verhandlungen?",
    ),
    "French": (
        [asked("Que dit la France de cette résolution ?"), answered("Elle la soutient.")],
        "Et la Chine ?",
        "Que dit la Chine de cette résolution ?",
    ),
    "no thread": ([], "And China?", "And China?"),
    "nothing": (VETO, "  ", ""),
}


@pytest.mark.parametrize(("thread", "reply", "question"), CASES.values(), ids=CASES)
def test_a_reply_is_made_to_stand_alone(thread, reply, question):
    assert question == stand_alone(reply, thread)


def test_a_reply_of_ten_thousand_words_is_cut():
    assert len(stand_alone("word " * 10_000, VETO)) <= 2_100
