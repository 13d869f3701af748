"""How often what a sentence announces is put on the agenda for the right days, held to a floor.

`agenda_sentences.tsv` was written before the rules were looked at: each sentence, published on
21 March 2024, with its days, stretches of days ("a..b"), or last days ("by a").  50 of the 74 were
right at first sight, and 70 since.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.briefing.agenda import entries_of
from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.grounding.gate import check_draft
from tests.builders import article, evidence

THURSDAY = datetime(2024, 3, 21, 9, tzinfo=UTC)
FLOOR = 70
LINES = Path(__file__).with_name("agenda_sentences.tsv").read_text("utf-8").splitlines()
CASES = [line.partition("\t")[::2] for line in LINES if line]


def announced(text):
    told = article(text, published_at=THURSDAY)
    claim = check_draft(DraftClaim(text, (DraftSpan(1, text),)), evidence(told))
    assert isinstance(claim, CitedClaim)
    return sorted(
        f"by {e.end}" if e.is_limit else f"{e.day}..{e.last}" if e.last else f"{e.day}"
        for e in entries_of(claim)
    )


def test_days_announced():
    right = [
        text for text, days in CASES if announced(text) == sorted(re.findall(r"(?:by )?\S+", days))
    ]
    assert len(right) >= FLOOR


@pytest.mark.parametrize(
    ("text", "days"),
    [
        case
        for case in CASES
        if "by the end of" in case[0] or "not " in case[0] or "denied" in case[0]
    ],
)
def test_last_days_and_denials(text, days):
    assert announced(text) == sorted(re.findall(r"(?:by )?\S+", days))
