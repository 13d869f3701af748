"""Things with a name of their own that the sources have in no words."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

STAY = "Mira: We found a room by the lake for two nights. Ole: Bring your skis and a warm coat!"
MEAL = "The delegates ate fish at noon and went on with their talks until dark."
CREW = "Nine fishermen were taken off the trawler by a coastguard crew on Friday."

INVENTED = {
    "another place": ("Mira and Ole talk of the museum that they found by the lake.", STAY),
    "a pet": ("Mira tells Ole to bring his dog and a warm coat.", STAY),
    "an animal of several": ("Mira tells Ole to bring his skis for the wolves.", STAY),
    "who they are": ("The nurses ate fish at noon and went on with their talks.", MEAL),
    "a plural of its own": ("Nine firemen were taken off the trawler by a crew on Friday.", CREW),
}
TOLD = {
    "a general name": ("Mira and Ole talk of the place that they found by the lake.", STAY),
    "another word for it": ("Mira found accommodation by the lake. It is a hotel room.", STAY),
    "told by what they do": ("The delegates had lunch at noon.", MEAL),
    "their food": ("The delegates had food at noon.", MEAL),
    "its own plural": ("A crew took nine fishermen off the trawler on Friday.", CREW),
    "a verb": ("The delegates went on to dog each other until dark.", MEAL),
    "a part of a word": ("The delegates ate at noon in bread-and-fish talks.", MEAL),
}


@pytest.mark.parametrize(("claim", "told"), INVENTED.values(), ids=INVENTED)
def test_a_thing_in_no_words_of_the_sources_is_caught(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), TOLD.values(), ids=TOLD)
def test_a_thing_told_in_other_words_passes(claim, told) -> None:
    assert verify(claim, [told]) == ()
