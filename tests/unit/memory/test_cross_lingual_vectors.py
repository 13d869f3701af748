from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from bot.memory.cross_lingual_vectors import LanguageSense, sentences
from bot.memory.language_codes import language_code
from tests.fakes.translator import Translator


async def sense_of(*languages):
    embedder = Translator(languages, {})
    return LanguageSense.of(await embedder.embed([sentence for _, sentence in sentences()]))


def test_every_language_says_the_same_number_of_things():
    counts = Counter(language for language, _ in sentences())
    assert len(counts) == 6
    assert set(counts.values()) == {12}


async def test_a_model_that_knows_languages_is_known_for_it():
    assert (await sense_of("en", "fr", "ar")).languages == {"en", "fr", "ar"}


async def test_a_model_of_english_alone_tells_between_no_languages():
    assert (await sense_of("en")).languages == frozenset()


async def test_translations_are_alike_and_nothing_is_said_of_unknown_languages_or_within_one():
    sense = await sense_of("en", "fr")
    embedder = Translator((), {"veto": "v", "quake": "q"})
    veto, quake = (np.array(row) for row in await embedder.embed(["the veto", "the quake"]))

    alike = sense.likeness(
        [("fr", veto), ("en", veto), ("de", veto), ("fr", veto[:8])], [("en", veto), ("en", quake)]
    )

    assert alike[0, 0] == pytest.approx(1.0, abs=0.2)
    assert alike[0, 1] < 0.4
    assert np.isnan(alike[1:]).all()


@pytest.mark.parametrize(
    ("said", "code"), [("en-GB", "en"), ("FR", "fr"), (None, None), ("", None)]
)
def test_a_language_is_its_code_alone(said, code):
    assert language_code(said) == code
