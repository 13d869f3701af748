"""What is said at a press conference is told as its speaker's word, and a reporter's question not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.built_in.answer_writer import draft_answer
from bot.built_in.briefing_writer import draft_item
from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan, Problem, ProblemKind
from bot.domain.identifiers import StoryId
from bot.domain.stories import Story
from bot.grounding.gate import check_draft, restore
from tests.builders import TRANSCRIPT, article, evidence

TOLD = article(TRANSCRIPT, title="Press briefing by Ms. Roe and Mr. Lind")
SOURCES = evidence(TOLD)


def checked(text, quote=None, speaker=None):
    return check_draft(DraftClaim(text, (DraftSpan(1, quote or text),), speaker), SOURCES)


def answered(question):
    drafts = draft_answer(question, SOURCES)
    return [
        (c.speaker, c.text) for d in drafts if isinstance(c := check_draft(d, SOURCES), CitedClaim)
    ]


@pytest.mark.parametrize(
    ("question", "speaker", "begins"),
    [
        ("What did Lind say about the fisheries pact?", "Mr. Lind", "The fisheries pact expires"),
        ("When does the fisheries pact expire?", "Mr. Lind", "The fisheries pact expires"),
        ("Is the embassy in Velm open?", "Ms. Roe", "The embassy in Velm is open"),
    ],
)
def test_an_answer_names_whose_word_it_is(question, speaker, begins):
    ((by, text),) = answered(question)
    assert by == speaker
    assert text.startswith(begins)


@pytest.mark.parametrize(
    "question", ["How many people died?", "What did Lind say about the embassy?"]
)
def test_what_a_reporter_or_another_says_answers_nothing(question):
    assert answered(question) == []


def test_an_item_shows_no_question_and_no_head():
    item = draft_item(Story(StoryId("s"), "Press briefing", (TOLD,)))
    shown = [d.text for d in (*item.sentences, *item.said, *item.agenda)]
    assert shown
    assert not any("MS. ROE" in text or "40 people" in text for text in shown)


def test_the_gate_says_whose_word_a_sentence_is():
    claim = checked("The fisheries pact expires in June, and Tarn wants it renewed for ten years.")
    assert isinstance(claim, CitedClaim)
    assert claim.speaker == "Mr. Lind"


def test_a_sentence_that_names_its_speaker_is_given_no_other():
    quote = "The embassy in Velm is open, and the minister has the full confidence of the cabinet."
    claim = checked("Ms. Roe said that the embassy in Velm is open.", quote)
    assert isinstance(claim, CitedClaim)
    assert claim.speaker is None


def test_a_turn_is_put_in_nobody_elses_mouth():
    quote = "The fisheries pact expires in June, and Tarn wants it renewed for ten years."
    assert isinstance(
        checked("Ms. Roe said that the fisheries pact expires in June.", quote), tuple
    )


def test_what_a_reporter_takes_for_granted_is_not_told():
    problems = checked("The embassy in Velm has been shut since the shelling, and 40 people died.")
    assert [p.kind for p in problems] == [ProblemKind.UNSUPPORTED]


def test_a_quote_over_two_peoples_turns_is_nobodys_word():
    start = TRANSCRIPT.index("The embassy in Velm is open")
    over = TRANSCRIPT[start : TRANSCRIPT.index(" and Tarn wants")]
    problems = checked("The embassy in Velm is open, and the fisheries pact expires in June.", over)
    assert (
        Problem(ProblemKind.UNSUPPORTED, "the quote runs over several people's words") in problems
    )


def test_a_stored_sentence_that_rests_on_a_question_passes_no_more():
    claim = checked("The fisheries pact expires in June, and Tarn wants it renewed for ten years.")
    start = TRANSCRIPT.index("The embassy in Velm has been shut")
    end = TRANSCRIPT.index(" Will the minister")
    (told,) = claim.citations
    asked = replace(told, start=start, end=end, quote=TRANSCRIPT[start:end])
    versions = {TOLD.version_id: TOLD}
    assert restore(claim.text, [told], claim.speaker, versions) is not None
    assert restore(asked.quote, [asked], None, versions) is None
