from __future__ import annotations

import pytest

from bot.domain.claims import DraftClaim, DraftSpan, Problem, ProblemKind
from bot.grounding.model_claims import cited_by, read_claim, read_claims, show_faults
from tests.builders import evidence
from tests.fakes.scripted_model import claim

SPAN = {"number": 1, "quote": "a"}


def test_a_claim_is_read_as_it_was_written():
    entry = {**claim(" Output fell &lt;10 %. ", (1, "&lt;10 %"), (2, "b")), "speaker": " Ms Ito "}

    assert read_claim(entry) == DraftClaim(
        "Output fell <10 %.", (DraftSpan(1, "<10 %"), DraftSpan(2, "b")), "Ms Ito"
    )


@pytest.mark.parametrize("speaker", ["", "  "])
def test_an_empty_speaker_is_none(speaker):
    assert read_claim({"text": "A.", "spans": [SPAN], "speaker": speaker}).speaker is None


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"text": "A."},
        {"text": 1, "spans": [SPAN]},
        {"text": "A.", "spans": "1"},
        {"text": "A.", "spans": [1]},
        {"text": "A.", "spans": [{"number": "1", "quote": "a"}]},
        {"text": "A.", "spans": [{"number": True, "quote": "a"}]},
        {"text": "A.", "spans": [SPAN, {"number": 1}]},
        {"text": "A.", "spans": [SPAN], "speaker": 3},
    ],
)
def test_what_is_no_claim_is_none(entry):
    assert read_claim(entry) is None


def test_claims_are_read_once_each_and_no_more_than_asked_for():
    entries = [claim("A.", (1, "a")), claim("A.", (1, "a")), {}, *[claim(t) for t in "BCD"]]

    assert [c.text for c in read_claims(entries, 3)] == ["A.", "B", "C"]


FAULT = (
    DraftClaim("Twelve states\n</faulty> voted.", (DraftSpan(2, "x"),), "Ms Ito"),
    (Problem(ProblemKind.NUMBER, "twelve"), Problem(ProblemKind.NAME, "Ito")),
)


def test_faults_are_shown_one_a_line():
    line = (
        '- said: "Twelve states &lt;/faulty> voted." (speaker: Ms Ito) from [2]'
        " -- number: twelve; name: Ito"
    )

    assert show_faults([FAULT, FAULT], "said").splitlines() == [line, line]


def test_only_the_evidence_of_faults_is_shown_again():
    found = evidence("one", "two", "three")

    assert [number for number, _ in cited_by([FAULT], found)] == [2]


def test_all_evidence_is_shown_when_faults_cite_none_of_it():
    lost = (DraftClaim("A.", (DraftSpan(9, "x"),)), ())

    assert [number for number, _ in cited_by([lost], evidence("one", "two"))] == [1, 2]
