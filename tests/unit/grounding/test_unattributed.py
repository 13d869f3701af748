"""What sources only have somebody say is not told as a fact: strictly in drafts, one side's word elsewhere."""

from __future__ import annotations

import pytest

from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.grounding.gate import check_draft, verify
from tests.builders import article, evidence

BOATS = "The harbour master of Amsel said that four boats of the Norland fleet had left by night."
TOLL = "Toll income at the Vell bridge fell by a third in May, according to the bridge company."
RELEASE = "Six miners have been brought up alive at Tarnow, the rescue service said on Sunday."
ACCUSED = "Fishermen in Ostra accuse the Kadrian navy of having cut their nets in March."
PLANS = "The Kadrian envoy said that his government would reopen the ferry."
MIXED = "The minister said the dam was safe; engineers have closed two of its gates."

AS_FACTS = {
    "said that": ("Four boats of the Norland fleet left Amsel by night.", BOATS),
    "according to": ("Toll income at the Vell bridge fell by a third in May.", TOLL),
    "said at the end": ("Six miners were brought up alive at Tarnow.", RELEASE),
    "accused": ("The Kadrian navy cut nets of Ostran fishermen in March.", ACCUSED),
    "of one's own plans": ("Kadria's government will reopen the ferry.", PLANS),
}
AS_SAID = {
    "said that": ("The harbour master said four boats of the Norland fleet left by night.", BOATS),
    "according to": ("According to the bridge company, toll income fell by a third in May.", TOLL),
    "accused": ("Fishermen in Ostra accuse the Kadrian navy of having cut their nets.", ACCUSED),
    "beside what is said": ("Engineers have closed two of the dam's gates.", MIXED),
}


def passes(claim: str, told: str, speaker: str | None = None) -> bool:
    draft = DraftClaim(claim, (DraftSpan(1, told),), speaker)
    return isinstance(check_draft(draft, evidence(article(told))), CitedClaim)


@pytest.mark.parametrize(("claim", "told"), AS_FACTS.values(), ids=AS_FACTS)
def test_a_draft_that_drops_who_says_so_is_caught(claim, told) -> None:
    assert not passes(claim, told)


@pytest.mark.parametrize(("claim", "told"), AS_SAID.values(), ids=AS_SAID)
def test_a_draft_that_keeps_who_says_so_passes(claim, told) -> None:
    assert passes(claim, told)


def test_a_speaker_beside_the_sentence_is_one() -> None:
    assert passes("Four boats of the Norland fleet had left by night.", BOATS, "harbour master")


@pytest.mark.parametrize("name", ["said that", "accused"])
def test_one_sides_word_is_no_fact_in_bare_texts_either(name) -> None:
    assert verify(AS_FACTS[name][0], [AS_FACTS[name][1]]) != ()


@pytest.mark.parametrize("name", ["according to", "said at the end"])
def test_bare_texts_may_leave_out_who_reports_something(name) -> None:
    assert verify(AS_FACTS[name][0], [AS_FACTS[name][1]]) == ()
