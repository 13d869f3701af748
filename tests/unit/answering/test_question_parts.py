from __future__ import annotations

import pytest

from bot.answering.question_parts import MOST_PARTS, parts_of


def test_whether_and_where_are_asked_of_the_same():
    parts = parts_of("Was Ivo Marn freed, and where?")

    assert [part.asked for part in parts] == ["Was Ivo Marn freed?", "where?"]
    assert parts[1].standalone == "Where was Ivo Marn freed?"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who vetoed the draft and when is the next vote?",
         ["Who vetoed the draft?", "when is the next vote?"]),
        ("Has Hestria ratified the treaty, and has Lestia?",
         ["Has Hestria ratified the treaty?", "has Lestia?"]),
        ("who abstained, who voted against and how many died",
         ["who abstained?", "who voted against?", "how many died?"]),
        ("How many voted for it, and who abstained?", ["How many voted for it?", "who abstained?"]),
        ("Who vetoed the US draft? Why did they veto it?",
         ["Who vetoed the US draft?", "Why did they veto it?"]),
        ("Did the US abstain, and did China veto the draft?",
         ["Did the US abstain?", "did China veto the draft?"]),
        ("What did Blinken, who came from Egypt, say; where does he go next?",
         ["What did Blinken, who came from Egypt, say?", "where does he go next?"]),
    ],
)  # fmt: skip
def test_questions_in_a_question_are_taken_apart(question, asked):
    assert [part.asked for part in parts_of(question)] == asked


@pytest.mark.parametrize(
    "question",
    [
        "Who met whom and when?",
        "Who abstained and why?",
        "When and where will they meet?",
        "What did Lavrov say about who attacked and when they will respond?",
        "Why did Russia and China veto the draft?",
        "What did the minister say and do?",
        "Which countries voted for and which against?",
        "",
        "?",
    ],
)
def test_one_question_stays_one(question):
    assert [part.standalone for part in parts_of(question)] == [question]


def test_a_part_is_made_to_stand_alone_by_the_one_before():
    _, second = parts_of("Who is Antony Blinken and what did he say in Cairo?")
    assert second.standalone == "what did Antony Blinken say in Cairo?"


def test_a_questionnaire_is_not_taken_apart_without_end():
    question = " ".join(f"Who signed paper {number}?" for number in range(20))
    assert len(parts_of(question)) == MOST_PARTS


def test_the_same_is_asked_of_another_one():
    _, second = parts_of("Has Hestria ratified the treaty, and has Lestia?")
    assert second.standalone == "Has Lestia ratified the treaty?"
