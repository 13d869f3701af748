"""Names that a sentence writes otherwise than its sources, and names that it only seems to."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

SOURCE = (
    "Volodymyr Zelensky spoke at the University of Oxford on Monday, Ida Lund reported for the "
    "Harbour Post. Her article “A Winter Of Talks: Notes From Harbour” asks what the high-level "
    "emergency fund paid for; readers find it on Facebook."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Volodymyr Zelenskyy spoke at the University of Oxford.",
        "Zelensky spoke at Oxford University on Monday.",
        "Ida Lund of the Harbour Post reported on the talks.",
        "The high-level emergency fund (HLEF) paid for it.",
        "Visit Facebook, where readers find the article.",
        "Lund’s article “Notes From Harbour: A Winter Of Talks” is about the emergency fund.",
        "The answer to the question “What did Zelensky do?” is that he spoke at Oxford.",
    ],
)
def test_the_same_name_written_otherwise_passes(claim):
    assert verify(claim, [SOURCE]) == ()


@pytest.mark.parametrize(
    "claim",
    [
        "Volodymyr Zelinsky spoke at the University of Oxford.",
        "Zelensky spoke at Harvard University on Monday.",
        "Ida Lund of the Harvest Times reported on the talks.",
        "Bank of Oxford: Ida Lund reported for the Harbour Post.",
        "Visit Wikipedia, where readers find the article.",
        "Lund’s article is called “A Summer Of Talks”.",
        "Lund said that “Talks From Oxford” had ended.",
        "Zelensky asked the question “What did Lund do?” on Monday.",
    ],
)
def test_another_name_or_title_does_not(claim):
    assert verify(claim, [SOURCE])


def test_a_name_in_another_s_place_is_found_though_a_second_sentence_has_as_many_words():
    source = "He just wants to follow up on Lopez's question. Weber has a question of his own."
    assert verify("He just wants to follow up on Weber's question.", [source])
