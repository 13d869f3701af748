"""What a page's text of now means beside the text that was cited."""

from __future__ import annotations

import pytest

from bot.domain.changes import LookState
from bot.memory.text_changes import compare_texts
from bot.second_looks.verdict import judge

LEAD = "The Security Council voted on a draft resolution on Friday in New York."
BODY = (
    "Eleven of its fifteen members were in favour, and three voted against it.",
    "Algeria said that the draft would have given a licence for more bloodshed.",
    "Ambassadors of the ten elected members announced a text of their own.",
    "Diplomats expected that this text would be put to the vote on Monday.",
    "France called for a lasting ceasefire and for the release of all hostages.",
)
WHOLE = " ".join((LEAD, *BODY))
OTHER = (
    "Choose how we use your data. We and our partners store and read information on a device to "
    "show personal advertising, to measure it, and to understand our audience. Accept or manage."
)

#: name, text now, verdict
ROWS = [
    ("the same", WHOLE, LookState.UNCHANGED),
    (
        "the same, moved and dated",
        f"Updated 5 minutes ago\n\n{' '.join(BODY)} {LEAD}",
        LookState.UNCHANGED,
    ),
    ("a figure", WHOLE.replace("Eleven", "Thirteen"), LookState.CHANGED),
    ("a sentence more", f"{WHOLE} Guyana abstained.", LookState.CHANGED),
    ("a sentence less", " ".join((LEAD, *BODY[:-1])), LookState.CHANGED),
    ("twice as long", f"{WHOLE} {OTHER} {OTHER}", LookState.CHANGED),
    ("half of it rewritten", " ".join((LEAD, *BODY[:2], OTHER)), LookState.CHANGED),
    ("the lead before a paywall", f"{LEAD} Subscribe to read on.", LookState.CUT),
    ("the lead alone", LEAD, LookState.CUT),
    ("it breaks off after two thirds", " ".join((LEAD, *BODY[:3])), LookState.CUT),
    (
        "it breaks off, and the wall has a line",
        " ".join((LEAD, *BODY[:3], "Subscribe to read on.")),
        LookState.CUT,
    ),
    (
        "a third is gone and a figure changed",
        " ".join((LEAD, *BODY[:3])).replace("Eleven", "Thirteen"),
        LookState.CHANGED,
    ),
    ("a consent wall", OTHER, LookState.OTHER),
    (
        "a short notice",
        "This page has moved to our new site. Follow the link there.",
        LookState.OTHER,
    ),
]


@pytest.mark.parametrize(("now", "verdict"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_a_verdict(now, verdict):
    assert judge(compare_texts(WHOLE, now)) is verdict
