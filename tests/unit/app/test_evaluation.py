"""`attache eval`: what counts as right, and what is compared."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.app.evaluation.cases import read_case, says
from bot.app.evaluation.measuring import evaluate
from bot.app.evaluation.report import CaseResult, LastRun, Report, name_of
from bot.app.evaluation.runs import Runs
from bot.domain.identifiers import ChannelKey
from bot.errors import InputError

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


async def test_the_shipped_questions_reach_their_floors_and_every_citation_is_verbatim(tmp_path):
    report = await evaluate(None)

    assert report.is_good, report.document()
    assert report.shares["citations"] == 1.0
    assert report.shares["recall"] == 1.0
    assert len(report.asked) >= 35
    assert report.last is None
    # What is kept says nothing that was asked.
    (kept,) = (tmp_path / "attache-data" / "evaluations").glob("*.json")
    assert report.asked[0].case.question not in kept.read_text("utf-8")


# ---------------------------------------------------------------- what counts as right


@pytest.mark.parametrize(
    ("line", "said", "is_right"),
    [
        ({"expected": ["13", "Guyana"]}, "guyana was one of 13 in favour.", True),
        ({"expected": ["13"]}, "Twelve voted for it.", False),
        ({"expected": "13", "without": ["14"]}, "13, or 14.", False),
        ({"expected": ["13"]}, "", False),
        ({"without": ["14"]}, "13 voted for it.", True),
        ({"without": ["14"]}, "14 voted for it.", False),
        ({"without": ["14"]}, "", True),
        ({"answerable": True}, "13 voted for it.", True),
        ({"answerable": True}, "", False),
        ({"url": "https://x.org/a"}, "", False),
        ({"unanswerable": True}, "", True),
        ({"unanswerable": True}, "13 voted for it.", False),
    ],
)
def test_an_answer_is_right_by_its_line(line, said, is_right):
    case = read_case({"question": "How many voted for it?", **line})
    assert case.is_right(said, abstained=not said) is is_right


@pytest.mark.parametrize(
    "line",
    [
        {"question": "Who vetoed the draft?"},
        {"question": " ", "unanswerable": True},
        {"expected": ["13"]},
        {"question": "Who?", "expected": [13]},
        {"question": "Who?", "url": ["https://x.org"]},
        {"question": "Who?", "expected": "Ada", "asked_at": "yesterday"},
        {"question": "Who?", "expected": "Ada", "asked_at": "2026-11-28T12:00:00"},
        {"question": "Who?", "expected": "Ada", "channel": "nowhere"},
    ],
)
async def test_a_line_that_does_not_say_what_is_right_is_turned_down(line):
    with pytest.raises(InputError):
        await evaluate([line])


@pytest.mark.parametrize(
    ("said", "word", "is_said"),
    [
        ("They discussed 13 points.", "3", False),
        ("They discussed 3 points.", "3", True),
        ("It rose by 1.3 points.", "3", False),
        ("They trust him.", "US", False),
        ("The US abstained.", "US", True),
        ("They vetoed it.", "veto", True),
    ],
)
def test_figures_and_acronyms_stand_by_themselves(said, word, is_said):
    assert says(said, word) is is_said


def test_a_run_that_cannot_be_kept_is_told_all_the_same(tmp_path):
    (tmp_path / "evaluations").write_text("in the way", "utf-8")
    Runs(tmp_path / "evaluations").keep(Report("gpt", (asked("One?"),)), NOON)


def test_the_same_question_at_two_moments_is_two():
    one, other = (
        asked("New?", answerable=True, asked_at=f"2026-11-2{day}T12:00:00Z") for day in (7, 8)
    )
    assert name_of(one.case) != name_of(other.case)


def test_a_line_names_its_channel_and_its_moment():
    line = {"question": "Who?", "expected": "Ada", "channel": "slack:T1/C1"}
    case = read_case({**line, "asked_at": "2026-11-28T12:00:00Z"})
    assert (case.channel, case.asked_at) == (ChannelKey("slack", "T1/C1"), NOON)


# ---------------------------------------------------------------- the last run


def asked(question, *, is_right=True, is_found=None, cost=0.0, **line):
    case = read_case({"question": question, **(line or {"answerable": True})})
    return CaseResult(case, is_right, is_found, 1, 1, 0.5, cost)


def test_a_run_is_compared_with_the_last_of_the_same_questions(tmp_path):
    runs = Runs(tmp_path)
    first = Report("gpt", (asked("One?", is_right=False), asked("Two?"), asked("Three?")))
    cases = [a.case for a in first.asked]
    assert runs.last(cases) is None
    runs.keep(first, NOON)

    last = runs.last(cases[::-1])
    now = Report("gpt", (asked("One?"), asked("Two?", is_right=False), asked("Three?")), last)
    assert (last.at, last.writer) == (NOON, "gpt")
    assert now.newly(right=True) == ["One?"]
    assert now.newly(right=False) == ["Two?"]
    assert runs.last(cases[:2]) is None
    rows = "\n".join(now.rows())
    for told in ("= as last time", "now right: One?", "now wrong: Two?", "28 November 2026, 12:00"):
        assert told in rows
    assert json.dumps(now.document()["last_run"])


def test_a_run_that_cannot_be_read_counts_as_none(tmp_path):
    runs = Runs(tmp_path)
    report = Report("gpt", (asked("One?"),))
    runs.keep(report, NOON)
    (kept,) = tmp_path.iterdir()
    for broken in ("{", "[]", '{"at": "noon"}'):
        kept.write_text(broken, "utf-8")
        assert runs.last([report.asked[0].case]) is None


def test_changes_recall_and_an_unknown_price_are_told():
    last = LastRun(NOON, "gpt", {"answered": 1.0, "recall": 0.5}, {})
    report = Report(
        "gpt",
        (asked("One?", is_right=False, is_found=True, cost=None), asked("Two?", is_found=True)),
        last,
    )
    rows = "\n".join(report.rows())
    assert "✗ answered   50.0%" in rows
    assert "▼ 50.0 points" in rows
    assert "▲ 50.0 points" in rows
    assert "not known" in rows
    assert report.document()["cost"] is None
    assert name_of(report.asked[0].case) != name_of(report.asked[1].case)
