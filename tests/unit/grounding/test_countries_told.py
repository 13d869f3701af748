"""Countries that no list has are told apart, with their adjectives, as the text speaks of them."""

from __future__ import annotations

import pytest

from bot.grounding.countries_told import country_of
from bot.grounding.gate import verify

TEXT = (
    "Belmora's army said that a Tarnish boat had crossed the bay and shot at a buoy. Tarnland's navy "
    "said the boat had been in its own waters. The Belmoran president, Ada Kesh, called the envoy of "
    "Tarnland and asked for the log. Kesh is to speak on Monday."
)
COUNTRIES = {
    "by its army": ("Belmora", "belmora"),
    "its adjective": ("Belmoran", "belmora"),
    "by its adjective": ("Tarnland", "tarnland"),
    "of -land": ("Tarnish", "tarnland"),
    "listed": ("Norwegian", "norway"),
    "a person": ("Kesh", None),
}
CLAIMS = {
    "its own": ("The Tarnish boat had crossed the bay, Belmora's army said.", True),
    "the other's": ("The Belmoran boat had crossed the bay, Belmora's army said.", False),
    "for the country": ("Belmora's president asked Tarnland's envoy for the log.", True),
}


@pytest.mark.parametrize(("word", "country"), COUNTRIES.values(), ids=COUNTRIES)
def test_a_text_tells_of_countries(word, country) -> None:
    assert country_of(word, (TEXT,)) == country


@pytest.mark.parametrize(("claim", "is_carried"), CLAIMS.values(), ids=CLAIMS)
def test_whose_it_is_is_kept(claim, is_carried) -> None:
    assert (verify(claim, [TEXT]) == ()) is is_carried
