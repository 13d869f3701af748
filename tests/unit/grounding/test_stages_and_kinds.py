"""Stages of agreements, things of one kind, hedges of figures, and what was not talked of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.grounding.gate import check_draft, verify
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.unmentioned import check_unmentioned
from tests.builders import article, evidence

SIGNED = "The fishing treaty between Ostra and Kadria was signed in Vell on Monday."
RATIFIED = "Kadria's parliament ratified the extradition agreement with Ostra in June."
AGREED = "Estmark and Norland agreed on a ceasefire on Sunday after a week of talks in Amsel."
KIN = "Ida Kern shares a flat with Lena. Her roommate Lena is a nurse in Amsel."
SONG = "Ada asked for Italian music to practise. Ruben recommended the songs of Marco Vitale."
STRIKE = "A missile hit the hospital in Vell on Tuesday evening. Eleven patients were wounded."
LIMITS = "Up to 300 people may attend the funeral. More than 40 ships waited off Amsel on Friday."
LEAST = "At least 34 people were killed in the fire at Amsel's port on Friday."
TALK = "The council discussed the price of grain and the toll at Vell before it rose for lunch."

FALSE = {
    "in force": ("The fishing treaty between Ostra and Kadria entered into force.", SIGNED),
    "took effect": ("The fishing treaty between Ostra and Kadria has taken effect.", SIGNED),
    "ratified": ("The fishing treaty of Ostra and Kadria was ratified on Monday in Vell.", SIGNED),
    "in force of ratified": ("The extradition agreement with Ostra is in force.", RATIFIED),
    "signed of agreed": ("Estmark and Norland signed a ceasefire on Sunday in Amsel.", AGREED),
    "sister": ("Ida Kern's sister Lena is a nurse in Amsel.", KIN),
    "landlady": ("Ida Kern shares a flat with her landlady Lena.", KIN),
    "movies": ("Ada asked for Italian movies to practise.", SONG),
    "drone": ("A drone hit the hospital in Vell on Tuesday evening.", STRIKE),
    "school": ("A missile hit a school in Vell on Tuesday evening.", STRIKE),
    "morning": ("A missile hit the hospital in Vell on Tuesday morning.", STRIKE),
    "up to": ("300 people attend the funeral.", LIMITS),
    "more than": ("40 ships waited off Amsel on Friday.", LIMITS),
    "not discussed": ("The council did not discuss the price of grain.", TALK),
}
TRUE = {
    "signed": ("Ostra and Kadria signed the fishing treaty on Monday.", SIGNED),
    "ratified": ("The extradition agreement with Ostra was ratified by parliament.", RATIFIED),
    "agreed": ("A ceasefire was agreed by Estmark and Norland on Sunday.", AGREED),
    "flatmate": ("Ida Kern's flatmate Lena is a nurse.", KIN),
    "music": ("Ada asked for Italian songs to practise.", SONG),
    "rocket": ("A rocket hit the hospital in Vell on Tuesday.", STRIKE),
    "missile": ("The hospital in Vell was hit by a missile in the evening.", STRIKE),
    "up to": ("Up to 300 people may attend the funeral.", LIMITS),
    "more than": ("Over 40 ships waited off Amsel on Friday.", LIMITS),
    "at least, left out": ("34 people were killed in the fire at Amsel's port.", LEAST),
    "discussed": ("The council discussed the toll at Vell.", TALK),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_another_stage_kind_or_limit_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_what_is_told_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        ("At least 34 people were killed in the fire.", True),
        ("34 people were killed in the fire.", False),
    ],
)
def test_what_is_posted_keeps_its_hedge(claim, passes) -> None:
    shown = evidence(article(LEAST, published_at=datetime(2024, 3, 22, tzinfo=UTC)))

    judged = check_draft(DraftClaim(claim, (DraftSpan(1, LEAST),)), shown)

    assert isinstance(judged, CitedClaim) is passes


def test_of_a_text_nothing_is_held_that_it_does_not_mention() -> None:
    claim = Ground("The passage does not mention the price of grain.")

    assert list(check_unmentioned(claim, Grounds.of_texts([TALK]))) == []


def test_limits_that_a_sentence_names_itself_pass() -> None:
    assert verify("The toll is at most 12 crowns.", ["The toll is up to 12 crowns."]) == ()
    assert verify("Its maximum is 12 crowns.", ["The toll's maximum is up to 12 crowns."]) == ()


def test_handed_over_is_no_hedge() -> None:
    assert verify("Kenya freed 11 captives.", ["Kenya freed and handed over 11 captives."]) == ()
