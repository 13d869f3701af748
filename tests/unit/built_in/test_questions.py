from __future__ import annotations

import pytest

from bot.built_in.questions import Kind, read_question

KINDS = {
    "Who vetoed the US draft?": Kind.WHO,
    "By whom was it signed?": Kind.WHO,
    "What is the name of the operation?": Kind.WHO,
    "When does the Council vote?": Kind.WHEN,
    "On which day was it adopted?": Kind.WHEN,
    "Where did the ministers meet?": Kind.WHERE,
    "How many countries voted for it?": Kind.HOW_MANY,
    "What share of voters back him?": Kind.HOW_MANY,
    "What is the death toll?": Kind.HOW_MANY,
    "What did the Hamas official say about Israel's response?": Kind.SAID,
    "What has China announced?": Kind.SAID,
    "What did the United States veto?": Kind.OTHER,
    "What comes next?": Kind.NEXT,
    "What are the next steps in Doha?": Kind.NEXT,
    "Why did Israel call the visit off?": Kind.WHY,
    "Which missile hit Kyiv?": Kind.WHICH,
    "Did the US block the draft?": Kind.WHETHER,
    "Tell me about the talks": Kind.OTHER,
    "": Kind.OTHER,
}


@pytest.mark.parametrize(("question", "kind"), KINDS.items())
def test_the_kind_of_a_question(question, kind):
    assert kind is read_question(question).kind


def test_words_of_asking_are_no_terms():
    assert read_question("Please tell me what happened").terms == ()


def test_a_people_and_its_country_are_one_term():
    asked = read_question("What did Israel tell the Israeli press?")

    assert [term.key for term in asked.terms if term.is_name] == ["israel"]


def test_names_and_figures_are_demanded_but_not_what_stands_in_parentheses():
    asked = read_question("Who abstained on resolution 2728 (Gaza, vote)?")

    demanded = {term.key for term in asked.terms if term.is_demanded}
    assert demanded == {"2728"}
    assert {"gaza", "vote"} <= asked.keys


def test_the_speaker_is_whoever_is_asked_to_have_said_it():
    assert read_question("What did the Hamas official say about it?").speaker == {"hama"}


def test_those_who_do_something_are_counted_whatever_they_are_called():
    assert read_question("How many marched in Kesten?").counted is None
    assert read_question("How many lorries a day may pass?").counted == "lorri"
    assert read_question("How many F-16s were scrambled?").counted == "f-16s"


def test_a_stand_is_asked_for_as_what_somebody_says():
    asked = read_question("What is Velland's position on the toll?")
    assert (asked.kind, asked.speaker) == (Kind.SAID, frozenset({"velland"}))
    assert read_question("Where does Velland stand on the toll?").kind is Kind.SAID
    assert "russia" in read_question("What did Moscow say about the toll?").speaker
    assert read_question("What did the Houthis say?").speaker == frozenset({"houthi"})


def test_what_somebody_is_going_to_do_is_a_next_step():
    assert read_question("What is Velland going to do about the toll?").kind is Kind.NEXT


def test_the_thing_counted():
    assert read_question("How many hostages were freed?").counted == "hostag"
    assert read_question("How many of the 15 members?").counted is None


def test_a_question_of_ten_thousand_words_is_cut():
    asked = read_question(" ".join(f"word{n}" for n in range(10_000)))

    assert 0 < len(asked.terms) <= 24
