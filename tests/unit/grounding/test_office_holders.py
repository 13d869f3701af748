"""Offices are given to those who hold them in the sources, and deeds to those who did them."""

from __future__ import annotations

import pytest

from bot.domain.claims import ProblemKind
from bot.grounding.gate import verify

PIER = (
    "Ada Kern was not among those rescued, Ostra's transport minister, Jon Vail, said. Estmark's "
    "envoy Lia Brandt thanked the crews."
)
LINES = "Tarnow turned down a loan from Maravia in June. Kadria has offered a grant since."
TALKS = "Oseland broke off talks with Estmark on Monday. Ostra's mediators had left on Sunday."
FORMER = "Ostra's former transport minister, Jon Vail, met Ostra's transport minister, Ida Holm."

CHIEFS = (
    "The British chargé d'affaires, Paul Renn, was called in. The army's chief, General Tomas Weil, "
    "said nothing. Iceland's chief negotiator, Jon Arnason, left."
)

FALSE = {
    "another office": ("The British ambassador, Paul Renn, was called in.", CHIEFS),
    "an office of others": ("Tomas Weil is the head of the Border Guard.", CHIEFS),
    "a word that only ends like it": (
        "Ida Roth, head of the convoy, arrived on Monday.",
        "The Finnish envoy, Ida Roth, arrived ahead of the convoy on Monday.",
    ),
    "another country's": ("Jon Arnason is Norway's chief negotiator.", CHIEFS),
    "another's office": ("Ostra's transport minister, Ada Kern, was not rescued.", PIER),
    "office behind the name": ("Ada Kern, Ostra's transport minister, was not rescued.", PIER),
    "office right before": ("Estmark's envoy Jon Vail thanked the crews.", PIER),
    "office of": ("Ada Kern, the transport minister of Ostra, was not rescued.", PIER),
    "the speaker for the subject": ("Jon Vail was not among those rescued.", PIER),
    "from another": ("Tarnow turned down a loan from Kadria in June.", LINES),
    "with another": ("Oseland broke off talks with Ostra on Monday.", TALKS),
}
TRUE = {
    "the same office": ("Paul Renn, the British chargé d'affaires, was called in.", CHIEFS),
    "as told": ("Ostra's transport minister, Jon Vail, said Ada Kern was not rescued.", PIER),
    "by the verb": (
        "Ida Roth, head of the water board, arrived on Monday.",
        "The Finnish envoy, Ida Roth, who heads the water board, arrived on Monday.",
    ),
    "without commas": ("Ostra's transport minister Jon Vail said Kern was not rescued.", PIER),
    "behind the name": ("Lia Brandt, Estmark's envoy, thanked the crews.", PIER),
    "the subject": ("Ada Kern was not among those rescued.", PIER),
    "the speaker named": ("Jon Vail said Ada Kern was not among those rescued.", PIER),
    "former": ("Ostra's former transport minister, Jon Vail, met Ida Holm.", FORMER),
    "office moved behind": (
        "Ada Holm, the Finnish prime minister, met Jon Vail.",
        "Finland's prime minister, Ada Holm, met Jon Vail, who resigned as party chief.",
    ),
    "from whom": ("Tarnow turned down a loan from Maravia.", LINES),
    "with whom": ("Oseland broke off its talks with Estmark.", TALKS),
    "both named": (
        "Kadria held talks with Ostra, and later with Estmark.",
        "Kadria held talks with Estmark and Ostra on Monday, and later with Estmark alone.",
    ),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_a_name_in_anothers_role_is_caught(claim, told) -> None:
    assert ProblemKind.NAME in {problem.kind for problem in verify(claim, [told])}


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_a_name_in_its_own_role_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
