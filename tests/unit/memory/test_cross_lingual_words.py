from __future__ import annotations

import pytest

from bot.memory.clustering import ALIKE
from bot.memory.cross_lingual_words import can_tell, shared_vector
from bot.memory.similarity import likeness, shared_names
from tests.builders import article

ENGLISH = article(
    "Tunisia and Malta opened talks in Vienna on Monday on a ferry line. Envoy Sami Bouzid said a"
    " second round was due.",
    title="Tunisia and Malta open ferry talks",
)
FRENCH = article(
    "La Tunisie et Malte ont entamé lundi à Vienne des pourparlers sur une ligne de ferry."
    " L'émissaire Sami Bouzid a annoncé une suite.",
    title="Ferry : la Tunisie et Malte négocient",
    language="fr",
)
GERMAN = article(
    "Tunesien und Malta haben am Montag in Wien Gespräche über eine Fährlinie begonnen. Der"
    " Gesandte Sami Bouzid sprach von einem Anfang.",
    title="Tunesien und Malta verhandeln",
    language="de",
)
OTHER_GERMAN = article(
    "In Wien haben am Montag die Lehrer für höhere Gehälter protestiert. Die Gewerkschaft droht mit"
    " Streik.",
    title="Wien: Lehrer auf der Straße",
    language="de",
)


def test_one_event_in_three_languages_is_alike_and_another_in_the_same_town_is_not():
    alike = likeness([ENGLISH, FRENCH, GERMAN, OTHER_GERMAN])

    assert min(alike[0, 1], alike[0, 2], alike[1, 2]) > ALIKE
    assert max(alike[3, :3]) < ALIKE


@pytest.mark.parametrize(
    ("text", "language", "keys"),
    [
        ("16 000 soldats à Genève", "fr", {"16000", "soldier", "geneva"}),
        ("Der Kossen-Staudamm in Ägypten", "de", {"kossen", "dam", "=egypt"}),
        ("16,000 soldiers in Geneva", "en", {"16000", "soldier", "geneva"}),
        ("ruled in 2019 by the wind", "en", set()),
        ("Ostatni prom", "pl", set()),
    ],
)
def test_a_text_is_told_in_keys_that_languages_share(text, language, keys):
    assert set(shared_vector(text, language)) == keys


@pytest.mark.parametrize(
    ("one", "other", "tells"),
    [("en", "fr", True), ("de", "fr", True), ("fr", "fr", False), ("en", "pl", False)],
)
def test_words_tell_between_listed_languages(one, other, tells):
    assert can_tell(one, other) is tells


def test_names_of_their_own_are_shared_between_languages():
    assert shared_names([ENGLISH, GERMAN, OTHER_GERMAN])[0].tolist()[1:] == [2, 0]
