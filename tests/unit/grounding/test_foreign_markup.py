"""What chat platforms act on comes into a post from its sources or not at all."""

from __future__ import annotations

import pytest

from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.grounding.gate import check_draft
from tests.builders import article, evidence

SENTENCE = "Guyana abstained in the Security Council on Friday."
TEXT = f"{SENTENCE} The ambassador of Algeria, Amar Bendjama, said the text was insufficient."


def judged(text, quote=SENTENCE, source=TEXT, speaker=None):
    return check_draft(DraftClaim(text, (DraftSpan(1, quote),), speaker), evidence(source))


@pytest.mark.parametrize(
    "text",
    [
        "Guyana abstained in the Security Council on Friday @everyone.",
        "<!channel> Guyana abstained in the Security Council on Friday.",
        "[Guyana](javascript:x) abstained in the Security Council on Friday.",
        "Guyana abstained in the Security Council on Friday: evil.example",
        "Guyana **abstained** in the Security Council on Friday.",
        "`Guyana` abstained in the Security Council on Friday.",
        "Guyana abstained \u202ein the Security Council on Friday.",
        "Gu\u200byana abstained in the Security Council on Friday.",
        "Ｇｕｙａｎａ abstained in the Security Council on Friday.",
        "Guyana abstained in the Security Council on Friday. 🚨",
        "\u0007Guyana abstained in the Security Council on Friday.",
    ],
)
def test_a_sentence_brings_no_mark_of_its_own(text):
    assert not isinstance(judged(text), CitedClaim)


@pytest.mark.parametrize(
    "text",
    [
        "Guyana “abstained” — in the Security Council — on Friday…",
        "Guyana abstained in the Security Council (on Friday).",
        "Guyana abstained; in the Security Council; on Friday!",
    ],
)
def test_what_sentences_are_made_of_is_no_mark(text):
    assert isinstance(judged(text), CitedClaim)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry wrote to press@norland.example on Friday.",
        "Temperatures in Harn reached 41°C on Friday, the ministry said.",
        "The envoy wrote “#truce” on Friday, the ministry said.",
    ],
)
def test_a_mark_of_the_source_stays(text):
    assert isinstance(judged(text, text, text), CitedClaim)


@pytest.mark.parametrize("text", ["...", "!!!", "\u202e", "🙂", "on the", "的"])
def test_a_sentence_that_says_nothing_is_none(text):
    assert not isinstance(judged(text), CitedClaim)


def test_a_sentence_is_no_longer_than_sentences_are():
    assert not isinstance(judged("Guyana abstained. " * 200), CitedClaim)


@pytest.mark.parametrize(
    ("speaker", "is_known"),
    [
        ("Amar Bendjama", True),
        ("Ambassador Bendjama", True),
        ("the Algerian ambassador", True),
        ("Bendjama, a war criminal", False),
        ("@everyone", False),
        ("https://evil.example", False),
        ("anybody", False),
        ("he", False),
    ],
)
def test_a_speaker_is_called_what_the_sources_call_them(speaker, is_known):
    quote = "The ambassador of Algeria, Amar Bendjama, said the text was insufficient."
    found = judged("The text was insufficient.", quote, article(TEXT), speaker)
    assert isinstance(found, CitedClaim) == is_known
