from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.remembering import _label
from bot.domain.briefings import AgendaEntry
from bot.domain.claims import DraftClaim, DraftSpan
from bot.grounding.gate import check_draft
from tests.builders import TRANSCRIPT, article, evidence

MONDAY = date(2024, 3, 25)


def label(text, title):
    told = article(text, title=title)
    claim = check_draft(DraftClaim(text, (DraftSpan(1, text),)), evidence(told))
    return str(_label(AgendaEntry(MONDAY, claim)))


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (
            "A result is due by Monday.",
            "UPDATE 1-Recount ordered in Velia's north",
            "Mon 25 March 2024, Recount ordered in Velia's north:",
        ),
        (
            "Velia's court will order a recount in the north on Monday.",
            "Court to order recount in Velia's north",
            "Mon 25 March 2024:",
        ),
        ("A result is due by Monday.", None, "Mon 25 March 2024:"),
    ],
)
def test_an_entry_says_what_it_is_about_where_its_sentence_does_not(text, title, expected):
    assert label(text, title) == expected


def test_what_is_announced_at_a_press_conference_is_its_speakers_word():
    told = article(TRANSCRIPT, title="Press briefing by Ms. Roe and Mr. Lind")
    text = "The envoy will leave for Velm on Monday with a new proposal on the fisheries dispute."
    claim = check_draft(DraftClaim(text, (DraftSpan(1, text),)), evidence(told))
    assert str(_label(AgendaEntry(MONDAY, claim))).endswith(" Ms. Roe:")
